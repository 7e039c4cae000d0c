/**
 * Two routes exchange up to three stops in a row each, or one gives some to the other: relocate, or-opt and swap in one.
 *
 * Weighed in constant time by the labels, and taken under the same temperature as everything else; see `Polish`.
 */
import type { Random } from './random.ts';
import type { State } from './state.ts';

/** Stops in a row that move together. */
const longest = 3;

export class Exchange {
  private readonly state: State;
  private readonly random: Random;
  private readonly given = new Int32Array(longest);
  private readonly taken = new Int32Array(longest);

  constructor(state: State, random: Random) {
    this.state = state;
    this.random = random;
  }

  /**
   * Stops from `i` on come to lie behind `j`, in the place of none or some that followed `j`, which go where they were.
   * `v` and `w` are their routes. True: the routes have changed; the caller commits.
   */
  tryBehind(i: number, j: number, v: number, w: number, temperature: number): boolean {
    const { state, random, given, taken } = this;
    const { next, prev, way, model } = state;
    const { D, at, size, costPerDistance, fixedCost, start0 } = model;
    const p = prev[i];
    const count = this.collect(i, 1 + random.whole(longest), given);
    const last = given[count - 1];
    const s = next[last];
    if (v === w) return this.tryWithin(i, j, v, p, last, s, count, temperature);
    const b = next[j];
    const other = b >= start0 ? 0 : this.collect(b, random.whole(longest + 1), taken);
    const otherLast = other === 0 ? j : taken[other - 1];
    const q = next[otherLast];
    const joined = D[at[j] * size + at[i]] + D[at[last] * size + at[q]];
    const rejoined =
      other === 0
        ? D[at[p] * size + at[s]]
        : D[at[p] * size + at[b]] + D[at[otherLast] * size + at[s]] - way[otherLast];
    const empties = other === 0 && p >= start0 && s >= start0;
    const delta =
      costPerDistance[v] * (joined + (empties ? 0 : rejoined) - way[p] - way[last] - way[j]) -
      (empties ? fixedCost[v] : 0);
    if (delta >= -temperature * Math.log(random.real())) return false;
    if (!this.fits(v, w, count, other)) return false;
    if (model.features.timed && !(this.arrives(j, given, count, q, w) && this.arrives(p, taken, other, s, v)))
      return false;
    for (let k = 0; k < count; k++) state.unlink(given[k]);
    for (let k = 0; k < other; k++) state.unlink(taken[k]);
    state.linkRow(given, count, j);
    state.linkRow(taken, other, p);
    state.relabel(v);
    state.relabel(w);
    state.heal();
    return true;
  }

  /** The stops find another place in their own route. */
  private tryWithin(
    i: number,
    j: number,
    v: number,
    p: number,
    last: number,
    s: number,
    count: number,
    temperature: number,
  ): boolean {
    const { state, random, given } = this;
    const { next, way, model } = state;
    const { D, at, size, costPerDistance } = model;
    for (let k = 0; k < count; k++) if (given[k] === j) return false;
    if (j === p) return false;
    const q = next[j];
    const delta =
      D[at[p] * size + at[s]] - way[p] - way[last] + D[at[j] * size + at[i]] + D[at[last] * size + at[q]] - way[j];
    if (costPerDistance[v] * delta >= -temperature * Math.log(random.real())) return false;
    for (let k = 0; k < count; k++) state.unlink(given[k]);
    state.linkRow(given, count, j);
    const sound = state.relabel(v);
    if (!sound) state.rollback();
    state.heal();
    return sound;
  }

  private collect(from: number, most: number, into: Int32Array): number {
    const { next, model } = this.state;
    let count = 0;
    for (let k = from; count < most && k < model.start0; k = next[k]) into[count++] = k;
    return count;
  }

  private fits(v: number, w: number, count: number, other: number): boolean {
    const { given, taken } = this;
    const { load, model } = this.state;
    const { amount, shipmentOf, dimensions, capacity } = model;
    if (dimensions === 0) return true;
    let more = 0;
    for (let k = 0; k < count; k++) more += amount[shipmentOf[given[k]] * dimensions];
    for (let k = 0; k < other; k++) more -= amount[shipmentOf[taken[k]] * dimensions];
    return load[w] + more <= capacity[w] && load[v] - more <= capacity[v];
  }

  /** Whether the stops can be made in time between two others. */
  private arrives(after: number, stops: Int32Array, count: number, before: number, v: number): boolean {
    const { departs, begins, model } = this.state;
    const { T, at, size, earliest, latest, service, slowness } = model;
    const slow = slowness[v];
    let time = departs[after];
    let row = at[after] * size;
    for (let k = 0; k < count; k++) {
      const node = stops[k];
      time += T[row + at[node]] * slow;
      if (time > latest[node]) return false;
      if (time < earliest[node]) time = earliest[node];
      time += service[node];
      row = at[node] * size;
    }
    return time + T[row + at[before]] * slow <= begins[before];
  }
}
