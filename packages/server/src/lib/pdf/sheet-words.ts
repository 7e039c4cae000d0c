/** How sheets say things. */
import type { Fact } from './sheet.ts';

/** Those that there is a text for, in their order. */
export function toFacts(words: Readonly<Record<string, string | null>>): Fact[] {
  return Object.entries(words).flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

/** `1 March 2026, 17:29`, or as another language writes it. */
export function timeWriter(timeZone: string, locale = 'en-GB'): (instant: Date) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return (instant) => format.format(instant).replace(' at ', ', ');
}
