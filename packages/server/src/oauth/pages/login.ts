/** The page on which a member signs in for an app. */
import { html, type Markup } from '../../lib/pages/html.ts';
import { page } from '../../lib/pages/layout.ts';
import { signInFields } from '../../lib/pages/sign-in-fields.ts';
import type { Asker } from './asker.ts';

export interface LoginPage {
  readonly asker: Asker;
  readonly token: string;
  /** Path of the sign-in; its forms go below it. */
  readonly path: string;
  /** What was typed before. */
  readonly email?: string;
  readonly fault?: string;
}

export function loginPage({ asker, token, path, email = '', fault }: LoginPage): string {
  return page(
    fault === undefined ? 'Sign in' : 'Error: Sign in',
    html`<h1>Sign in</h1>
      <p>to continue to <strong>${asker.name}</strong></p>
      ${fault !== undefined && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
      <form method="post" action="${path}/login">
        <input type="hidden" name="token" value="${token}" />
        ${signInFields(email, fault !== undefined)}
      </form>
      ${abortForm(path, token, 'Cancel')}
      <p class="quiet">Afterwards you are taken to ${asker.place}.</p>`,
  );
}

/** Tells the app that the member does not want to. */
export const abortForm = (path: string, token: string, words: string): Markup =>
  html`<form method="post" action="${path}/abort">
    <input type="hidden" name="token" value="${token}" />
    <button class="other">${words}</button>
  </form>`;
