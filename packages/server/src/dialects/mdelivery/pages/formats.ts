/** Money and dates in the language of a page, by the clocks of Moldova. */
import type { PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';

const locales: Readonly<Record<PageLanguage, string>> = { ro: 'ro-MD', ru: 'ru-MD', en: 'en-GB' };
const timeZone = 'Europe/Chisinau';

export interface Formats {
  /** @param amount minor units. @param currency ISO 4217 */
  readonly money: (amount: number, currency: string) => string;
  readonly day: (date: Date) => string;
  readonly moment: (date: Date) => string;
  /** As `moment`, shorter. */
  readonly stamp: (date: Date) => string;
  /** From day to day; a single one when it is the same. */
  readonly days: (from: Date, until: Date) => string;
}

function formatsOf(language: PageLanguage): Formats {
  const locale = locales[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const stamp = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone });
  return {
    money: (amount, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' }).format(amount / 100),
    day: (date) => day.format(date),
    moment: (date) => moment.format(date),
    stamp: (date) => stamp.format(date),
    days: (from, until) => short.formatRange(from, until),
  };
}

export const formats: Readonly<Record<PageLanguage, Formats>> = {
  ro: formatsOf('ro'),
  ru: formatsOf('ru'),
  en: formatsOf('en'),
};
