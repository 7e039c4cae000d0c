/** The two fields and the button by which a person signs in, the same on every page of ours. */
import { html, type Markup } from './html.ts';

/** @param email what was typed before. @param isWrong says so on both fields; the page has the words at `#fault` */
export function signInFields(email: string, isWrong: boolean): Markup {
  const wrong = isWrong && html` aria-invalid="true" aria-describedby="fault"`;
  return html`<label for="email">E-mail address</label>
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
    <button>Sign in</button>`;
}
