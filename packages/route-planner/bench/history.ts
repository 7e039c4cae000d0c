/** Results over time: one line per run in `history.csv`. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinCsv } from './csv.ts';

export interface Result {
  readonly instance: string;
  readonly objective: 'distance' | 'vehicles-first';
  readonly seconds: number;
  readonly seed: number;
  readonly threads: number;
  readonly vehicles: number;
  readonly distance: number;
  readonly unassigned: number;
  /** Percent over the reference; null without one, or with another number of vehicles where these come first. */
  readonly gap: number | null;
  readonly iterations: number;
  readonly cpuSeconds: number;
  readonly othersBusy: number;
}

const file = join(import.meta.dirname, 'history.csv');
const columns =
  'date,commit,instance,objective,time,seed,threads,vehicles,distance,gap,iterations,cpu,unassigned,others busy';

export function appendHistory(result: Result, date: string, commit: string): void {
  if (!existsSync(file)) writeFileSync(file, `${columns}\n`);
  const { instance, objective, seconds, seed, threads, vehicles, distance, gap, iterations } = result;
  const line = joinCsv([
    date,
    commit,
    instance,
    objective,
    seconds,
    seed,
    threads,
    vehicles,
    distance.toFixed(3),
    gap === null ? null : gap.toFixed(3),
    iterations,
    result.cpuSeconds.toFixed(2),
    result.unassigned,
    result.othersBusy.toFixed(2),
  ]);
  appendFileSync(file, `${line}\n`);
}

/** With a `+` when the tree has changes beside it. */
export function currentCommit(): string {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', '..') === '' ? '' : '+'}`;
  } catch {
    return '';
  }
}
