/**
 * `npm run soak -- [--minutes N] [--seed S] [--orders N] [--kills N]`: the crash test in rounds, with full patience, until
 * the time is up. Prints the ledger of the whole run; the exit code is 1 when it does not balance.
 */

import { parseArgs } from 'node:util';
import { printLedger } from '../packages/server/test/crash/ledger.ts';
import { openStage, runCrash } from '../packages/server/test/crash/run-crash.ts';
import type { CrashRun } from '../packages/server/test/crash/run-crash.ts';
import type { Scope } from '../packages/server/test/waybill-process.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    orders: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '5' },
  },
});
const wholeNumber = (name: keyof typeof values) => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`);
  return value;
};
const [minutes, firstSeed, orders, serverKills] = [
  wholeNumber('minutes'),
  wholeNumber('seed'),
  wholeNumber('orders'),
  wholeNumber('kills'),
];

const begun = performance.now();
const report = (line: string) => {
  const seconds = (performance.now() - begun) / 1000;
  process.stderr.write(`${seconds.toFixed(1).padStart(8)} s  ${line}\n`);
};

const faultsOf = ({ ledger, found, weather, refused }: CrashRun): readonly string[] => [
  ...Object.entries(ledger).flatMap(([name, { lost, duplicated, unexpected }]) =>
    Object.entries({ lost, duplicated, unexpected }).flatMap(([word, list]) =>
      list.slice(0, 5).map((one) => `${name}: ${word} ${one}`),
    ),
  ),
  ...Object.entries(found.broken).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : [])),
  ...weather.improper.slice(0, 5),
  ...(weather.answers.has('hung') ? ['requests hung'] : []),
  ...refused.slice(0, 5).map((one) => `refused: ${one}`),
];

const closers: (() => unknown)[] = [];
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a script's end in place of a test's
const scope = { after: (close: () => unknown) => void closers.unshift(close) } as Scope;
try {
  report(`seed ${firstSeed}`);
  const stage = await openStage(scope, firstSeed);
  for (let round = 0; round === 0 || performance.now() - begun < minutes * 60_000; round += 1) {
    const seed = firstSeed + round;
    const databaseKills = Math.min(1, serverKills);
    const plan = { seed, orders, batches: orders, serverKills, databaseKills, hurry: false, report };
    const run = await runCrash(stage, plan);
    report(`round ${round + 1}: answers ${JSON.stringify(Object.fromEntries(run.weather.answers))}`);
    report(`slowest ${Math.round(run.weather.slowestMs)} ms, restarts ${run.restartsMs.map(Math.round).join(' ')} ms`);
    process.stdout.write(`${printLedger(run.ledger)}\n${run.repeated} webhooks came more than once\n`);
    const faults = faultsOf(run);
    for (const fault of faults) process.stdout.write(`FAULT ${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  for (const close of closers) await close();
}
