// Chooses the language of the page, and writes times in it.
import { ar } from './words-ar.js';
import { en } from './words-en.js';

/** @typedef {import('./types.ts').Words} Words */

export const languages = [en, ar];

const kept = 'waybill-tracking-language';

/**
 * The one chosen here before, or else the first of the browser's that we know.
 *
 * @returns {Words}
 */
export function chosenLanguage() {
  const wished = [remembered(), ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  for (const code of wished) for (const words of languages) if (words.code === code) return words;
  return en;
}

/** @param {Words} words */
export function keepLanguage({ code }) {
  try {
    localStorage.setItem(kept, code);
  } catch {
    // a frame of somebody else may not keep anything: the choice holds for this visit
  }
}

function remembered() {
  try {
    return localStorage.getItem(kept) ?? '';
  } catch {
    return '';
  }
}

/**
 * With the habits of the viewer's region where the browser tells it: its digits, its 12 or 24 hours.
 *
 * @param {Words} words
 */
function localeOf({ code }) {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(code)) ?? code;
}

/**
 * Hour and minute today, with the day on any other; in the viewer's own zone.
 *
 * @param {number} instant
 * @param {number} now
 * @param {Words} words
 */
export function timeWords(instant, now, words) {
  const isToday = new Date(instant).toDateString() === new Date(now).toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const clock = { hour: 'numeric', minute: '2-digit' };
  /** @type {Intl.DateTimeFormatOptions} */
  const format = isToday ? clock : { ...clock, day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(localeOf(words), format).format(instant);
}

/**
 * @param {number} instant
 * @param {number} now
 * @param {Words} words
 */
export function ageWords(instant, now, words) {
  const seconds = Math.max(0, Math.round((now - instant) / 1000));
  const format = new Intl.RelativeTimeFormat(localeOf(words), { numeric: 'auto' });
  if (seconds < 45) return words.justNow;
  if (seconds < 5400) return format.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 129_600) return format.format(-Math.round(seconds / 3600), 'hour');
  return format.format(-Math.round(seconds / 86_400), 'day');
}
