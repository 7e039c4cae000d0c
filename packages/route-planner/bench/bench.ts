/**
 * `npm run bench:planner`: plans the instances of a folder and compares with what others reached.
 *
 * Each plan is judged by `evaluate`; one that breaks a rule ends the run with exit code 1. Times are wall clock; the CPU
 * seconds of other programs are those of one core, so compare with `--threads 1` on a machine that has nothing else to
 * do: `others` says how many cores other programs kept busy.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { routeRefs } from '../src/cli/main.ts';
import { readObjective, seconds as readSeconds, whole } from '../src/cli/options.ts';
import { evaluate } from '../src/evaluate.ts';
import { plan } from '../src/plan.ts';
import type { Problem } from '../src/problem.ts';
import { measureCpu } from './cpu.ts';
import type { Result } from './history.ts';
import { appendHistory, currentCommit } from './history.ts';
import type { BenchInstance } from './instances.ts';
import { readInstances } from './instances.ts';
import type { Objective, Reference, References, Solver } from './references.ts';
import { readReferences, solverNames } from './references.ts';
import type { Column } from './table.ts';
import { mean, percent, row } from './table.ts';

const usage = `npm run bench:planner -- [--sets solomon,gh200,lilim100,x,…] [--instances R101,…] [--times 1,10] [--seeds 1,2]
  [--threads 1] [--objective distance|vehicles-first] [--dir FOLDER] [--no-history]
Default: all sets but xxl, 1 second, seed 1, one thread, least distance.
`;

interface Setup {
  readonly objective: Objective;
  readonly threads: number;
  readonly history: boolean;
  readonly references: References;
}

const columns: Column[] = [
  { title: 'instance', width: 14, left: true },
  { title: 'time', width: 5 },
  { title: 'seed', width: 4 },
  { title: 'veh', width: 4 },
  { title: 'distance', width: 11 },
  { title: 'gap', width: 9 },
  { title: 'cpu', width: 6 },
  { title: 'others', width: 6 },
  { title: 'iterations', width: 11 },
  { title: 'reference', width: 17 },
  ...solverNames.map((title) => ({ title: `${title} @s`, width: 15 })),
];

async function main(): Promise<number> {
  const list = { type: 'string' } as const;
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      sets: list,
      instances: list,
      times: { ...list, default: '1' },
      seeds: { ...list, default: '1' },
      threads: { ...list, default: '1' },
      objective: { ...list, default: 'distance' },
      dir: list,
      history: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const folder = values.dir ?? defaultFolder();
  const instances = select(readInstances(folder), values.sets?.split(','), values.instances?.split(','));
  if (instances.length === 0) {
    process.stderr.write(`nothing to run: no such set or instance in ${folder}\n${usage}`);
    return 2;
  }
  const setup: Setup = {
    objective: readObjective(values.objective),
    threads: whole('--threads', values.threads, 1),
    history: values.history,
    references: readReferences(folder),
  };
  const times = values.times.split(',').map((time) => readSeconds('--times', time) / 1000);
  const seeds = values.seeds.split(',').map((seed) => whole('--seeds', seed, 0));
  let broken = 0;
  for (const time of times) {
    for (const [set, members] of Map.groupBy(instances, (instance) => instance.set)) {
      print(`\n${set}, ${time} s, ${values.objective}, threads ${setup.threads}`);
      print(
        row(
          columns,
          columns.map(({ title }) => title),
        ),
      );
      const results: Result[] = [];
      for (const instance of members) {
        for (const seed of seeds) {
          const { result, violations } = await runOne(instance, time, seed, setup);
          results.push(result);
          print(describe(result, setup));
          for (const violation of violations) print(`  BROKEN: ${violation}`);
          broken += violations.length;
          if (setup.history) appendHistory(result, new Date().toISOString(), currentCommit());
        }
      }
      print(summarise(results, setup));
    }
  }
  return broken > 0 ? 1 : 0;
}

/** The public instances beside the repository if they are there, else the few in it. */
function defaultFolder(): string {
  const shared = join(import.meta.dirname, '../../../../shared/bench/vrp');
  return existsSync(shared) ? shared : join(import.meta.dirname, '../fixtures');
}

function select(all: readonly BenchInstance[], sets?: readonly string[], names?: readonly string[]): BenchInstance[] {
  if (names !== undefined) return all.filter(({ name }) => names.includes(name));
  return all.filter(({ set }) => (sets === undefined ? set !== 'xxl' : sets.includes(set)));
}

async function runOne(
  { name, instance }: BenchInstance,
  seconds: number,
  seed: number,
  { objective, threads, references }: Setup,
): Promise<{ result: Result; violations: string[] }> {
  const problem: Problem = { ...instance.problem, objective: { minimise: objective } };
  const used = measureCpu();
  const found = await plan(problem, { timeLimitMs: seconds * 1000, seed, threads });
  const { seconds: cpuSeconds, othersBusy } = used();
  const judged = evaluate(problem, routeRefs(found));
  const own = {
    vehicles: judged.routes.length,
    distance: judged.routes.reduce((sum, route) => sum + route.distance, 0),
  };
  const reference = references.best(name, objective);
  return {
    violations: judged.violations.map(({ message }) => message),
    result: {
      instance: name,
      objective: objective === 'cost' ? 'distance' : 'vehicles-first',
      seconds,
      seed,
      threads,
      ...own,
      unassigned: judged.unassigned.length,
      gap: judged.unassigned.length > 0 ? null : gapOf(own, reference, objective),
      iterations: found.iterations,
      cpuSeconds,
      othersBusy,
    },
  };
}

/** Where vehicles come first, distances compare only between equal fleets. */
function gapOf(own: Reference, reference: Reference | null, objective: Objective): number | null {
  if (reference === null || (objective === 'vehicles' && own.vehicles !== reference.vehicles)) return null;
  return 100 * (own.distance / reference.distance - 1);
}

const otherGap = (result: Result, solver: Solver, { references, objective }: Setup) => {
  const other = references.other(result.instance, objective, solver, result.seconds);
  const reference = references.best(result.instance, objective);
  if (other === null || reference === null) return null;
  return { gap: gapOf(other, reference, objective), extra: other.vehicles - reference.vehicles, at: other.cpuSeconds };
};

function describe(result: Result, setup: Setup): string {
  const reference = setup.references.best(result.instance, setup.objective);
  const extra = reference === null ? 0 : result.vehicles - reference.vehicles;
  const left = result.unassigned > 0 ? `${result.unassigned} left` : null;
  return row(columns, [
    result.instance,
    `${result.seconds}`,
    `${result.seed}`,
    `${result.vehicles}`,
    result.distance.toFixed(2),
    left ?? (result.gap === null && reference !== null ? vehiclesMore(extra) : percent(result.gap)),
    result.cpuSeconds.toFixed(1),
    result.othersBusy.toFixed(2),
    `${result.iterations}`,
    reference === null ? '-' : `${reference.vehicles} / ${reference.distance.toFixed(2)}`,
    ...solverNames.map((solver) => {
      const other = otherGap(result, solver, setup);
      if (other === null) return '-';
      return `${other.gap === null ? vehiclesMore(other.extra) : percent(other.gap)} @${other.at}`;
    }),
  ]);
}

const vehiclesMore = (extra: number): string => `${extra >= 0 ? '+' : ''}${extra} veh`;

function summarise(results: readonly Result[], setup: Setup): string {
  const gaps = results.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  const worst = gaps.length === 0 ? null : Math.max(...gaps);
  const references = results.map((result) => setup.references.best(result.instance, setup.objective)?.vehicles);
  const extra = results.reduce((sum, { vehicles }, at) => sum + vehicles - (references[at] ?? vehicles), 0);
  const others = solverNames.map((solver) => {
    const found = results.flatMap((result) => otherGap(result, solver, setup) ?? []);
    if (found.length === 0) return '-';
    if (setup.objective === 'vehicles') return vehiclesMore(found.reduce((sum, other) => sum + other.extra, 0));
    return `${percent(mean(found.flatMap(({ gap }) => gap ?? [])))} (${found.length})`;
  });
  const cells = ['mean', '', '', '', '', percent(mean(gaps)), '', '', '', `worst ${percent(worst)}`, ...others];
  const fleet = setup.objective === 'vehicles' ? `\nvehicles over the references: ${vehiclesMore(extra)}` : '';
  return `${row(columns, cells)}${fleet}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
