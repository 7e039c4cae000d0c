/** Memory that the caller and all worker threads of one planning share: signals, a barrier, the best plan so far. */

const slots = { abort: 0, lock: 1, rowsTaken: 2, rowsDone: 3 } as const;

/** What can be shared before anything is known about the problem. */
export type Control = Int32Array<SharedArrayBuffer>;

export interface SharedMemory {
  readonly control: Control;
  /** Score of the left out, cost. */
  readonly value: Float64Array<SharedArrayBuffer>;
  /** Next node of each node, as in `State.next`. */
  readonly chains: Int32Array<SharedArrayBuffer>;
}

/** Behind the slots, each thread counts its iterations. */
export function createControl(threads: number): Control {
  return new Int32Array(new SharedArrayBuffer(4 * (Object.keys(slots).length + threads)));
}

export function createSharedMemory(control: Control, nodes: number): SharedMemory {
  const value = new Float64Array(new SharedArrayBuffer(16));
  value.fill(Infinity);
  return { control, value, chains: new Int32Array(new SharedArrayBuffer(4 * nodes)) };
}

export function countIterations(control: Control, thread: number, count: number): void {
  Atomics.store(control, Object.keys(slots).length + thread, Math.min(count, 2 ** 31 - 1));
}

/** Of all threads, also of those that have not answered. */
export function iterationsOfAll(control: Control): number {
  return control.subarray(Object.keys(slots).length).reduce((sum, count) => sum + count, 0);
}

export function abort(control: Control): void {
  Atomics.store(control, slots.abort, 1);
}

export function isAborted(control: Control): boolean {
  return Atomics.load(control, slots.abort) === 1;
}

/** First of the next `count` matrix rows that nobody fills yet. */
export function takeRows({ control }: SharedMemory, count: number): number {
  return Atomics.add(control, slots.rowsTaken, count);
}

export function finishRows({ control }: SharedMemory, count: number): void {
  Atomics.add(control, slots.rowsDone, count);
  Atomics.notify(control, slots.rowsDone);
}

/** Waits for the rows that other threads fill. False: `stopped` said so first. */
export function awaitRows({ control }: SharedMemory, count: number, stopped: () => boolean): boolean {
  for (;;) {
    const done = Atomics.load(control, slots.rowsDone);
    if (done >= count) return true;
    if (stopped()) return false;
    Atomics.wait(control, slots.rowsDone, done, 20);
  }
}

/** Publishes a plan if it is better than the shared one. False: the shared one is better. */
export function publish(memory: SharedMemory, score: number, cost: number, next: Int32Array): boolean {
  lock(memory);
  try {
    const { value, chains } = memory;
    if (value[0] < score || (value[0] === score && value[1] < cost)) return false;
    value[0] = score;
    value[1] = cost;
    chains.set(next);
    return true;
  } finally {
    unlock(memory);
  }
}

/** Whether nobody has published a better plan. */
export function isBest(memory: SharedMemory, score: number, cost: number): boolean {
  lock(memory);
  const { value } = memory;
  const best = score < value[0] || (score === value[0] && cost <= value[1]);
  unlock(memory);
  return best;
}

/** Copies the shared plan. */
export function receive(memory: SharedMemory, into: Int32Array): void {
  lock(memory);
  into.set(memory.chains);
  unlock(memory);
}

function lock({ control }: SharedMemory): void {
  while (Atomics.compareExchange(control, slots.lock, 0, 1) !== 0) Atomics.wait(control, slots.lock, 1, 5);
}

function unlock({ control }: SharedMemory): void {
  Atomics.store(control, slots.lock, 0);
  Atomics.notify(control, slots.lock, 1);
}
