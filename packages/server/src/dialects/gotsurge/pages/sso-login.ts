/** The page on which a member signs in for a partner's own page. */
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';

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
  const wrong = fault !== undefined && html` aria-invalid="true" aria-describedby="fault"`;
  return page(
    fault === undefined ? 'Sign in' : 'Error: Sign in',
    html`<h1>Sign in</h1>
      <p>to continue to <strong>${name}</strong></p>
      ${fault !== undefined && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
      <form method="post" action="login">
        <input type="hidden" name="client_key" value="${clientKey}" />
        <input type="hidden" name="token" value="${token}" />
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${email}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="254"
          required${wrong}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="256"
          required${wrong}
        />
        <button>Sign in</button>
      </form>
      <p class="quiet">${name} at ${origin} will then be able to act for you.</p>`,
  );
}
