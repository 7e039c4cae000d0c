/** A worker thread: one search on a problem, with what the other threads found, and the plan it makes written down. */
import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { checkProblem } from './check-problem.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { Shipment } from './problem.ts';
import { countNodes, placesUsed } from './solver/model.ts';
import { allocateWays } from './solver/ways.ts';
import type { Job, Order, Report, Request, ThreadData } from './threads/job.ts';
import { createSharedMemory } from './threads/shared.ts';
import { SearchThread } from './threads/search-thread.ts';

/** Null where a mistake was found, which the caller hears of. */
function prepare(request: Request, { control }: ThreadData): Job | null {
  const { problem } = request;
  if (!request.checked) {
    try {
      checkProblem(problem);
    } catch (error) {
      if (!(error instanceof InvalidProblem)) throw error;
      report({ kind: 'refused', path: error.path, advice: error.message });
      return null;
    }
  }
  const { travel } = problem;
  const places = placesUsed(problem);
  const ways = allocateWays(travel, places, travel.kind === 'matrix' ? travel.size : travel.points.length);
  return { ...request, places, ways, memory: createSharedMemory(control, countNodes(problem)) };
}

function report(message: Report, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function hand(job: Job, port: MessagePort): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  port.postMessage(job);
}

function listen(data: ThreadData): void {
  let thread: SearchThread | null = null;
  let request: Request | null = null;
  const shipments: Shipment[] = [];
  const work = (job: Job): void => {
    thread = new SearchThread(job, data.thread, report);
    if (!thread.prepared) return;
    thread.run();
    // Where there is nobody to be compared with, the caller need not ask for it.
    if (job.threads === 1) thread.write();
  };
  parentPort?.on('message', (order: Order) => {
    if (order.kind === 'write') thread?.write();
    else if (order.kind === 'request') request = order.request;
    else {
      for (const shipment of order.part) shipments.push(shipment);
      if (!order.last || request === null) return;
      const job = prepare({ ...request, problem: { ...request.problem, shipments } }, data);
      if (job === null) return;
      for (const port of data.ports) hand(job, port);
      work(job);
    }
  });
  if (data.thread > 0) data.ports[0]?.on('message', work);
}

// The only place that starts this thread is `plan`, which passes this.
listen(workerData as ThreadData);
