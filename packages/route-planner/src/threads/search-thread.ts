/** One thread's search and its plan. */
import type { Progress } from '../plan-types.ts';
import { startFrom } from '../solver/chains.ts';
import { compile } from '../solver/compile.ts';
import type { Model } from '../solver/model.ts';
import { layOut } from '../solver/near-grid.ts';
import { Search } from '../solver/search.ts';
import { rowFiller } from '../solver/ways.ts';
import { reasonsFor } from '../unassigned.ts';
import type { Job, Report } from './job.ts';
import { PlanWriter } from './plan-writer.ts';
import { awaitRows, countIterations, finishRows, isAborted, isBest, publish, receive, takeRows } from './shared.ts';
import type { ThreadClock } from './thread-clock.ts';
import { startThreadClock } from './thread-clock.ts';

const rowsAtOnce = 16;
const millisecondsBetweenReports = 250;
const millisecondsBetweenTraces = 5;
/** Kept back from the limit for writing the plan down and for its way to the caller. */
const reserveMs = 8;
const reservePerVisitMs = 0.005;
/** While the search goes on, this share of its time goes into following the best routes so far, some at a time. */
const followShare = 0.05;
const followMs = 8;
/** How long reasons may be looked for after an abort, which comes without a warning. */
const reasonsAfterAbortMs = 15;

/** So few visits are followed at the end in no time. */
const followFrom = 300;
/** From so many visits on, following all routes takes longer than an abort leaves. */
const followEarlyFrom = 1000;

/** Up to so many visits, routes that nobody has followed before are written down within some 30 ms. */
const partialUpTo = 1500;

type Send = (message: Report, transfer?: readonly ArrayBuffer[]) => void;

export class SearchThread {
  private readonly job: Job;
  private readonly thread: number;
  private readonly report: Send;
  private readonly trace: Progress[] = [];
  private readonly model: Model;
  private readonly writer: PlanWriter;
  private readonly clock: ThreadClock;
  private readonly search: Search;
  /** False: time was up before all distances were there, and a search would have believed in wrong ones. */
  readonly prepared: boolean;
  private reported = -Infinity;
  private followNext = 0;
  private written = false;

  constructor(job: Job, thread: number, report: Send) {
    this.job = job;
    this.thread = thread;
    this.report = report;
    const { problem, memory } = job;
    const reserve = reserveMs + reservePerVisitMs * problem.shipments.length;
    const deadline = job.deadline - reserve;
    const aborted = (): boolean => isAborted(memory.control);
    this.prepared = fillWays(job, () => aborted() || now() >= deadline);
    this.model = compile(problem, job.ways);
    this.writer = new PlanWriter(problem, this.model);
    this.clock = startThreadClock({
      now,
      deadline,
      iterations: job.iterations,
      aborted,
      meanwhile: (iterations, time) => this.meanwhile(iterations, time),
    });
    const exchange = (best: Search['best'], into: Int32Array): boolean => {
      if (publish(memory, best.score, best.cost, best.next)) return false;
      receive(memory, into);
      return true;
    };
    this.search = new Search(
      this.model,
      {
        seed: job.seed + 1_000_003 * thread,
        layout: layOut(problem.travel, job.places),
        start: job.initial === null ? null : (state) => startFrom(job.initial ?? [], problem, state),
        onBest: (search) => this.note(search),
        exchange: job.threads === 1 ? null : exchange,
      },
      this.clock,
    );
    if (!this.prepared) report({ kind: 'unprepared' });
  }

  /** Writes the plan unless another thread has a better one: to be asked for it would take longer. */
  run(): void {
    const { search, clock, job, thread } = this;
    search.run(clock);
    countIterations(job.memory.control, thread, clock.iterations());
    const { score, cost } = search.best;
    const writes = job.threads === 1 || isBest(job.memory, score, cost);
    if (job.threads > 1) this.report({ kind: 'found', score, cost, iterations: clock.iterations(), writes });
    if (writes) this.write();
  }

  /** Sends the plan, once. */
  write(): void {
    if (this.written) return;
    this.written = true;
    const { search, clock, job, writer, trace } = this;
    const { packed, cost, tours, unassigned } = writer.write(search.best.next);
    const aborted = isAborted(job.memory.control);
    const until = aborted ? Math.min(clock.stoppedAt(), now()) + reasonsAfterAbortMs : job.deadline - reserveMs / 2;
    const reasons = reasonsFor(job.problem, tours, unassigned, () => now() >= until);
    const plan = { packed, cost, unassigned: reasons, trace, iterations: clock.iterations() };
    this.report({ kind: 'written', plan }, [packed.numbers.buffer]);
  }

  private meanwhile(iterations: number, time: number): void {
    countIterations(this.job.memory.control, this.thread, iterations);
    if (this.model.visits < followFrom || time < this.followNext || this.search.best.score === Infinity) return;
    this.writer.follow(this.search.best.next, () => now() >= time + followMs);
    const took = now() - time;
    this.followNext = time + took / followShare;
  }

  private note({ state, best, model }: Search): void {
    const { trace, job, clock } = this;
    const elapsedMs = now() - job.began;
    const last = trace.at(-1);
    if (last !== undefined && elapsedMs - last.elapsedMs < millisecondsBetweenTraces) trace.pop();
    const { used, usedCount } = state.roster;
    let distance = 0;
    for (let k = 0; k < usedCount; k++) distance += state.distance[used[k]];
    const progress: Progress = {
      elapsedMs,
      iterations: clock.iterations(),
      vehicles: usedCount,
      distance,
      cost: best.cost - model.perVehicle * usedCount,
      unassigned: state.absentCount,
    };
    trace.push(progress);
    // What a search that was stopped before its first plan has scraped together comes too late where it is large.
    if (last === undefined && (!clock.stopped() || model.visits <= partialUpTo)) this.report({ kind: 'hasPlan' });
    // The first time takes longest; from then on most routes are known.
    if (last === undefined && model.visits >= followEarlyFrom) this.writer.follow(best.next, () => clock.stopped());
    if (this.thread > 0 || elapsedMs - this.reported < millisecondsBetweenReports) return;
    this.reported = elapsedMs;
    this.report({ kind: 'progress', progress });
  }
}

/** Threads take turns at the rows, so that the matrices are ready as early as they can be. False: not all are. */
function fillWays({ ways, places, problem, memory }: Job, stopped: () => boolean): boolean {
  const fillRow = rowFiller(ways, problem.travel, places);
  for (;;) {
    const from = takeRows(memory, rowsAtOnce);
    if (from >= places.length || stopped()) break;
    const until = Math.min(places.length, from + rowsAtOnce);
    for (let row = from; row < until; row++) fillRow(row);
    finishRows(memory, until - from);
  }
  return awaitRows(memory, places.length, stopped);
}

/** Milliseconds since the epoch, the same in all threads. */
const now = (): number => performance.timeOrigin + performance.now();
