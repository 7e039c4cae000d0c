/**
 * A first plan by savings (Clarke and Wright): every stop starts as a route of its own, and routes are joined end to end,
 * first where that saves most.
 *
 * Thousands of stops without tight windows are brought to within a few percent in a fraction of a second this way, where
 * inserting one by one takes longer and ends far worse. Pairs beyond the nearest neighbours are left out: they save little.
 */
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { State } from './state.ts';

/** Neighbours that a stop may be joined to. */
const joinWidth = 50;

/** Whether joining two routes is a matter of distance and one load, whichever way round they are driven. */
export function canSave({ features, plain, dimensions, at, start0, end0 }: Model): boolean {
  const { uniform, rich, pairs, mixedLoads, committed, timed } = features;
  const closed = at[start0] === at[end0];
  return plain && uniform && closed && !rich && !pairs && !mixedLoads && !committed && !timed && dimensions <= 1;
}

/** Fills an empty state as far as the vehicles reach; the caller inserts what is left. */
export function startBySavings(state: State, { width, list, far }: Neighbours, stopped: () => boolean): void {
  const { model } = state;
  const { visits, D, at, size, start0 } = model;
  const home = at[start0] * size;
  const wide = Math.min(width, joinWidth);
  const pairs = new Int32Array(visits * wide);
  const saved = new Float64Array(visits * wide);
  let count = 0;
  for (let i = 0; i < visits; i++) {
    if (i % 256 === 255 && stopped()) return;
    for (let k = i * wide, from = i * width; k < (i + 1) * wide; k++, from++) {
      const j = list[from];
      if (j < 0) break;
      const saving = D[home + at[i]] + D[home + at[j]] - D[at[i] * size + at[j]];
      if (!(saving > 0)) continue;
      // Which pair it is can be told from its place in the list of neighbours.
      pairs[count] = from;
      saved[count++] = saving;
    }
  }
  const order = sortDown(saved, count);
  load(state, joinAll(model, order, pairs, { width, list, far }, stopped));
}

/** Places of the savings, the largest first; by counting, since sorting millions by comparison would take a second. */
function sortDown(saved: Float64Array, count: number): Int32Array {
  let most = 0;
  for (let k = 0; k < count; k++) if (saved[k] > most) most = saved[k];
  const buckets = 1 << 16;
  const scale = most > 0 ? (buckets - 1) / most : 0;
  const ends = new Int32Array(buckets + 1);
  const bucketOf = (k: number): number => buckets - 1 - Math.floor(saved[k] * scale);
  for (let k = 0; k < count; k++) ends[bucketOf(k) + 1]++;
  for (let b = 0; b < buckets; b++) ends[b + 1] += ends[b];
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[ends[bucketOf(k)]++] = k;
  return order;
}

interface Chains {
  /** The one or two stops that each is joined to, -1 where there is none: two per stop. */
  readonly joined: Int32Array;
  /** One end of each route. */
  readonly ends: readonly number[];
  /** Stops of the route that ends here. */
  readonly lengths: Int32Array;
}

function joinAll(
  { visits, amount, shipmentOf, dimensions, capacity }: Model,
  order: Int32Array,
  pairs: Int32Array,
  { width, list }: Neighbours,
  stopped: () => boolean,
): Chains {
  const limit = dimensions > 0 ? capacity[0] : Infinity;
  const joined = new Int32Array(2 * visits).fill(-1);
  // Of a route only its two ends are asked: each knows the other one.
  const otherEnd = Int32Array.from({ length: visits }, (_, i) => i);
  const loads = Float64Array.from({ length: visits }, (_, i) => (dimensions > 0 ? amount[shipmentOf[i]] : 0));
  const lengths = new Int32Array(visits).fill(1);
  for (let k = 0; k < order.length; k++) {
    if (k % 4096 === 4095 && stopped()) break;
    const pair = pairs[order[k]];
    const i = Math.floor(pair / width);
    const j = list[pair];
    if (joined[2 * i + 1] >= 0 || joined[2 * j + 1] >= 0 || otherEnd[i] === j) continue;
    const sum = loads[i] + loads[j];
    if (sum > limit) continue;
    joined[joined[2 * i] < 0 ? 2 * i : 2 * i + 1] = j;
    joined[joined[2 * j] < 0 ? 2 * j : 2 * j + 1] = i;
    const one = otherEnd[i];
    const other = otherEnd[j];
    otherEnd[one] = other;
    otherEnd[other] = one;
    loads[one] = loads[other] = sum;
    lengths[one] = lengths[other] = lengths[i] + lengths[j];
  }
  const ends: number[] = [];
  for (let i = 0; i < visits; i++) if (joined[2 * i + 1] < 0 && i <= otherEnd[i]) ends.push(i);
  return { joined, ends, lengths };
}

/** Writes the chains into vehicles, the longest first where there are too few vehicles for all. */
function load(state: State, { joined, ends, lengths }: Chains): void {
  const { model } = state;
  const { idle, idleFrom, idleCount } = state.roster;
  const longestFirst = ends.toSorted((a, b) => lengths[b] - lengths[a] || a - b);
  for (const end of longestFirst.slice(0, idleCount[0])) {
    const v = idle[idleFrom[0] + idleCount[0] - 1];
    let last = model.start0 + v;
    let before = -1;
    for (let i = end; i >= 0;) {
      state.link(i, last);
      state.markPresent(model.shipmentOf[i]);
      last = i;
      const following = joined[2 * i] === before ? joined[2 * i + 1] : joined[2 * i];
      before = i;
      i = following;
    }
    state.relabel(v);
  }
  state.heal();
  state.commit();
}
