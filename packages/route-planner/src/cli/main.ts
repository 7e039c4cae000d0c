/** `waybill-plan`: reads a problem, plans it, and writes the plan and perhaps a map. */
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { evaluate } from '../evaluate.ts';
import { InvalidProblem } from '../invalid-problem.ts';
import { mapData } from '../map/map-data.ts';
import { renderMap } from '../map/render-map.ts';
import { plan as makePlan } from '../plan.ts';
import type { Plan, PlanOptions, RouteRef, Stop } from '../plan-types.ts';
import type { Problem, StopRef } from '../problem.ts';
import type { Instance } from '../read/instance.ts';
import { UnreadableFile } from '../read/instance.ts';
import { readInstance } from '../read/read-instance.ts';
import { startAhead } from '../threads/pool.ts';
import type { Options } from './options.ts';
import { help, readOptions, WrongUsage } from './options.ts';
import { namingOf, planFile } from './plan-file.ts';
import { describe, showProgress } from './progress-bar.ts';

/** Gives the exit code; see the end of `--help`. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const options = readOptions(words);
    if (options === null) {
      process.stdout.write(help);
      return 0;
    }
    for (const target of [options.out, options.map]) if (target !== null) assertWritable(target);
    startAhead(options.threads);
    return await run(options, withObjective(load(options.file), options));
  } catch (error) {
    const { code, message } = explain(error);
    process.stderr.write(`waybill-plan: ${message}\n`);
    return code;
  }
}

async function run(options: Options, instance: Instance): Promise<number> {
  const began = performance.now();
  const { problem } = instance;
  const plan = await interruptible((signal) => search(problem, options, signal));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { violations, cost } = evaluate(problem, routeRefs(plan));
  const distance = plan.routes.reduce((sum, route) => sum + route.distance, 0);
  const left = plan.unassigned.length;
  const found = describe({ vehicles: plan.routes.length, distance, cost: cost.total, unassigned: left });
  process.stderr.write(`${found}, in ${seconds} s${plan.ended === 'aborted' ? ' (stopped)' : ''}\n`);
  for (const { message } of [...plan.unassigned.slice(0, 10), ...violations]) process.stderr.write(`  ${message}\n`);
  if (left > 10) process.stderr.write(`  and ${left - 10} more; see "reasons" in the plan\n`);

  const text = planFile(instance, plan);
  if (options.out === null) await print(text);
  else writeFileSync(options.out, text);
  if (options.map !== null) writeFileSync(options.map, renderMap(mapData(problem, plan, labels(instance, options))));
  return violations.length > 0 ? 1 : 0;
}

async function search(problem: Problem, options: Options, signal: AbortSignal): Promise<Plan> {
  const { timeLimitMs, iterations, threads, seed } = options;
  const limited = timeLimitMs < 2 ** 31 - 1;
  const bar = showProgress(process.stderr, limited ? timeLimitMs : null, iterations);
  const planOptions: PlanOptions = { timeLimitMs, threads, seed, signal, onProgress: bar.update };
  try {
    return await makePlan(problem, iterations === null ? planOptions : { ...planOptions, iterations });
  } finally {
    bar.close();
  }
}

/** npm passes on a Ctrl-C that the terminal has sent as well. */
const sameKeyMs = 300;

/** The first Ctrl-C asks for the best so far, a second one ends at once. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let stoppedAt = 0;
  const onStop = (): void => {
    if (!stop.signal.aborted) {
      stoppedAt = performance.now();
      stop.abort();
    } else if (performance.now() - stoppedAt > sameKeyMs) process.exit(130);
  };
  process.on('SIGINT', onStop).on('SIGTERM', onStop);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onStop).off('SIGTERM', onStop);
  }
}

function load(file: string): Instance {
  return readInstance(readFileSync(file === '-' ? 0 : file, 'utf8'));
}

function withObjective(instance: Instance, { objective }: Options): Instance {
  if (objective === null) return instance;
  const { problem } = instance;
  return { ...instance, problem: { ...problem, objective: { ...problem.objective, minimise: objective } } };
}

/** Known before the search, not after it. */
function assertWritable(target: string): void {
  try {
    accessSync(dirname(target), constants.W_OK);
  } catch {
    throw new WrongUsage(`cannot write ${target}: the folder ${dirname(target)} is not there or not writable`);
  }
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new WrongUsage(`cannot write ${target}: it is a folder; name a file in it`);
}

const isVisit = (stop: Stop): boolean => stop.kind === 'pickup' || stop.kind === 'delivery';

export function routeRefs(plan: Plan): RouteRef[] {
  return plan.routes.map(({ vehicle, stops }) => ({
    vehicle,
    stops: stops.flatMap((stop): (StopRef | 'reload')[] => {
      if (stop.kind === 'reload') return ['reload'];
      // Visits have a shipment; the test tells the compiler.
      if (!isVisit(stop) || stop.shipment === null) return [];
      return [{ shipment: stop.shipment, visit: stop.kind === 'pickup' ? 'pickup' : 'delivery' }];
    }),
  }));
}

function labels(instance: Instance, { file }: Options) {
  const name = namingOf(instance);
  const own = instance.format === 'waybill';
  const title = instance.name === '' ? basename(file === '-' ? 'Routes' : file).replace(/\.\w+$/u, '') : instance.name;
  const shipments = new Map(instance.problem.shipments.map((shipment) => [shipment.id, shipment]));
  return {
    title,
    clock: own && instance.problem.travel.kind !== 'plane',
    visit: (shipment: string, kind: StopRef['visit']): string => {
      const called = own ? shipment : `Customer ${name(shipment, kind)}`;
      return kind === 'delivery' && shipments.get(shipment)?.pickup === undefined ? called : `${called} (${kind})`;
    },
  };
}

function explain(error: unknown): { code: number; message: string } {
  if (error instanceof WrongUsage) return { code: 2, message: `${error.message}\nTry: waybill-plan --help` };
  if (error instanceof UnreadableFile || error instanceof InvalidProblem) return { code: 3, message: error.message };
  if (error instanceof Error && 'code' in error && 'path' in error) {
    if (error.code === 'ENOENT') return { code: 3, message: `there is no file ${String(error.path)}` };
    return { code: 3, message: error.message };
  }
  if (error instanceof Error && 'code' in error && error.code === 'EISDIR')
    return { code: 3, message: 'that is a folder; name a file in it' };
  return { code: 1, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** A reader that has seen enough (`| head`) is no error. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.once('error', () => resolve());
    process.stdout.write(text, () => resolve());
  });
