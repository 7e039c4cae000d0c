/** The page, and the part of a page, on which a receiver says who they are. */
import { html, type Markup } from '../../../lib/pages/html.ts';
import type { RegisteredService } from '../../../use-cases/provider/verbs.ts';
import type { Identified } from '../../../use-cases/receiver/identify.ts';
import { facts, frame } from './layout.ts';
import { form, type View } from './view.ts';

export interface IdentifyPage {
  readonly of: RegisteredService;
  readonly fault: string | null;
}

export function identifyPage(view: View, { of, fault }: IdentifyPage): string {
  const { identify, order, errorPrefix } = view.words;
  return frame(
    view,
    fault === null ? identify.title : `${errorPrefix}: ${identify.title}`,
    html`<h1>${identify.title}</h1>
      <p>${identify.why}</p>
      ${facts([
        [order.from, of.provider.name],
        [order.service, of.service.name],
      ])}
      ${identifyForm(view, 'shipping/identify', fault)}`,
  );
}

/** @param path below the folder of the pages */
export function identifyForm(view: View, path: string, fault: string | null): Markup {
  const { identify, goOn } = view.words;
  const wrong = fault !== null && html` aria-invalid="true"`;
  return html`${fault !== null && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
  ${form(
    view,
    path,
    html`<label for="idnp">${identify.label}</label>
      <p class="hint" id="idnp-hint">${identify.hint}</p>
      <input
        id="idnp"
        name="idnp"
        inputmode="numeric"
        autocomplete="off"
        maxlength="20"
        required
        aria-describedby="${fault === null ? 'idnp-hint' : 'fault idnp-hint'}"
        ${wrong}
      />
      <button>${goOn}</button>`,
  )}`;
}

/** What is said of a number that was not the right one, and the status of the page. */
export function identifyFault(
  { words: { identify } }: View,
  not: Exclude<Identified, { kind: 'known' }>,
): { readonly fault: string; readonly status: number } {
  if (not.kind === 'wrong') return { fault: identify.wrong, status: 422 };
  return { fault: identify.wait(Math.ceil(not.seconds / 60)), status: 429 };
}
