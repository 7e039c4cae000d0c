/** Money: an integer of minor units and an ISO 4217 code, never a float. */

/** Decimal places of currencies that do not have two (ISO 4217, list one). */
const exponents: Readonly<Record<string, number>> = {
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3,
  OMR: 3, PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
}; // prettier-ignore

/** How many decimal places the currency has: 2 for INR, 0 for JPY. */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

/**
 * Minor units of a decimal amount (`"100.65"` or `100.65` INR gives 10065), or null when the amount is not a finite
 * decimal, is finer than the currency, or is too large to be exact.
 */
export function toMinor(amount: number | string, currency: string): number | null {
  return scaleDecimal(amount, exponentOf(currency));
}

/** The decimal amount of minor units: 10065 INR gives 100.65. For output only; never calculate with it. */
export function fromMinor(minor: number, currency: string): number {
  return minor / 10 ** exponentOf(currency);
}

/** As `fromMinor`, with all its decimal places: 4300 MDL gives `43.00`, 43 VND `43`. */
export function toDecimal(minor: number, currency: string): string {
  return fromMinor(minor, currency).toFixed(exponentOf(currency));
}

/**
 * A decimal times 10^places as an exact integer, or null when that is not possible. Works on the digits, so that no
 * binary fraction rounds on the way.
 */
export function scaleDecimal(value: number | string, places: number): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(String(value).trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = places + Number(exponent) - fraction.length;
  if (Math.abs(shift) > 30) return null;
  let digits = whole + fraction;
  if (shift >= 0) digits += '0'.repeat(shift);
  else {
    if (/[1-9]/.test(digits.slice(shift))) return null;
    digits = digits.slice(0, shift);
  }
  const scaled = Number(sign + (digits || '0'));
  return Number.isSafeInteger(scaled) ? scaled + 0 : null;
}

/** An amount with its currency. */
export interface Money {
  /** Minor units. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}
