/** The frame of our pages: one card, without a script. */
import { html, Markup, type Piece } from './html.ts';
import { sheet } from './style.ts';

/** Not escaped: the sheet is ours, and its hash counts every sign. */
const style = new Markup(`<style>${sheet}</style>`);

/** @param language of its words, as BCP 47 has it. @returns a whole document */
export const page = (title: string, body: Piece, language = 'en'): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Waybill</title>
        ${style}
      </head>
      <body>
        <main>
          <p class="brand">Waybill</p>
          ${body}
        </main>
      </body>
    </html> `.text;
