/** `npm run bench:quick`: whether a ratio has fallen far below what was recorded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measure, type Effort, type Measured, type Row } from './row.ts';

const file = join(import.meta.dirname, 'recorded.json');

export interface Recorded {
  /** Cores of the machine: with another number product, limit and load share them otherwise. */
  readonly cores: number;
  /** By id of the row. */
  readonly ratios: Readonly<Record<string, number>>;
}

export const recorded = (): Recorded => JSON.parse(readFileSync(file, 'utf8')) as Recorded;

export function record(rows: readonly Measured[], quick: Recorded): void {
  const kept = rows
    .filter(({ id }) => id in quick.ratios)
    .map(({ id, ratio }) => [id, Number(ratio.toFixed(3))] as const);
  const next: Recorded = { cores: cpus().length, ratios: { ...quick.ratios, ...Object.fromEntries(kept) } };
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
}

const fall = 0.7;
/** Cores; beside more than this no figure is believed. */
const noise = 0.3;
const tries = 3;

/** Measures again what seems to have fallen: a neighbour on the machine looks the same at first. */
export async function judge(
  row: Row,
  effort: Effort,
  { cores, ratios }: Recorded,
): Promise<Measured & { fault?: string }> {
  const before = ratios[row.id];
  for (let left = tries; ; left -= 1) {
    const measured = await measure(row, effort);
    if (before === undefined || cores !== cpus().length || !hasFallen(row, measured.ratio, before)) return measured;
    if (left > 1) continue;
    if ((measured.others ?? 0) > noise) return measured;
    const fault = `${row.id} is at ${measured.ratio.toFixed(2)}, recorded ${before.toFixed(2)}: more than 30 % worse in ${tries} tries.`;
    return { ...measured, fault };
  }
}

function hasFallen({ better }: Row, now: number, before: number): boolean {
  return better === 'more' ? now < before * fall : now > before / fall;
}
