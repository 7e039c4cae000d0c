/**
 * Moves that ruin and recreate does not find: two routes swap their tails or some stops in a row (see
 * `Exchange`), a part of a route is turned round.
 *
 * Each is weighed in constant time by the labels and taken under the same temperature as everything else. For plain
 * problems only (`canPolish`); with rich constraints recreate alone decides.
 */
import { Exchange } from './exchange.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

/** Nearest neighbours that a stop may be joined to. */
const joinWidth = 16;

/** The others swap tails. */
const exchangeShare = 0.3;

export function canPolish({ features }: Model): boolean {
  const { uniform, rich, pairs, mixedLoads, committed } = features;
  return uniform && !rich && !pairs && !mixedLoads && !committed;
}

export class Polish {
  private readonly state: State;
  private readonly nearest: Neighbours;
  private readonly random: Random;
  private readonly tail: Int32Array;
  private readonly otherTail: Int32Array;
  private readonly exchange: Exchange;

  constructor(state: State, nearest: Neighbours, random: Random) {
    this.state = state;
    this.nearest = nearest;
    this.random = random;
    this.tail = new Int32Array(state.model.visits);
    this.otherTail = new Int32Array(state.model.visits);
    this.exchange = new Exchange(state, random);
  }

  /** Joins a random stop to a near one. True: the routes have changed; the caller commits. */
  tryJoin(temperature: number): boolean {
    const { state, nearest, random } = this;
    const { routeOf, next, model } = state;
    const i = random.whole(model.visits);
    const v = routeOf[i];
    if (v < 0 || nearest.width === 0) return false;
    const behind = random.real() < exchangeShare;
    const j = nearest.list[i * nearest.width + random.whole(Math.min(joinWidth, nearest.width))];
    const w = j < 0 ? -1 : routeOf[j];
    if (w < 0 || next[i] === j) return false;
    if (behind) return this.exchange.tryBehind(j, i, w, v, temperature);
    return v === w ? this.tryTurn(i, j, v, temperature) : this.trySwapTails(i, j, v, w, temperature);
  }

  /** `i` goes on to `j` and the rest of its route; what preceded `j` goes on to what followed `i`. */
  private trySwapTails(i: number, j: number, v: number, w: number, temperature: number): boolean {
    const { state, random, tail, otherTail } = this;
    const { next, prev, way, departs, begins, load, model } = state;
    const { D, T, at, size, slowness, capacity, costPerDistance, fixedCost, dimensions, features, start0, end0 } =
      model;
    const a = next[i];
    const b = prev[j];
    const merges = a >= end0 && b >= start0;
    const joined = D[at[i] * size + at[j]];
    const rejoined = merges ? 0 : D[at[b] * size + at[a]];
    const delta = costPerDistance[v] * (joined + rejoined - way[i] - way[b]) - (merges ? fixedCost[w] : 0);
    if (delta >= -temperature * Math.log(random.real())) return false;
    if (features.timed) {
      const slow = slowness[v];
      if (departs[i] + T[at[i] * size + at[j]] * slow > begins[j]) return false;
      if (departs[b] + T[at[b] * size + at[a]] * slow > begins[a]) return false;
    }
    if (dimensions > 0) {
      const behind = this.loadFrom(a);
      const otherBehind = this.loadFrom(j);
      if (load[v] - behind + otherBehind > capacity[v] || load[w] - otherBehind + behind > capacity[w]) return false;
    }
    const count = this.take(a, tail);
    const otherCount = this.take(j, otherTail);
    state.linkRow(otherTail, otherCount, i);
    state.linkRow(tail, count, b);
    state.relabel(v);
    state.relabel(w);
    state.heal();
    return true;
  }

  /** Turns the part between two stops round, where times do not matter and all ways are the same in both directions. */
  private tryTurn(i: number, j: number, v: number, temperature: number): boolean {
    const { state, random, tail } = this;
    const { next, way, model } = state;
    const { D, at, size, features, plain, costPerDistance, end0 } = model;
    if (features.timed || !plain) return false;
    const delta = D[at[i] * size + at[j]] + D[at[next[i]] * size + at[next[j]]] - way[i] - way[j];
    if (costPerDistance[v] * delta >= -temperature * Math.log(random.real())) return false;
    let first = i;
    let last = j;
    let k = next[i];
    while (k !== j && k < end0) k = next[k];
    if (k !== j) {
      first = j;
      last = i;
    }
    let count = 0;
    for (let node = next[first]; ; node = next[node]) {
      tail[count++] = node;
      if (node === last) break;
    }
    if (count >= state.stops[v]) return false;
    for (let n = 0; n < count; n++) state.unlink(tail[n]);
    // Each behind the same stop: the last one comes to lie first.
    for (let n = 0; n < count; n++) state.link(tail[n], first);
    return true;
  }

  private loadFrom(node: number): number {
    const { next, model } = this.state;
    const { amount, shipmentOf, end0, dimensions } = model;
    let sum = 0;
    for (let k = node; k < end0; k = next[k]) sum += amount[shipmentOf[k] * dimensions];
    return sum;
  }

  private take(from: number, into: Int32Array): number {
    const { state } = this;
    const { end0 } = state.model;
    let count = 0;
    for (let k = from; k < end0;) {
      const following = state.next[k];
      into[count++] = k;
      state.unlink(k);
      k = following;
    }
    return count;
  }
}
