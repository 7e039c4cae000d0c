/** The page that tells a person why a sign-in cannot go on. Nobody is redirected from it. */
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html } from '../../lib/pages/html.ts';
import { page } from '../../lib/pages/layout.ts';
import { pageHeaders } from '../../lib/pages/page-headers.ts';

export interface PageFault {
  readonly title: string;
  readonly advice: string;
  /** For the people of the app: the standard's word and what it is about. */
  readonly detail?: string | undefined;
}

export const faultPage = ({ title, advice, detail }: PageFault): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${advice}</p>
      ${detail !== undefined && html`<p class="quiet">For the people of the app: ${detail}</p>`}`,
  );

export const startAgain: PageFault = {
  title: 'This sign-in has ended',
  advice:
    'It took too long, was finished already, or was begun in another browser. Go back to the app and start again.',
};

export const ourFault: PageFault = {
  title: 'Something went wrong here',
  advice: 'It is not your fault. Go back to the app and try again in a minute.',
};

/** What the provider itself refuses: a request that an app has put together wrongly, or one that came too late. */
export function renderFault(ctx: KoaContextWithOIDC, { error, error_description: about }: ErrorOut): void {
  for (const [name, value] of Object.entries(pageHeaders({ https: ctx.secure }))) ctx.set(name, value);
  ctx.body = faultPage(describe(error, about));
}

function describe(error: string, about: string | undefined): PageFault {
  if (error === 'server_error') return ourFault;
  // what is left of a sign-in is gone: no cookie, or none that fits
  if (about?.includes('session') === true || about?.includes('expired') === true) return startAgain;
  return {
    title: 'This link does not work',
    advice: 'The app sent you here with a faulty request. Go back to it, and tell its people if it happens again.',
    detail: about === undefined ? error : `${error}: ${about}`,
  };
}
