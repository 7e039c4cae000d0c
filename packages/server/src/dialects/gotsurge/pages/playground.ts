/** The pages of the playground: each shows one step of OAuth as a partner's app takes it, and leads to the next. */
import { html, type Markup, type Piece } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import { callPieces, type Call } from './call.ts';

/** What the pages know of the sandbox. */
export interface Ground {
  /** Of the playground, absolute. */
  readonly home: string;
  readonly people: readonly { readonly email: string; readonly role: string }[];
  readonly password: string;
}

/** What the app holds by now; it goes from page to page in forms, never in an address. */
export interface Held {
  readonly bearerToken: string;
  readonly refreshToken: string;
}

export const startPage = ({ home, people, password }: Ground): string =>
  page(
    'Playground',
    html`<h1>Playground</h1>
      <p>Walks through GotSurge’s OAuth as your app would: sign-in and consent, code, bearer token, a task, refresh.</p>
      <p>Sign in as one of these people of the sandbox, each with the password <strong>${password}</strong>:</p>
      <ul>
        ${people.map(({ email, role }) => html`<li>${email} (${role})</li>`)}
      </ul>
      <a class="deed" href="${home}/start">Start</a>
      <p class="quiet">Or try <a href="${home}/receive-session">single sign-on</a>, which needs scripts.</p>`,
  );

export interface Return {
  readonly code: string;
  readonly state: string;
}

export const codePage = ({ home }: Ground, { code, state }: Return): string =>
  page(
    'The code is here',
    html`<h1>The code is here</h1>
      <p>The browser came back to the app with these, and the state is the one that it had left with:</p>
      <pre>
code=${code}
state=${state}</pre>
      <form method="post" action="${home}/token">
        <input type="hidden" name="code" value="${code}" />
        <button>Exchange the code</button>
      </form>
      <p class="quiet">It works once, for a minute.</p>`,
  );

/** @param words what came back instead of a code, or why it is not taken */
export const noCodePage = ({ home }: Ground, words: Piece): string =>
  page(
    'No code',
    html`<h1>No code</h1>
      <p class="fault">${words}</p>
      <a class="deed" href="${home}/start">Start again</a>`,
  );

/** @param held null: the step brought no tokens */
export const stepPage = (ground: Ground, title: string, call: Call, held: Held | null): string =>
  page(
    title,
    html`<h1>${title}</h1>
      ${callPieces(call)} ${held ? nextSteps(ground, held) : null}
      <p><a href="${ground.home}">Back to the start</a></p>`,
  );

function nextSteps({ home }: Ground, { bearerToken, refreshToken }: Held): Markup {
  const held = html`<input type="hidden" name="bearer_token" value="${bearerToken}" />
    <input type="hidden" name="refresh_token" value="${refreshToken}" />`;
  return html`<h2>What next?</h2>
    <form method="post" action="${home}/task">
      ${held}
      <button>Create a sample task</button>
    </form>
    <form method="post" action="${home}/refresh">
      ${held}
      <button class="other">Refresh the bearer token</button>
    </form>`;
}
