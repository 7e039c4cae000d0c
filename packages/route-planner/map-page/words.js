// How numbers are written: as clock times and kilometres, or plainly where the units are not known.

/**
 * @typedef {import('./types.ts').Clock} Clock
 */

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/**
 * @param {Clock} clock
 * @param {number} value
 */
export function timeWords(clock, value) {
  if (!Number.isFinite(value)) return '∞';
  if (clock === 'none') return plain.format(value);
  const minutes = Math.floor((value + 0.5) / 60);
  const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  const days = Math.floor(minutes / 1440);
  return clock === 'epoch' || days === 0 ? time : `${time} +${days}d`;
}

/**
 * @param {Clock} clock
 * @param {number} value
 */
export function spanWords(clock, value) {
  if (clock === 'none') return plain.format(value);
  const minutes = Math.round(value / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
}

/**
 * @param {Clock} clock
 * @param {number} value
 */
export function wayWords(clock, value) {
  if (clock === 'none') return plain.format(value);
  return value < 950 ? `${Math.round(value)} m` : `${plain.format(value / 1000)} km`;
}

/** @param {number} value */
export const numberWords = (value) => (Number.isFinite(value) ? plain.format(value) : '∞');

/**
 * Round steps for about so many ticks.
 *
 * @param {Clock} clock
 * @param {number} span
 * @param {number} wanted
 */
export function tickStep(clock, span, wanted) {
  const rough = span / wanted;
  if (!(rough > 0)) return 1;
  if (clock !== 'none') {
    const step = [60, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400].find((size) => size >= rough);
    return step ?? Math.ceil(rough / 86400) * 86400;
  }
  return roundStep(rough);
}

/** @param {number} rough */
export function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999) ?? 10 * power;
}

/**
 * Whether a visit that begins then lies in none of its windows; `null` is a window without an end.
 *
 * @param {readonly (readonly [number, number | null])[]} windows
 * @param {number} begin
 */
export const missesWindows = (windows, begin) =>
  windows.length > 0 && windows.every(([from, until]) => begin < from - 1e-6 || begin > (until ?? Infinity) + 1e-6);
