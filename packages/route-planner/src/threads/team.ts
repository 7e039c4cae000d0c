/** The worker threads of one planning, as the caller's thread sees them. */
import type { Worker } from 'node:worker_threads';
import { MessageChannel } from 'node:worker_threads';
import { InvalidProblem } from '../invalid-problem.ts';
import type { Progress } from '../plan-types.ts';
import type { Problem } from '../problem.ts';
import type { Order, Report, Request, WrittenPlan } from './job.ts';
import { handBack, takeWorker } from './pool.ts';
import { createControl } from './shared.ts';
import type { Control } from './shared.ts';

/** Shipments sent at once: a millisecond or two of copying. */
const shipmentsAtOnce = 1000;

interface Settle {
  readonly resolve: (plan: WrittenPlan | null) => void;
  readonly reject: (error: Error) => void;
}

type Found = Extract<Report, { kind: 'found' }>;

export class Team {
  readonly control: Control;
  /** The plan of the best; null: there was no time for one. */
  readonly plan: Promise<WrittenPlan | null>;
  /** Whether all threads have made all their iterations. */
  done = false;
  private readonly workers: readonly Worker[];
  private readonly found: (Found | null)[];
  private hasPlan = false;
  private late = false;
  /** The thread that writes the plan down; -1: not chosen yet. */
  private writer = -1;
  private readonly written: (WrittenPlan | null)[];
  private readonly settle: Settle;
  private readonly iterations: number;

  /** New threads load their modules while the problem is still on its way. */
  constructor(threads: number, iterations: number, onProgress: ((progress: Progress) => void) | undefined) {
    this.control = createControl(threads);
    this.iterations = iterations;
    let settle: Settle | undefined;
    // Promise.withResolvers is not there in Node 20, for which the package is meant as well.
    this.plan = new Promise((resolve, reject) => (settle = { resolve, reject }));
    if (settle === undefined) throw new Error('a promise calls its executor at once');
    this.settle = settle;
    this.found = Array.from({ length: threads }, () => null);
    this.written = Array.from({ length: threads }, () => null);
    const channels = Array.from({ length: threads - 1 }, () => new MessageChannel());
    this.workers = this.found.map((_, thread) => {
      const ports = thread === 0 ? channels.map(({ port1 }) => port1) : [channels[thread - 1].port2];
      const worker = takeWorker();
      worker.on('message', (report: Report) => this.hear(thread, report, onProgress));
      worker.on('error', (error) => this.settle.reject(error));
      worker.on('exit', (code) => this.settle.reject(new Error(`a planning thread ended early with code ${code}`)));
      const order: Order = { kind: 'join', post: { thread, control: this.control, ports } };
      worker.postMessage(order, ports);
      return worker;
    });
  }

  /** Sends the problem in parts, between which the caller's thread is free. False: `isOver` said so. */
  async send(request: Request, isOver: () => boolean): Promise<boolean> {
    const { shipments } = request.problem;
    const problem: Problem = { ...request.problem, shipments: [] };
    this.order(0, { kind: 'request', request: { ...request, problem } });
    for (let from = 0; ; from += shipmentsAtOnce) {
      const last = from + shipmentsAtOnce >= shipments.length;
      this.order(0, { kind: 'shipments', part: shipments.slice(from, from + shipmentsAtOnce), last });
      if (last) return true;
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (isOver()) return false;
    }
  }

  /** Time is up: whoever has not found anything in a moment is not waited for, unless nobody has. */
  hurry(): void {
    this.late = true;
    if (this.found.some((report) => report !== null)) this.choose();
    else if (!this.hasPlan) this.settle.resolve(null);
  }

  /** Nobody waits for threads to end. With `keep`, those that are done serve the next planning. */
  dismiss(keep: boolean): void {
    // A plan nobody asks for any more may still fail.
    this.plan.catch(() => {});
    this.settle.resolve(null);
    this.workers.forEach((worker, thread) => {
      if (keep && this.isIdle(thread)) handBack(worker);
      else void worker.terminate();
    });
  }

  private isIdle(thread: number): boolean {
    const found = this.found[thread];
    return this.written[thread] !== null || (this.writer !== thread && found !== null && !found.writes);
  }

  private hear(thread: number, report: Report, onProgress: ((progress: Progress) => void) | undefined): void {
    switch (report.kind) {
      case 'refused':
        this.settle.reject(
          new InvalidProblem(report.path, report.advice.slice(report.path === '' ? 0 : report.path.length + 2)),
        );
        break;
      case 'hasPlan':
        this.hasPlan = true;
        break;
      case 'unprepared':
        this.settle.resolve(null);
        break;
      case 'progress':
        onProgress?.(report.progress);
        break;
      case 'found':
        this.found[thread] = report;
        if (this.late || this.found.every((each) => each !== null)) this.choose();
        break;
      case 'written':
        this.written[thread] = report.plan;
        if (this.found.length === 1) {
          this.writer = thread;
          this.done = report.plan.iterations >= this.iterations;
        }
        if (this.writer === thread) this.settle.resolve(report.plan);
        break;
    }
  }

  private choose(): void {
    if (this.writer >= 0) return;
    this.done = this.found.every((report) => report !== null && report.iterations >= this.iterations);
    let best = 0;
    this.found.forEach((report, thread) => {
      const other = this.found[best];
      if (report === null) return;
      if (other === null || report.score < other.score || (report.score === other.score && report.cost < other.cost))
        best = thread;
    });
    this.writer = best;
    const written = this.written[best];
    if (written !== null) this.settle.resolve(written);
    else if (this.found[best]?.writes !== true) this.order(best, { kind: 'write' });
  }

  private order(thread: number, order: Order): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    this.workers[thread].postMessage(order);
  }
}
