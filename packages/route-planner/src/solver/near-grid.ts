/**
 * Nearest neighbours by squares: where places have coordinates, only those in the squares around a visit are looked at.
 * With ten thousand visits that is a tenth of the work of looking at all.
 */
import type { Travel } from '../problem.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import { emptyLists, measureRow } from './neighbours.ts';

/** Coordinates of the rows of the matrix, on a plane on which near is near. */
export interface Layout {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** Nearer to a pole, a map with straight meridians tells too little of what is near. */
const mostNorth = 75;
const mostAcross = 90;
const visitsPerSquare = 4;

/** `used`: the places of the rows. Null: there are no coordinates, or they go round the globe. */
export function layOut(travel: Travel, used: readonly number[]): Layout | null {
  switch (travel.kind) {
    case 'matrix':
      return null;
    case 'plane': {
      const { points } = travel;
      return { xs: Float64Array.from(used, (at) => points[at].x), ys: Float64Array.from(used, (at) => points[at].y) };
    }
    case 'points': {
      const { points } = travel;
      const ys = Float64Array.from(used, (at) => points[at].lat);
      const xs = Float64Array.from(used, (at) => points[at].lng);
      const [south, north] = rangeOf(ys);
      const [west, east] = rangeOf(xs);
      if (Math.max(north, -south) > mostNorth || east - west > mostAcross) return null;
      const shrunk = Math.cos((((south + north) / 2) * Math.PI) / 180);
      return { xs: xs.map((x) => x * shrunk), ys };
    }
  }
}

export function nearestInSquares(model: Model, { xs, ys }: Layout, wanted: number, stopped: () => boolean): Neighbours {
  const { visits, at } = model;
  const lists = emptyLists(visits, wanted);
  const { width, list } = lists;
  if (width === 0) return lists;
  const [left, right] = rangeOf(xs);
  const [bottom, top] = rangeOf(ys);
  const squares = Math.max(1, visits / visitsPerSquare);
  const extent = Math.max(right - left, top - bottom) || 1;
  // Of a narrow strip there are fewer squares than of a full one.
  const side = Math.max(Math.sqrt(((right - left) * (top - bottom)) / squares), extent / squares);
  const columns = Math.floor((right - left) / side) + 1;
  const rows = Math.floor((top - bottom) / side) + 1;
  const columnOf = Int32Array.from({ length: visits }, (_, i) => Math.floor((xs[at[i]] - left) / side));
  const rowOf = Int32Array.from({ length: visits }, (_, i) => Math.floor((ys[at[i]] - bottom) / side));
  const from = new Int32Array(columns * rows + 1);
  for (let i = 0; i < visits; i++) from[rowOf[i] * columns + columnOf[i] + 1]++;
  for (let k = 0; k < columns * rows; k++) from[k + 1] += from[k];
  const members = new Int32Array(visits);
  const filled = from.slice();
  for (let i = 0; i < visits; i++) members[filled[rowOf[i] * columns + columnOf[i]]++] = i;

  const found = new Candidates(visits);
  for (let u = 0; u < visits; u++) {
    if ((u & 63) === 0 && stopped()) break;
    const x = xs[at[u]];
    const y = ys[at[u]];
    const row = rowOf[u];
    const column = columnOf[u];
    found.count = 0;
    const look = (along: number, first: number, last: number): void => {
      if (along < 0 || along >= rows || first >= columns || last < 0) return;
      const begin = from[along * columns + Math.max(0, first)];
      const end = from[along * columns + Math.min(columns - 1, last) + 1];
      for (let k = begin; k < end; k++) {
        const w = members[k];
        if (w === u) continue;
        // Not read from the matrix: most of that is far away in memory.
        const dx = xs[at[w]] - x;
        const dy = ys[at[w]] - y;
        found.add(w, dx * dx + dy * dy);
      }
    };
    // Ring by ring, and one more: who is near may be just behind the border.
    let last = Math.max(columns, rows);
    for (let ring = 0; ring <= last; ring++) {
      look(row - ring, column - ring, column + ring);
      if (ring > 0) look(row + ring, column - ring, column + ring);
      for (let along = row - ring + 1; along < row + ring; along++) {
        look(along, column - ring, column - ring);
        look(along, column + ring, column + ring);
      }
      if (found.count >= width) last = Math.min(last, ring + 1);
    }
    found.sort();
    for (let k = 0; k < width; k++) list[u * width + k] = found.visit(k);
    measureRow(model, lists, u);
  }
  return lists;
}

/** The lowest bits of a distance are where the visit is noted, so that no function is needed to compare. */
const visitBits = 20;
const visitMask = 2 ** visitBits - 1;
/** `Infinity` with other low bits would be no number. */
const unreachable = 1e300;

/** Visits in the order of their distances; those as far as others (to some 2e-10 of it) in their own. */
class Candidates {
  count = 0;
  private readonly keys: Float64Array;
  private readonly words: Uint32Array;

  constructor(most: number) {
    this.keys = new Float64Array(most);
    this.words = new Uint32Array(this.keys.buffer);
  }

  add(visit: number, far: number): void {
    const { keys, words, count } = this;
    keys[count] = far < unreachable ? far : unreachable;
    // The lower half comes first on every machine that Node runs on.
    words[2 * count] = ((words[2 * count] & ~visitMask) | visit) >>> 0;
    this.count = count + 1;
  }

  sort(): void {
    this.keys.subarray(0, this.count).sort();
  }

  visit(k: number): number {
    return this.words[2 * k] & visitMask;
  }
}

function rangeOf(numbers: Float64Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}
