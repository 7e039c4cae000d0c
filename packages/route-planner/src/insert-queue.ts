/** A heap: what has the smallest key comes out first, of equal ones what has the smallest order. */

export interface Queued {
  readonly key: number;
  readonly order: number;
}

export class Queue<T extends Queued> {
  private readonly heap: T[] = [];

  push(entry: T): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !comesBefore(entry, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  pop(): T | undefined {
    const { heap } = this;
    const [top] = heap;
    const last = heap.pop();
    if (last === undefined || last === top) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = heap[below];
      const right = heap[below + 1];
      if (child !== undefined && right !== undefined && comesBefore(right, child)) {
        child = right;
        below++;
      }
      if (child === undefined || !comesBefore(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}

const comesBefore = (a: Queued, b: Queued): boolean => a.key < b.key || (a.key === b.key && a.order < b.order);
