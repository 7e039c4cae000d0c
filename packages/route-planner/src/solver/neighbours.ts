/** For each visit the others nearest to it: where ruining spreads, and where inserting looks first. */
import type { Model } from './model.ts';

/** Row by row, nearest first, `width` per visit. */
export interface Neighbours {
  readonly width: number;
  readonly list: Int32Array;
  /** How far each is, by the shorter direction; beside the list, since the matrix would be read all over. */
  readonly far: Float64Array;
}

/** Weight of waiting against distance, as in PyVRP. */
const waitWeight = 0.2;

/** By distance alone (the shorter of both directions). */
export function nearestByDistance(model: Model, width: number, stopped: () => boolean): Neighbours {
  const { visits, at, size, D, DC, acrossD, alongD } = model;
  if (D === DC && alongD === 1)
    return nearest(model, width, stopped, (u, scores) => {
      const row = at[u] * size;
      for (let w = 0; w < visits; w++) scores[w] = D[row + at[w]];
    });
  return nearest(model, width, stopped, (u, scores) => {
    const row = at[u] * size;
    const column = at[u] * acrossD;
    for (let w = 0; w < visits; w++) {
      const place = at[w];
      const there = D[row + place];
      const back = DC[column + place * alongD];
      scores[w] = there < back ? there : back;
    }
  });
}

/** By distance and the waiting that following each other costs; pairs that cannot follow each other are last. */
export function nearestByTime(model: Model, width: number, stopped: () => boolean): Neighbours {
  const { visits, at, size, D, T, DC, TC, acrossD, alongD, acrossT, alongT, earliest, latest, service } = model;
  return nearest(model, width, stopped, (u, scores) => {
    const rowD = at[u] * size;
    const columnD = at[u] * acrossD;
    const columnT = at[u] * acrossT;
    const [from, until, lasts] = [earliest[u], latest[u], service[u]];
    for (let w = 0; w < visits; w++) {
      const place = at[w];
      const out = T[rowD + place] + lasts;
      const back = TC[columnT + place * alongT] + service[w];
      let score = Infinity;
      if (from + out <= latest[w]) {
        const wait = earliest[w] - out - until;
        score = D[rowD + place] + (wait > 0 ? waitWeight * wait : 0);
      }
      if (earliest[w] + back <= until) {
        const wait = from - back - latest[w];
        const other = DC[columnD + place * alongD] + (wait > 0 ? waitWeight * wait : 0);
        if (other < score) score = other;
      }
      scores[w] = score;
    }
  });
}

function nearest(
  model: Model,
  wanted: number,
  stopped: () => boolean,
  score: (u: number, scores: Float64Array) => void,
): Neighbours {
  const { visits } = model;
  const lists = emptyLists(visits, wanted);
  const { width } = lists;
  if (width === 0) return lists;
  const scores = new Float64Array(visits);
  const heap = new Int32Array(width);
  for (let u = 0; u < visits; u++) {
    if ((u & 63) === 0 && stopped()) break;
    score(u, scores);
    scores[u] = Infinity;
    selectSmallest(scores, visits, u, heap);
    lists.list.set(heap, u * width);
    measureRow(model, lists, u);
  }
  return lists;
}

export function emptyLists(visits: number, wanted: number): Neighbours {
  const width = Math.max(0, Math.min(wanted, visits - 1));
  return { width, list: new Int32Array(visits * width).fill(-1), far: new Float64Array(visits * width) };
}

/** Fills in how far the neighbours of a visit are. */
export function measureRow(
  { at, size, D, DC, acrossD, alongD }: Model,
  { width, list, far }: Neighbours,
  u: number,
): void {
  const row = at[u] * size;
  const column = at[u] * acrossD;
  for (let k = u * width; k < (u + 1) * width; k++) {
    const place = at[list[k]];
    const there = D[row + place];
    const back = DC[column + place * alongD];
    far[k] = there < back ? there : back;
  }
}

/**
 * The places of the smallest scores but `except`, smallest first, of equal ones the first; through a heap with the largest
 * of them on top, which sorts them, too: sorting with a function to compare took longer than all else here.
 */
function selectSmallest(scores: Float64Array, count: number, except: number, heap: Int32Array): void {
  const width = heap.length;
  let filled = 0;
  let w = 0;
  for (; filled < width; w++) if (w !== except) heap[filled++] = w;
  for (let top = (width >> 1) - 1; top >= 0; top--) sink(scores, heap, top, width);
  let limit = scores[heap[0]];
  for (; w < count; w++) {
    if (scores[w] >= limit || w === except) continue;
    heap[0] = w;
    sink(scores, heap, 0, width);
    limit = scores[heap[0]];
  }
  for (let last = width - 1; last > 0; last--) {
    const largest = heap[0];
    heap[0] = heap[last];
    heap[last] = largest;
    sink(scores, heap, 0, last);
  }
}

function sink(scores: Float64Array, heap: Int32Array, from: number, width: number): void {
  const node = heap[from];
  const value = scores[node];
  let here = from;
  for (;;) {
    let child = 2 * here + 1;
    if (child >= width) break;
    let below = scores[heap[child]];
    if (child + 1 < width) {
      const right = scores[heap[child + 1]];
      if (right > below || (right === below && heap[child + 1] > heap[child])) {
        child++;
        below = right;
      }
    }
    if (below < value || (below === value && heap[child] <= node)) break;
    heap[here] = heap[child];
    here = child;
  }
  heap[here] = node;
}
