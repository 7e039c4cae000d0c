/** A row of the table: product and limit measured in turn, median of the ratios. */
import { startMeter } from './meter.ts';

export interface Row {
  readonly id: string;
  readonly what: string;
  /** Whether a larger ratio is better, as for rates, or a smaller one, as for times. */
  readonly better: 'more' | 'less';
  /** The ratio to reach. */
  readonly target: number;
  readonly unit: string;
  /** One measurement of each; called in turn. */
  readonly product: (seconds: number) => Promise<number>;
  readonly limit: (seconds: number) => Promise<number>;
}

export interface Measured {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly product: number;
  readonly limit: number;
  readonly ratio: number;
  readonly target: number;
  readonly reached: boolean;
  /** Cores that others used meanwhile. */
  readonly others: number | null;
}

export interface Effort {
  readonly turns: number;
  readonly seconds: number;
}

/** One turn that is not counted, then limit and product in turn: what slows the machine slows both. */
export async function measure(row: Row, { turns, seconds }: Effort): Promise<Measured> {
  await row.limit(Math.min(1, seconds));
  await row.product(Math.min(1, seconds));
  const meter = startMeter();
  const products: number[] = [];
  const limits: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    limits.push(await row.limit(seconds));
    products.push(await row.product(seconds));
  }
  const ratio = median(products.map((one, turn) => one / (limits[turn] ?? Number.NaN)));
  const { id, what, unit, target, better } = row;
  const reached = better === 'more' ? ratio >= target : ratio <= target;
  return {
    id,
    what,
    unit,
    product: median(products),
    limit: median(limits),
    ratio,
    target,
    reached,
    others: meter.others(),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
