/** The frame of the receiver's pages: the languages above, one card, the way so far. */
import { pageLanguages } from '../../../domain/shipping-order/shipping-order.ts';
import { html, Markup, type Piece } from '../../../lib/pages/html.ts';
import { stepNames, type StepName } from '../words/words.ts';
import { sheet } from './style.ts';
import type { View } from './view.ts';

/** Not escaped: the sheet is ours, and its hash counts every sign. */
const style = new Markup(`<style>${sheet}</style>`);

const languageNames = { ro: ['RO', 'Română'], ru: ['RU', 'Русский'], en: ['EN', 'English'] } as const;

/** @returns a whole document */
export const frame = (view: View, title: string, body: Piece): string =>
  html`<!doctype html>
    <html lang="${view.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${view.words.brand}</title>
        ${style}
      </head>
      <body>
        <a class="skip" href="#content">${view.words.skip}</a>
        <header class="top">
          <p class="brand">${view.words.brand}</p>
          <nav aria-label="${view.words.languages}">
            <ul>
              ${pageLanguages.map((language) => languageLink(view, language))}
            </ul>
          </nav>
        </header>
        <main id="content" tabindex="-1">${body}</main>
      </body>
    </html> `.text;

function languageLink({ language, hrefIn }: View, one: View['language']): Markup {
  const [short, name] = languageNames[one];
  const current = one === language && html` aria-current="true"`;
  return html`<li>
    <a href="${hrefIn(one)}" lang="${one}" hreflang="${one}" aria-label="${short} – ${name}" ${current}>${short}</a>
  </li>`;
}

/** The steps of the way to a delivery. */
export function way({ words }: View, now: StepName): Markup {
  const at = stepNames.indexOf(now);
  return html`<p class="visually-hidden">${words.stepOf(at + 1, stepNames.length)}: ${words.steps[now]}</p>
    <ol class="way" aria-hidden="true">
      ${stepNames.map((step, index) => html`<li class="${index < at ? 'past' : index === at ? 'now' : ''}">${words.steps[step]}</li>`)}
    </ol>`;
} // prettier-ignore

/** A list of what is what. Nulls are left out. */
export const facts = (rows: readonly (readonly [term: string, value: Piece] | null)[]): Markup =>
  html`<dl>
    ${rows.map((row) => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}
  </dl>`; // prettier-ignore
