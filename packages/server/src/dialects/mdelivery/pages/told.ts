/** The page that says why something cannot be done, and what to do. */
import { html } from '../../../lib/pages/html.ts';
import type { Told } from '../words/words.ts';
import { frame } from './layout.ts';
import type { View } from './view.ts';

export interface ToldPage extends Told {
  /** Where the same may be tried again. */
  readonly retry?: string | null;
  /** Back to the provider. */
  readonly back?: { readonly href: string; readonly name: string } | null;
}

export const toldPage = (view: View, { title, advice, retry = null, back = null }: ToldPage): string =>
  frame(
    view,
    title,
    html`<h1>${title}</h1>
      <p>${advice}</p>
      ${retry !== null && html`<a class="deed" href="${retry}">${view.words.retry}</a>`}
      ${back && html`<p class="links"><a href="${back.href}">${view.words.backTo(back.name)}</a></p>`}`,
  );
