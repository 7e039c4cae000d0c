/** The page that hands a session to the partner's page: the only one of ours that needs a script. */
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import { pageScript } from '../../../lib/pages/script.ts';

/**
 * To the window that opened this one; without such a window, to the partner's page in a frame. Only pages of the
 * registered origin get it: to every other the browser delivers nothing.
 */
const script = pageScript(`
const { session, origin, receive } = document.currentScript.dataset;
const message = { event: 'session_id', session_id: session };
const said = document.querySelector('[role=status]');
const frame = document.querySelector('iframe');
document.querySelector('.fault').remove();
if (window.opener && !window.opener.closed) {
  window.opener.postMessage(message, origin);
  said.textContent = 'You can close this window.';
} else {
  frame.addEventListener('load', () => frame.contentWindow.postMessage(message, origin), { once: true });
  frame.hidden = false;
  frame.src = receive;
  said.textContent = 'It goes on below.';
}
`);

/** As a source of `script-src`. */
export const ssoScript = script.source;

export interface SsoResultPage {
  /** Of the app. */
  readonly name: string;
  readonly sessionId: string;
  readonly origin: string;
  readonly receiveSessionUrl: string;
}

export const ssoResultPage = ({ name, sessionId, origin, receiveSessionUrl }: SsoResultPage): string =>
  page(
    'Signed in',
    html`<h1>You are signed in</h1>
      <p>to <strong>${name}</strong>. <span role="status"></span></p>
      <p class="fault">${name} cannot be told without a script. Allow scripts of this page, and sign in again.</p>
      <iframe title="${name}" hidden></iframe>
      ${script.tag({ session: sessionId, origin, receive: receiveSessionUrl })}`,
  );
