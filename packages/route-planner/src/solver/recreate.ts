/** Putting what is left out back in: in a random order by some measure, each at its cheapest place. */
import type { Memory } from './memory.ts';
import { createMemory } from './memory.ts';
import type { Neighbours } from './neighbours.ts';
import { Blinks, Place } from './place.ts';
import { findIdleForPair, findPairInAll, findPairInRoute, findPairNearby } from './place-pair.ts';
import { RichSearch } from './place-rich.ts';
import { findIdle, findInAll, findNearby } from './place-single.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

/** Share of the iterations that put optional shipments in at any cost. */
const generousShare = 0.1;
/** Most iterations try fewer and never look at the clock. */
const triedPerLook = 32;

type Order = 'random' | 'bulk' | 'far' | 'close' | 'narrow' | 'early' | 'late';

export class Recreate {
  readonly place = new Place();
  readonly blinks: Blinks;
  readonly rich: RichSearch;
  private readonly state: State;
  private readonly random: Random;
  private readonly stopped: () => boolean;
  /** Null: every position is looked at. */
  private readonly nearest: Neighbours | null;
  private readonly list: Int32Array;
  private readonly keys: Float64Array;
  private readonly orders: readonly Order[];
  private readonly seen: Int32Array;
  private readonly memory: Memory;
  private turn = 0;
  /** Deliveries whose pickups are committed while they are not. */
  private readonly halves: readonly number[];
  private readonly trial: Int32Array;
  /** Whether shipments may be left out for a price. */
  readonly hasOptional: boolean;
  /** Puts optional shipments in whatever they cost: some pay only together. */
  private generous = false;

  constructor(state: State, nearest: Neighbours | null, random: Random, stopped: () => boolean) {
    this.state = state;
    this.random = random;
    this.stopped = stopped;
    this.nearest = nearest;
    this.blinks = new Blinks(random);
    this.rich = new RichSearch(state);
    const { shipments, vehicles, dimensions, features, penalty } = state.model;
    this.memory = createMemory(shipments, vehicles);
    this.list = new Int32Array(shipments);
    this.keys = new Float64Array(shipments);
    const { committed, mate, nodes } = state.model;
    this.halves = committed.flatMap((list) =>
      list.map((node) => mate[node]).filter((other) => other >= 0 && !list.includes(other)),
    );
    this.trial = new Int32Array(nodes);
    this.hasOptional = penalty.some((cost) => cost < Infinity);
    this.seen = new Int32Array(vehicles);
    this.orders = [
      ...repeat('random', 4),
      ...(dimensions > 0 ? repeat('bulk', 4) : []),
      ...repeat('far', 2),
      ...repeat('close', 1),
      ...(features.timed ? [...repeat('narrow', 2), ...repeat('early', 2), ...repeat('late', 2)] : []),
    ];
  }

  /**
   * Tries all that are left out, once each, as far as there is time: where many are, one iteration may take long. Gives
   * up as soon as it costs more than `most`, or as one finds no place where none may be left out: what follows can only
   * cost more.
   */
  insertAll(most = Infinity): void {
    if (this.state.model.reloads > 0) this.dropReloads();
    const count = this.sortAbsent(this.orders[this.random.whole(this.orders.length)]);
    const { list, stopped } = this;
    this.generous = this.hasOptional && this.random.real() < generousShare;
    for (let k = 0; k < count; k++) {
      if (k % triedPerLook === triedPerLook - 1 && stopped()) break;
      const placed = this.insert(list[k]);
      if (most < Infinity && (!placed || this.state.totals[0] > most)) break;
    }
    this.generous = false;
  }

  private dropReloads(): void {
    const { state, rich } = this;
    for (let k = 0; k < state.touchedCount; k++) {
      const v = state.touched[k];
      if (rich.dropReloads(v)) state.relabel(v);
    }
    state.heal();
  }

  /** A pickup that is committed keeps its delivery in the route; this finds the delivery its cheapest place there. */
  settleHalf(): void {
    const { state, halves, random } = this;
    if (halves.length === 0) return;
    const { measure, model, head, next } = state;
    const node = halves[random.whole(halves.length)];
    const v = state.routeOf[node];
    let best = state.prev[node];
    let least = Infinity;
    state.unlink(node);
    for (let after = head[v]; after < model.end0; after = next[after]) {
      state.link(node, after);
      const sound = measure.keepsAll(v, this.trial, state.nodesOf(v, this.trial));
      state.unlink(node);
      const cost = model.costPerDistance[v] * measure.distance + model.costPerTime[v] * measure.duration;
      if (!sound || cost >= least) continue;
      least = cost;
      best = after;
    }
    state.link(node, best);
    state.relabel(v);
    state.heal();
  }

  /** False: no place. */
  insert(s: number): boolean {
    const { state, place } = this;
    this.find(s);
    if (place.vehicle < 0) return false;
    this.put(s);
    state.markPresent(s);
    return true;
  }

  /** Puts a shipment at the place found. */
  private put(s: number): void {
    const { state, place } = this;
    const { first, mate } = state.model;
    const node = first[s];
    const v = place.vehicle;
    if (place.reload > 0) {
      const spare = this.rich.spareReload(v);
      if (place.reload === 1) {
        state.link(spare, place.after);
        state.link(node, spare);
      } else {
        state.link(node, place.after);
        state.link(spare, node);
      }
    } else state.link(node, place.after);
    if (mate[node] >= 0) state.link(mate[node], place.mateAfter);
    if (mate[node] >= 0 || place.reload > 0) state.relabel(v);
    else state.relabelAround(node, v);
  }

  /** Leaves the cheapest place of an absent shipment in `place`. */
  find(s: number): void {
    const { state, place, blinks, nearest } = this;
    const { penalty, features, mate, first } = state.model;
    // Leaving an optional shipment out is a place, too.
    place.clear(this.generous ? Infinity : penalty[s]);
    if (features.rich || features.mixedLoads) {
      if (nearest === null) this.rich.findInAll(s, place, blinks, this.memory);
      else this.rich.findNearby(s, place, blinks, this.memory, nearest);
      this.rich.findIdle(s, place, blinks);
      if (place.vehicle < 0 && nearest !== null) this.rich.findInAll(s, place, blinks, this.memory);
    } else if (mate[first[s]] >= 0) {
      if (nearest === null) findPairInAll(state, s, place, blinks, this.memory);
      else findPairNearby(state, s, place, blinks, nearest, this.seen, ++this.turn, this.memory);
      findIdleForPair(state, s, place);
      if (place.vehicle < 0 && nearest !== null) findPairInAll(state, s, place, blinks, this.memory);
    } else {
      if (nearest === null) findInAll(state, s, place, blinks, this.memory);
      else findNearby(state, s, place, blinks, nearest);
      findIdle(state, s, place);
      if (place.vehicle < 0 && nearest !== null) findInAll(state, s, place, blinks, this.memory);
    }
  }

  /** Leaves the cheapest place in one route in `place`. */
  findIn(s: number, v: number): void {
    const { state, place, blinks } = this;
    const { features, mate, first } = state.model;
    place.clear(Infinity);
    if (features.rich || features.mixedLoads || mate[first[s]] < 0) {
      this.rich.readMean();
      this.rich.findInRoute(s, v, place, blinks);
    } else findPairInRoute(state, s, v, place, blinks);
  }

  private sortAbsent(order: Order): number {
    const { list, keys, random, state } = this;
    const { absent, absentCount, model } = state;
    const { first, mate, bulk, D, at, size, start0, earliest, latest, weight } = model;
    for (let k = 0; k < absentCount; k++) {
      const s = absent[k];
      list[k] = s;
      const node = first[s];
      const last = mate[node] < 0 ? node : mate[node];
      switch (order) {
        case 'random':
          keys[s] = random.real();
          break;
        case 'bulk':
          keys[s] = -bulk[s];
          break;
        case 'far':
          keys[s] = -D[at[start0] * size + at[node]];
          break;
        case 'close':
          keys[s] = D[at[start0] * size + at[node]];
          break;
        case 'narrow':
          keys[s] = latest[node] - earliest[node] + (last === node ? 0 : latest[last] - earliest[last]);
          break;
        case 'early':
          keys[s] = earliest[node];
          break;
        case 'late':
          keys[s] = -latest[last];
          break;
      }
    }
    sortByKey(list, absentCount, keys);
    void weight;
    return absentCount;
  }
}

const repeat = (order: Order, times: number): Order[] => Array.from({ length: times }, () => order);

/** Insertion sort for the few, the built-in one for the many. */
function sortByKey(list: Int32Array, count: number, keys: Float64Array): void {
  if (count > 60) {
    list.subarray(0, count).sort((a, b) => keys[a] - keys[b] || a - b);
    return;
  }
  for (let k = 1; k < count; k++) {
    const s = list[k];
    const key = keys[s];
    let j = k - 1;
    for (; j >= 0 && keys[list[j]] > key; j--) list[j + 1] = list[j];
    list[j + 1] = s;
  }
}
