/** What a partner's own page for single sign-on may look like: it waits for a session and exchanges it. */
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import { pageScript } from '../../../lib/pages/script.ts';
import type { Ground } from './playground.ts';

/** Words of any other origin are not listened to. */
const script = pageScript(`
const { origin } = document.currentScript.dataset;
const form = document.querySelector('form');
document.querySelector('.fault').remove();
addEventListener('message', ({ origin: from, data }) => {
  if (from !== origin || data?.event !== 'session_id') return;
  document.querySelector('pre').textContent = JSON.stringify(data, null, 2);
  form.elements.session_id.value = data.session_id;
  form.hidden = false;
  document.querySelector('a').hidden = true;
  document.querySelector('[role=status]').textContent = 'This came from the sign-in page:';
});
`);

/** As a source of `script-src`. */
export const receiveScript = script.source;

/** @param login address of the sign-in page */
export const receiveSessionPage = ({ home }: Ground, login: string): string =>
  page(
    'Single sign-on',
    html`<h1>Single sign-on</h1>
      <p>This is the app’s own page. The sign-in page opens in a window of its own and tells this one.</p>
      <p role="status">Nobody has signed in yet.</p>
      <pre>–</pre>
      <form method="post" action="${home}/session" hidden>
        <input type="hidden" name="session_id" value="" />
        <button>Exchange the session</button>
      </form>
      <a class="deed" href="${login}" target="_blank" rel="opener">Sign in</a>
      <p class="fault">Allow scripts of this page: without one it cannot hear of the sign-in.</p>
      ${script.tag({ origin: new URL(home).origin })}`,
  );
