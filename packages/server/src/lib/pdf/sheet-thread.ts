/**
 * Has sheets drawn by a thread of their own, one after the other: a sheet takes a core for some ten milliseconds, and ten
 * thousand of them must not keep other requests waiting. The thread starts when it is needed and ends when it is not.
 */
import { Worker } from 'node:worker_threads';
import type { Sheet } from './sheet.ts';

/** What the thread answers. */
export type Drawn =
  { readonly number: number; readonly pdf: Uint8Array } | { readonly number: number; readonly fault: string };

interface Waiting {
  readonly done: (pdf: Buffer) => void;
  readonly failed: (error: Error) => void;
}

const restMs = 30_000;
const waiting = new Map<number, Waiting>();
let thread: Worker | null = null;
let rest: NodeJS.Timeout | undefined;
let count = 0;

/** The sheet as a PDF. */
export function drawInThread(sheet: Sheet): Promise<Buffer> {
  return new Promise((done, failed) => {
    const number = (count += 1);
    waiting.set(number, { done, failed });
    clearTimeout(rest);
    thread ??= start();
    // what is asked for keeps the process alive, a thread at rest does not
    thread.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    thread.postMessage({ number, sheet });
  });
}

function start(): Worker {
  const worker = new Worker(new URL('sheet-worker.ts', import.meta.url), { execArgv: [] });
  worker.on('message', (drawn: Drawn) => {
    const asked = waiting.get(drawn.number);
    waiting.delete(drawn.number);
    if ('pdf' in drawn) asked?.done(Buffer.from(drawn.pdf.buffer, drawn.pdf.byteOffset, drawn.pdf.byteLength));
    else asked?.failed(new Error(`The sheet could not be drawn: ${drawn.fault}`));
    if (waiting.size === 0) atRest(worker);
  });
  let cause: unknown;
  worker.on('error', (error: unknown) => {
    cause = error;
  });
  worker.on('exit', () => {
    if (thread !== worker) return;
    thread = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { failed } of all) failed(new Error('The thread that draws sheets has ended.', { cause }));
  });
  return worker;
}

function atRest(worker: Worker): void {
  worker.unref();
  rest = setTimeout(() => {
    if (thread === worker) thread = null;
    void worker.terminate();
  }, restMs).unref();
}
