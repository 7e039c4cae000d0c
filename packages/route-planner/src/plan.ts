/** Plans routes: prepares the problem, lets worker threads search, and gives back the best plan with its reasons. */
import { Worker } from 'node:worker_threads';
import { checkProblem } from './check-problem.ts';
import { evaluate } from './evaluate.ts';
import type { Plan, PlanOptions, Progress, RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';
import { countNodes, placesUsed } from './solver/model.ts';
import type { Ways } from './solver/ways.ts';
import { allocateWays, rowFiller } from './solver/ways.ts';
import type { Job, Report } from './threads/job.ts';
import { abort, createSharedMemory } from './threads/shared.ts';
import { reasonsFor } from './unassigned.ts';

const defaultTimeLimitMs = 10_000;
/** Kept back for the way to the caller; more for large plans, which take longer to write down. */
const reserveMs = 8;
const reservePerShipmentMs = 0.02;

export async function plan(problem: Problem, options: PlanOptions = {}): Promise<Plan> {
  checkProblem(problem);
  const { signal, timeLimitMs = defaultTimeLimitMs } = options;
  const began = now();
  const deadline = began + Math.max(0, timeLimitMs - reserveMs - reservePerShipmentMs * problem.shipments.length);
  const memory = createSharedMemory(countNodes(problem));
  const onAbort = (): void => abort(memory);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const isOver = (): boolean => signal?.aborted === true || now() >= deadline;
    const places = placesUsed(problem);
    const ways = allocateWays(problem.travel, places, placeCount(problem));
    const fill = problem.travel.kind !== 'matrix';
    const prepared = fill || (await copyMatrix(ways, problem, places, isOver));
    const { iterations = Infinity } = options;
    const reports =
      !prepared || isOver()
        ? []
        : await search(
            {
              problem: withoutMatrix(problem),
              places,
              ways,
              fill,
              memory,
              thread: 0,
              threads: Math.max(1, Math.floor(options.threads ?? 1)),
              seed: options.seed ?? 1,
              iterations,
              began,
              deadline,
              initial: options.initial ?? null,
            },
            options.onProgress,
          );
    const done =
      iterations !== Infinity && reports.length > 0 && reports.every((report) => report.iterations >= iterations);
    const ended = signal?.aborted === true ? 'aborted' : done ? 'iterations' : 'time';
    return writePlan(problem, reports, ended, options.initial ?? []);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

type Done = Extract<Report, { kind: 'done' }>;

function writePlan(
  problem: Problem,
  reports: readonly Done[],
  ended: Plan['ended'],
  initial: readonly RouteRef[],
): Plan {
  const best = reports.toSorted((a, b) => a.score - b.score || a.cost - b.cost)[0];
  const routes = best?.routes ?? (initial.length > 0 ? initial : committedOnly(problem));
  const { routes: written, cost, unassigned } = evaluate(problem, routes);
  return {
    routes: written,
    unassigned: reasonsFor(problem, routes, unassigned),
    cost,
    trace: best?.trace ?? [],
    iterations: reports.reduce((sum, { iterations }) => sum + iterations, 0),
    ended,
  };
}

/** For when there was no time for anything else. */
function committedOnly({ vehicles }: Problem): RouteRef[] {
  return vehicles.flatMap(({ id, count = 1, committed = [] }) =>
    committed.length === 0 ? [] : [{ vehicle: count === 1 ? id : `${id}#1`, stops: committed }],
  );
}

/** One worker per thread, each with another seed. */
async function search(job: Job, onProgress: PlanOptions['onProgress']): Promise<Done[]> {
  const workers = Array.from({ length: job.threads }, (_, thread) => {
    const workerData: Job = { ...job, thread };
    return new Worker(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url), {
      workerData,
      // Flags of the caller's process, such as `--input-type`, are not meant for a file of ours.
      execArgv: [],
    });
  });
  try {
    return await Promise.all(workers.map((worker) => finished(worker, onProgress)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function finished(worker: Worker, onProgress?: (progress: Progress) => void): Promise<Done> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress?.(report.progress);
      else resolve(report);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a planning thread ended early with code ${code}`)));
  });
}

/** In slices, since copying a large matrix at once would block the caller. False: no time was left. */
async function copyMatrix(
  ways: Ways,
  problem: Problem,
  places: readonly number[],
  isOver: () => boolean,
): Promise<boolean> {
  const fillRow = rowFiller(ways, problem.travel, places);
  let sliceEnd = now() + 5;
  for (let row = 0; row < places.length; row++) {
    fillRow(row);
    if (now() < sliceEnd) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (isOver()) return false;
    sliceEnd = now() + 5;
  }
  return true;
}

function withoutMatrix(problem: Problem): Problem {
  const { travel } = problem;
  if (travel.kind !== 'matrix') return problem;
  const { size, durations } = travel;
  return {
    ...problem,
    travel: { kind: 'matrix', size, distances: [], ...(durations === undefined ? {} : { durations: [] }) },
  };
}

function placeCount({ travel }: Problem): number {
  return travel.kind === 'matrix' ? travel.size : travel.points.length;
}

/** Milliseconds since the epoch, the same in all threads. */
const now = (): number => performance.timeOrigin + performance.now();
