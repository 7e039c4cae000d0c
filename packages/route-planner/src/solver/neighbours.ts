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
  { visits, at, size, D, DC, acrossD, alongD }: Model,
  wanted: number,
  stopped: () => boolean,
  score: (u: number, scores: Float64Array) => void,
): Neighbours {
  const width = Math.max(0, Math.min(wanted, visits - 1));
  const list = new Int32Array(visits * width).fill(-1);
  const far = new Float64Array(visits * width);
  if (width === 0) return { width, list, far };
  const scores = new Float64Array(visits);
  const heap = new Int32Array(width);
  const order = new Int32Array(width);
  for (let u = 0; u < visits; u++) {
    if ((u & 63) === 0 && stopped()) break;
    score(u, scores);
    scores[u] = Infinity;
    selectSmallest(scores, visits, u, heap);
    order.set(heap);
    order.sort((a, b) => scores[a] - scores[b] || a - b);
    list.set(order, u * width);
    for (let k = 0; k < width; k++) {
      const place = at[order[k]];
      far[u * width + k] = Math.min(D[at[u] * size + place], DC[at[u] * acrossD + place * alongD]);
    }
  }
  return { width, list, far };
}

/** The places of the smallest scores but `except`, through a heap with the largest of them on top. */
function selectSmallest(scores: Float64Array, count: number, except: number, heap: Int32Array): void {
  const width = heap.length;
  let filled = 0;
  let w = 0;
  for (; filled < width; w++) if (w !== except) heap[filled++] = w;
  for (let top = (width >> 1) - 1; top >= 0; top--) sink(scores, heap, top);
  for (; w < count; w++) {
    if (w === except || scores[w] >= scores[heap[0]]) continue;
    heap[0] = w;
    sink(scores, heap, 0);
  }
}

function sink(scores: Float64Array, heap: Int32Array, from: number): void {
  const width = heap.length;
  const node = heap[from];
  const value = scores[node];
  let here = from;
  for (;;) {
    let child = 2 * here + 1;
    if (child >= width) break;
    if (child + 1 < width && scores[heap[child + 1]] > scores[heap[child]]) child++;
    if (scores[heap[child]] <= value) break;
    heap[here] = heap[child];
    here = child;
  }
  heap[here] = node;
}
