/** What a drive from one pickup to one or more drop-offs should cost. Whole numbers throughout. */

/**
 * One row of a price table. Amounts are hundred-thousandths of the currency's main unit: 200000 is SGD 2.00, whatever
 * the number of decimal places that the currency has.
 */
export interface PriceRule {
  /** ISO 4217. */
  readonly currency: string;
  readonly baseFee: number;
  readonly feePerKm: number;
  /** Less than this no drive costs. */
  readonly minimumFee: number;
  /** For each drop-off beyond the first, in place of the base fee. */
  readonly extraStopFee: number;
}

export interface Quote {
  readonly currency: string;
  /** The farthest first. A minimum fee is none of them: it lifts only the total. */
  readonly fees: readonly number[];
  readonly totalFee: number;
  /** The total over the drop-offs that were counted. */
  readonly averageFee: number;
}

/** GotSurge's document, price recommendation: of more than ten drop-offs "the 10's farthest" are calculated. */
export const mostCounted = 10;

/**
 * The drop-offs that count: the ten farthest, the farthest first. Of equals the one named earlier counts first, so that
 * the same question has the same answer.
 */
export function farthest<T extends { readonly metres: number }>(dropOffs: readonly T[]): readonly T[] {
  return dropOffs.toSorted((one, other) => other.metres - one.metres).slice(0, mostCounted);
}

/**
 * @param counted metres from the pickup to each drop-off that counts, the farthest first; at least one, whole numbers
 * @throws RangeError for amounts that no number holds exactly
 */
export function quote(rule: PriceRule, counted: readonly number[]): Quote {
  const fees = counted.map((metres, index) => {
    const start = index === 0 ? rule.baseFee : rule.extraStopFee;
    return exact(BigInt(start) + roundedQuotient(BigInt(metres) * BigInt(rule.feePerKm), 1000n));
  });
  const sum = exact(fees.reduce((total, fee) => total + BigInt(fee), 0n));
  const totalFee = Math.max(rule.minimumFee, sum);
  const averageFee = exact(roundedQuotient(BigInt(totalFee), BigInt(counted.length)));
  return { currency: rule.currency, fees, totalFee, averageFee };
}

/** Half up; for what is not negative. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

function exact(amount: bigint): number {
  const number = Number(amount);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError('The fee is too large to be exact.');
}
