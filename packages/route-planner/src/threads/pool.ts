/**
 * Worker threads at rest between plannings. A new thread loads the modules and searches with uncompiled code at first,
 * which together costs a second's search a third of its iterations.
 */
import { Worker } from 'node:worker_threads';
import type { Order } from './job.ts';

/** More are seldom wanted at once; the others end. */
const mostAtRest = 8;
const restMs = 60_000;

interface Resting {
  readonly worker: Worker;
  readonly timer: NodeJS.Timeout;
}

const resting: Resting[] = [];

/** A thread that nobody else uses, without listeners. It keeps the process alive until it is handed back. */
export function takeWorker(): Worker {
  const last = resting.pop();
  if (last === undefined) return startWorker();
  clearTimeout(last.timer);
  forget(last.worker);
  last.worker.ref();
  return last.worker;
}

/** For a thread that has nothing left to do. One that is busy has to be terminated instead. */
export function handBack(worker: Worker): void {
  forget(worker);
  if (resting.length >= mostAtRest) {
    void worker.terminate();
    return;
  }
  const order: Order = { kind: 'rest' };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  worker.postMessage(order);
  worker.unref();
  const drop = (): void => {
    const at = resting.findIndex((each) => each.worker === worker);
    if (at >= 0) resting.splice(at, 1);
  };
  const timer = setTimeout(() => {
    drop();
    void worker.terminate();
  }, restMs).unref();
  worker.once('exit', drop);
  worker.once('error', drop);
  resting.push({ worker, timer });
}

/** Of all events at once would also be those by which Node listens to itself. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

/** Starts threads before there is anything to do for them, so that their modules are loaded by then. */
export function startAhead(threads: number): void {
  while (resting.length < Math.min(threads, mostAtRest)) handBack(startWorker());
}

function startWorker(): Worker {
  const file = import.meta.url.endsWith('.ts') ? '../worker.ts' : '../worker.js';
  // Flags of the caller's process, such as `--input-type`, are not meant for a file of ours.
  return new Worker(new URL(file, import.meta.url), { execArgv: [] });
}
