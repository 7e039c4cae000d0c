/** A worker thread: one search on a problem, with what the other threads found, and the plan it makes written down. */
import type { MessagePort } from 'node:worker_threads';
import { parentPort } from 'node:worker_threads';
import { checkProblem } from './check-problem.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { Shipment } from './problem.ts';
import { countNodes, placesUsed } from './solver/compile.ts';
import { allocateWays } from './solver/ways.ts';
import type { Job, Order, Post, Report, Request } from './threads/job.ts';
import { createSharedMemory } from './threads/shared.ts';
import { SearchThread } from './threads/search-thread.ts';

/** Null where a mistake was found, which the caller hears of. */
function prepare(request: Request, { control }: Post): Job | null {
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

/** One planning after the other; what is left of one goes when the next begins, or at rest. */
function listen(): void {
  let post: Post | null = null;
  let thread: SearchThread | null = null;
  let request: Request | null = null;
  let shipments: Shipment[] = [];
  const rest = (): void => {
    for (const port of post?.ports ?? []) port.close();
    post = thread = request = null;
    shipments = [];
  };
  const work = (job: Job, number: number): void => {
    thread = new SearchThread(job, number, report);
    if (thread.prepared) thread.run();
  };
  const join = (to: Post): void => {
    rest();
    post = to;
    if (to.thread > 0) to.ports[0]?.on('message', (job: Job) => work(job, to.thread));
  };
  const take = (part: readonly Shipment[], last: boolean): void => {
    for (const shipment of part) shipments.push(shipment);
    if (!last || request === null || post === null) return;
    const job = prepare({ ...request, problem: { ...request.problem, shipments } }, post);
    if (job === null) return;
    for (const port of post.ports) hand(job, port);
    work(job, post.thread);
  };
  parentPort?.on('message', (order: Order) => {
    switch (order.kind) {
      case 'join':
        return join(order.post);
      case 'request':
        request = order.request;
        return;
      case 'shipments':
        return take(order.part, order.last);
      case 'write':
        return thread?.write();
      case 'rest':
        return rest();
    }
  });
}

listen();
