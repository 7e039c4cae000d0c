/** The page on which a member signs in for a partner's own page. */
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import { signInFields } from '../../../lib/pages/sign-in-fields.ts';

export interface SsoLoginPage {
  /** Of the app. */
  readonly name: string;
  readonly clientKey: string;
  /** Where the session goes. */
  readonly origin: string;
  readonly token: string;
  /** What was typed before. */
  readonly email?: string;
  readonly fault?: string;
}

export function ssoLoginPage({ name, clientKey, origin, token, email = '', fault }: SsoLoginPage): string {
  return page(
    fault === undefined ? 'Sign in' : 'Error: Sign in',
    html`<h1>Sign in</h1>
      <p>to continue to <strong>${name}</strong></p>
      ${fault !== undefined && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
      <form method="post" action="login">
        <input type="hidden" name="client_key" value="${clientKey}" />
        <input type="hidden" name="token" value="${token}" />
        ${signInFields(email, fault !== undefined)}
      </form>
      <p class="quiet">${name} at ${origin} will then be able to act for you.</p>`,
  );
}
