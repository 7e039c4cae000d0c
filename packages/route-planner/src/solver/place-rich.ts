/**
 * The cheapest place where anything may constrain a route: bounds first, then the exact judge for the few positions
 * that would be an improvement.
 */
import type { Measure } from './measure.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Blinks, Place } from './place.ts';
import type { State } from './state.ts';

export class RichSearch {
  private readonly state: State;
  private readonly model: Model;
  private readonly measure: Measure;
  private readonly route: Int32Array;
  private readonly trial: Int32Array;
  private count = 0;
  /** Routes looked at in this turn. */
  private readonly seen: Int32Array;
  private turn = 0;
  /** Mean duration of the routes in use, against which the balance is judged. */
  private mean = 0;

  constructor(state: State) {
    this.state = state;
    this.model = state.model;
    this.measure = state.measure;
    this.seen = new Int32Array(state.model.vehicles);
    this.route = new Int32Array(state.model.nodes + 4);
    this.trial = new Int32Array(state.model.nodes + 4);
  }

  findInAll(s: number, place: Place, blinks: Blinks, memory: Memory): void {
    const { used, usedCount } = this.state;
    this.readMean();
    for (let k = 0; k < usedCount; k++) this.recall(s, used[k], place, blinks, memory);
  }

  /** Looks at the routes that pass near the shipment's visits: for large problems. */
  findNearby(s: number, place: Place, blinks: Blinks, memory: Memory, { width, list }: Neighbours): void {
    const { model, state, seen } = this;
    const node = model.first[s];
    const other = model.mate[node];
    this.readMean();
    this.turn++;
    for (let k = 0; k < width; k++) {
      for (let half = 0; half < (other < 0 ? 1 : 2); half++) {
        const near = list[(half === 0 ? node : other) * width + k];
        const v = near < 0 ? -1 : state.routeOf[near];
        if (v < 0 || seen[v] === this.turn) continue;
        seen[v] = this.turn;
        this.recall(s, v, place, blinks, memory);
      }
    }
  }

  /** Looks at a route only if it has changed since the last time, or if only a bound is known that no longer suffices. */
  private recall(s: number, v: number, place: Place, blinks: Blinks, memory: Memory): void {
    const { vehicles, stamps, costs, afters, seconds } = memory;
    // With balance the cost of a place depends on all other routes.
    if (vehicles === 0 || this.model.balance > 0) {
      this.findInRoute(s, v, place, blinks);
      return;
    }
    const slot = s * vehicles + v;
    if (stamps[slot] === this.state.stamp[v]) {
      if (costs[slot] >= place.cost) return;
      if (afters[slot] >= 0) {
        if (--blinks.left === 0) {
          blinks.left = blinks.next();
          return;
        }
        place.cost = costs[slot];
        place.vehicle = v;
        place.after = afters[slot];
        place.mateAfter = (seconds[slot] >> 2) - 1;
        place.reload = seconds[slot] & 3;
        return;
      }
    }
    const limit = place.cost;
    const blinked = blinks.drawn;
    this.findInRoute(s, v, place, blinks);
    if (blinks.drawn !== blinked) return;
    const found = place.cost < limit;
    stamps[slot] = this.state.stamp[v];
    costs[slot] = place.cost;
    afters[slot] = found ? place.after : -1;
    // Behind which node the delivery goes, and the kind of reload in the lowest two bits.
    seconds[slot] = ((place.mateAfter + 1) << 2) | place.reload;
  }

  findIdle(s: number, place: Place, blinks: Blinks): void {
    const { model, state } = this;
    if (state.usedCount >= state.mostUsed) return;
    this.readMean();
    for (let type = 0; type < model.types; type++)
      if (state.idleCount[type] > 0)
        this.findInRoute(s, state.idle[state.idleFrom[type] + state.idleCount[type] - 1], place, blinks);
  }

  readMean(): void {
    if (this.model.balance === 0) return;
    const { used, usedCount, duration } = this.state;
    let sum = 0;
    for (let k = 0; k < usedCount; k++) sum += duration[used[k]];
    this.mean = usedCount === 0 ? 0 : sum / usedCount;
  }

  findInRoute(s: number, v: number, place: Place, blinks: Blinks): void {
    const { model, state } = this;
    const { kind, types, fits, typeOf, first, mate, maxStops } = model;
    const { stops } = state;
    if (fits[kind[s] * types + typeOf[v]] === 0) return;
    const node = first[s];
    if (stops[v] + (mate[node] < 0 ? 1 : 2) > maxStops[v]) return;
    this.count = state.nodesOf(v, this.route);
    if (mate[node] < 0) this.findSingle(s, node, v, place, blinks);
    else this.findPair(s, node, mate[node], v, place, blinks);
  }

  private findSingle(s: number, node: number, v: number, place: Place, blinks: Blinks): void {
    const { state, route, model } = this;
    const { latest, end0 } = model;
    const spare = this.spareReload(v);
    const base = this.baseCost(v);
    for (let k = this.headIndex(v); route[k] !== end0 + v; k++) {
      const after = route[k];
      const added = this.lower(v, after, node, route[k + 1]);
      if (base + added < place.cost) {
        const arrival = this.arrival(v, after, node);
        if (arrival > latest[node]) {
          if (!model.features.detours && arrival < Infinity) break;
          continue;
        }
        if (this.onTime(v, arrival, node, route[k + 1]) && this.hasRoom(s, v, after, route[k + 1]))
          this.judge(v, k, node, -1, -1, 0, place, blinks);
      }
      if (spare < 0 || state.stops[v] === 0) continue;
      this.judge(v, k, node, -1, spare, 1, place, blinks);
      this.judge(v, k, node, -1, spare, 2, place, blinks);
    }
  }

  private findPair(s: number, pickup: number, delivery: number, v: number, place: Place, blinks: Blinks): void {
    const { state, route, model } = this;
    const { latest, end0 } = model;
    const spare = this.spareReload(v);
    const base = this.baseCost(v);
    for (let k = this.headIndex(v); route[k] !== end0 + v; k++) {
      const after = route[k];
      const arrival = this.arrival(v, after, pickup);
      if (arrival > latest[pickup]) {
        if (!model.features.detours && arrival < Infinity) break;
        continue;
      }
      const added = this.lower(v, after, pickup, route[k + 1]);
      for (let last = k; route[last] !== end0 + v; last++) {
        const bound =
          last === k
            ? this.lowerPair(v, after, pickup, delivery, route[k + 1])
            : added + this.lower(v, route[last], delivery, route[last + 1]);
        if (base + bound < place.cost) this.judge(v, k, pickup, last, -1, 0, place, blinks);
        if (!this.hasRoom(s, v, route[last], route[last])) break;
      }
      if (spare >= 0 && state.stops[v] > 0) this.judge(v, k, pickup, k, spare, 1, place, blinks);
    }
  }

  /** Builds the route with the shipment in it, asks the exact judge, and keeps it where it is the cheapest. */
  private judge(
    v: number,
    k: number,
    node: number,
    last: number,
    spare: number,
    reload: number,
    place: Place,
    blinks: Blinks,
  ): void {
    const { route, trial, count, model, measure, state } = this;
    let length = 0;
    for (let i = 0; i < count; i++) {
      trial[length++] = route[i];
      if (i === k) {
        if (reload === 1) trial[length++] = spare;
        trial[length++] = node;
        if (reload === 2) trial[length++] = spare;
      }
      if (i === last) trial[length++] = model.mate[node];
    }
    if (!measure.keepsAll(v, trial, length)) return;
    const { costPerDistance, costPerTime, fixedCost, balance } = model;
    const empty = state.stops[v] === 0;
    let cost =
      costPerDistance[v] * (measure.distance - state.distance[v]) +
      costPerTime[v] * (measure.duration - state.duration[v]) +
      (empty ? fixedCost[v] : 0);
    if (balance > 0)
      cost += balance * (Math.max(0, measure.duration - this.mean) - Math.max(0, state.duration[v] - this.mean));
    if (cost >= place.cost) return;
    if (--blinks.left === 0) {
      blinks.left = blinks.next();
      return;
    }
    place.cost = cost;
    place.vehicle = v;
    place.after = route[k];
    place.mateAfter = last < 0 ? -1 : last === k ? node : route[last];
    place.reload = reload;
  }

  private baseCost(v: number): number {
    const { state, model } = this;
    if (state.stops[v] > 0) return 0;
    const { start0, end0, D, at, size, costPerDistance, fixedCost } = model;
    return fixedCost[v] + costPerDistance[v] * D[at[start0 + v] * size + at[end0 + v]];
  }

  private headIndex(v: number): number {
    let k = 0;
    while (this.route[k] !== this.state.head[v]) k++;
    return k;
  }

  /** The least that distance and time can cost more: waiting may take up any added time. */
  private lower(v: number, after: number, node: number, before: number): number {
    const { D, at, size, costPerDistance } = this.model;
    const row = at[after] * size;
    return costPerDistance[v] * (D[row + at[node]] + D[at[node] * size + at[before]] - D[row + at[before]]);
  }

  private lowerPair(v: number, after: number, pickup: number, delivery: number, before: number): number {
    const { D, at, size, costPerDistance } = this.model;
    const row = at[after] * size;
    return (
      costPerDistance[v] *
      (D[row + at[pickup]] +
        D[at[pickup] * size + at[delivery]] +
        D[at[delivery] * size + at[before]] -
        D[row + at[before]])
    );
  }

  private arrival(v: number, after: number, node: number): number {
    const { T, at, size, slowness, features, earliest, start0 } = this.model;
    if (!features.timed) return 0;
    const departs = after >= start0 ? earliest[after] : this.state.departs[after];
    return departs + T[at[after] * size + at[node]] * slowness[v];
  }

  private onTime(v: number, arrival: number, node: number, before: number): boolean {
    const { T, at, size, slowness, earliest, service, features, end0, latest } = this.model;
    if (!features.timed) return true;
    const begins = before >= end0 ? latest[before] : this.state.begins[before];
    const done = Math.max(arrival, earliest[node]) + service[node];
    return done + T[at[node] * size + at[before]] * slowness[v] <= begins;
  }

  /** Whether what is on board leaves room for the shipment between two nodes. */
  private hasRoom(s: number, v: number, after: number, before: number): boolean {
    const { dimensions, amount, capacity, origin, end0 } = this.model;
    const { onBoard, mostBefore, mostAfter, load, stops } = this.state;
    if (stops[v] === 0) return true;
    for (let k = 0; k < dimensions; k++) {
      const room = capacity[v * dimensions + k] - amount[s * dimensions + k];
      if (onBoard.length === 0) {
        if (this.model.reloads === 0 && load[v] > room) return false;
        continue;
      }
      const index = after * dimensions + k;
      if (
        origin[s] === 1
          ? mostBefore[index] > room
          : origin[s] === -1
            ? Math.max(onBoard[index], before >= end0 ? 0 : mostAfter[before * dimensions + k]) > room
            : onBoard[index] > room
      )
        return false;
    }
    return true;
  }

  /** A reload the vehicle may still make, or -1. */
  spareReload(v: number): number {
    const { trips, reload0 } = this.model;
    for (let k = 0; k < trips[v] - 1; k++) if (this.state.routeOf[reload0[v] + k] < 0) return reload0[v] + k;
    return -1;
  }

  /** Takes out reloads that nothing needs any more. The caller has relabelled the route. */
  dropReloads(v: number): boolean {
    const { state, model, trial, measure } = this;
    const { visits, start0, end0 } = model;
    let changed = false;
    for (let i = state.next[start0 + v]; i < end0;) {
      const following = state.next[i];
      if (i >= visits && i < start0) {
        const before = state.distance[v];
        const previous = state.prev[i];
        const idle = state.stops[v] === 0;
        state.unlink(i);
        changed = true;
        const sound = idle || measure.keepsAll(v, trial, state.nodesOf(v, trial));
        if (!sound || (!idle && state.distance[v] > before && following < visits && previous < visits))
          state.link(i, previous);
      }
      i = following;
    }
    return changed;
  }
}
