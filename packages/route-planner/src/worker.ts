/** A worker thread: one search on a problem, with what the other threads found. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Progress } from './plan-types.ts';
import { startFrom, toRoutes } from './solver/chains.ts';
import { startClock } from './solver/clock.ts';
import { compile } from './solver/model.ts';
import { Search } from './solver/search.ts';
import { rowFiller } from './solver/ways.ts';
import type { Job, Report } from './threads/job.ts';
import { awaitRows, finishRows, isAborted, publish, receive, takeRows } from './threads/shared.ts';

const rowsAtOnce = 16;
const millisecondsBetweenReports = 250;
const millisecondsBetweenTraces = 5;

const now = (): number => performance.timeOrigin + performance.now();

function work(job: Job): void {
  const { problem, ways, memory, deadline, began } = job;
  const stopped = (): boolean => isAborted(memory) || now() >= deadline;
  fillWays(job, stopped);
  const clock = startClock({
    time: Math.max(0, deadline - now()),
    iterations: job.iterations,
    now,
    aborted: () => isAborted(memory),
  });
  const trace: Progress[] = [];
  let reported = -Infinity;
  const search = new Search(
    compile(problem, ways),
    {
      seed: job.seed + 1_000_003 * job.thread,
      start: job.initial === null ? null : (state) => startFrom(job.initial ?? [], problem, state),
      onBest: ({ state, best, model }) => {
        const elapsedMs = now() - began;
        const last = trace.at(-1);
        if (last !== undefined && elapsedMs - last.elapsedMs < millisecondsBetweenTraces) trace.pop();
        let distance = 0;
        for (let k = 0; k < state.usedCount; k++) distance += state.distance[state.used[k]];
        const progress: Progress = {
          elapsedMs,
          iterations: clock.iterations(),
          vehicles: state.usedCount,
          distance,
          cost: best.cost - model.perVehicle * state.usedCount,
          unassigned: state.absentCount,
        };
        trace.push(progress);
        if (job.thread > 0 || elapsedMs - reported < millisecondsBetweenReports) return;
        reported = elapsedMs;
        report({ kind: 'progress', progress });
      },
      exchange:
        job.threads === 1
          ? null
          : (best, into) => {
              if (publish(memory, best.score, best.cost, best.next)) return false;
              receive(memory, into);
              return true;
            },
    },
    clock,
  );
  search.run(clock);
  search.state.take(search.best.next);
  report({
    kind: 'done',
    score: search.best.score,
    cost: search.best.cost,
    iterations: clock.iterations(),
    trace,
    routes: toRoutes(problem, search.state),
  });
}

/** Threads take turns at the rows, so that the matrices are ready as early as they can be. */
function fillWays({ fill, ways, places, problem, memory }: Job, stopped: () => boolean): void {
  if (!fill) return;
  const fillRow = rowFiller(ways, problem.travel, places);
  for (;;) {
    const from = takeRows(memory, rowsAtOnce);
    if (from >= places.length || stopped()) break;
    const until = Math.min(places.length, from + rowsAtOnce);
    for (let row = from; row < until; row++) fillRow(row);
    finishRows(memory, until - from);
  }
  awaitRows(memory, places.length, stopped);
}

function report(message: Report): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage(message);
}

// The only place that starts this thread is `plan`, which passes a job.
work(workerData as Job);
