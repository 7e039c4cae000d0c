/** What every page of a receiver is told beside its own data. */
import type { PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import { words, type Words } from '../words/words.ts';
import { formats, type Formats } from './formats.ts';

export interface View {
  readonly language: PageLanguage;
  readonly words: Words;
  readonly formats: Formats;
  /** Path of the folder of the pages, as the browser sees it. */
  readonly base: string;
  /** Of the browser; empty on pages without a form. */
  readonly csrf: string;
  /** The same page in another language. */
  readonly hrefIn: (language: PageLanguage) => string;
}

export const viewOf = (language: PageLanguage, { base, csrf = '', hrefIn = (other) => `?lang=${other}` }: Partial<Pick<View, 'csrf' | 'hrefIn'>> & Pick<View, 'base'>): View => ({
  language,
  words: words[language],
  formats: formats[language],
  base,
  csrf,
  hrefIn,
}); // prettier-ignore

/** A form that comes back to us. @param path below the folder of the pages */
export const form = ({ base, csrf }: View, path: string, fields: Markup): Markup =>
  html`<form method="post" action="${base}/${path}" novalidate>
    <input type="hidden" name="csrf" value="${csrf}" />
    ${fields}
  </form>`;
