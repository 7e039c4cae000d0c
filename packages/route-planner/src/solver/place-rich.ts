/**
 * The cheapest place where anything may constrain a route: bounds first, then the exact judge for the few positions
 * that would be an improvement.
 */
import { Candidates } from './candidates.ts';
import type { Measure } from './measure.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Blinks, Place } from './place.ts';
import { RouteLabels } from './route-labels.ts';
import type { State } from './state.ts';

/** Bounds are sums in another order than the exact ones. */
const rounding = 1e-12;

export class RichSearch {
  private readonly state: State;
  private readonly model: Model;
  private readonly measure: Measure;
  private route: Int32Array;
  private readonly trial: Int32Array;
  /** Of the route that is looked at, and of each vehicle. */
  private labels: RouteLabels;
  private readonly known: (RouteLabels | undefined)[] = [];
  private readonly candidates = new Candidates();
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
    this.labels = new RouteLabels(state.model);
    this.route = this.labels.nodes;
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
    const labels = this.labelsOf(v);
    const { candidates } = this;
    // More stops do not mend a route that breaks its windows already.
    if (!labels.sound) return;
    candidates.count = 0;
    const other = mate[node];
    if (other < 0) this.findSingle(s, node, v, place);
    else this.findPair(s, node, other, v, place);
    const spare = candidates.count === 0 ? -1 : this.spareReload(v);
    while (candidates.take(place.cost))
      this.judge(v, candidates.at, node, candidates.last, spare, candidates.reload, place, blinks);
  }

  /** Rejected iterations leave routes as they were, so labels often hold for long. */
  private labelsOf(v: number): RouteLabels {
    const { state, known } = this;
    const labels = (known[v] ??= new RouteLabels(this.model));
    // The stamp of a route that was emptied by starting anew tells nothing.
    if (labels.stamp !== state.stamp[v] || state.stops[v] === 0) {
      if (labels.nodes.length < this.model.nodes && labels.nodes.length < state.stops[v] + this.model.trips[v] + 8)
        labels.nodes = new Int32Array(2 * (state.stops[v] + this.model.trips[v]) + 16);
      labels.read(v, state.nodesOf(v, labels.nodes));
      labels.stamp = state.stamp[v];
    }
    labels.lasts = state.duration[v];
    this.labels = labels;
    this.route = labels.nodes;
    this.count = labels.count;
    return labels;
  }

  private findSingle(s: number, node: number, v: number, place: Place): void {
    const { state, route, model, labels, candidates } = this;
    const { end0, service, reloads } = model;
    const spare = this.spareReload(v);
    const base = this.baseCost(v);
    const sums = state.onBoard.length === 0 && reloads > 0 && model.dimensions === 1;
    const room = sums ? model.capacity[v] - model.amount[s] : Infinity;
    const canReload = spare >= 0 && state.stops[v] > 0;
    for (let k = this.headIndex(v); route[k] !== end0 + v; k++) {
      const after = route[k];
      const before = route[k + 1];
      const added = this.detour(after, node, before);
      if (!(added < Infinity)) continue;
      if (this.hasRoom(s, v, after, before) && (!sums || labels.inTrip[k] <= room)) {
        labels.from(k);
        const direct = labels.driveTo(before);
        const work = labels.driveTo(node) + service[node] - direct;
        if (labels.step(node)) {
          const lasts = labels.lastsWith(k + 1, work + labels.driveTo(before));
          const bound = this.bound(v, base, added, lasts);
          if (bound < place.cost) candidates.add(bound, k, -1, 0);
        } else if (!model.features.detours && labels.sound) break;
      }
      if (!canReload) continue;
      if (!sums || labels.inTrip[k] - labels.soFar[k] <= room) this.offerReload(v, base, k, spare, node, 1, place);
      if (!sums || labels.soFar[k] <= room) this.offerReload(v, base, k, spare, node, 2, place);
    }
  }

  /** A reload before (1) or behind (2) the visit. */
  private offerReload(
    v: number,
    base: number,
    k: number,
    spare: number,
    node: number,
    reload: number,
    place: Place,
  ): void {
    const { model, labels, route, candidates } = this;
    const { D, at, size, service } = model;
    const [one, two] = reload === 1 ? [spare, node] : [node, spare];
    const [from, to] = [at[route[k]], at[route[k + 1]]];
    const added = D[from * size + at[one]] + D[at[one] * size + at[two]] + D[at[two] * size + to] - D[from * size + to];
    if (!(added < Infinity) || !(this.bound(v, base, added, 0) < place.cost)) return;
    labels.from(k);
    let work = service[one] + service[two] + labels.driveTo(one) - labels.driveTo(route[k + 1]);
    if (!labels.step(one)) return;
    work += labels.driveTo(two);
    if (!labels.step(two)) return;
    work += labels.driveTo(route[k + 1]);
    const bound = this.bound(v, base, added, labels.lastsWith(k + 1, work));
    if (bound < place.cost) candidates.add(bound, k, -1, reload);
  }

  private findPair(s: number, pickup: number, delivery: number, v: number, place: Place): void {
    const { state, route, model, labels, candidates } = this;
    const { end0, service } = model;
    const spare = this.spareReload(v);
    const base = this.baseCost(v);
    const served = service[pickup] + service[delivery];
    for (let k = this.headIndex(v); route[k] !== end0 + v; k++) {
      const after = route[k];
      labels.from(k);
      const work = served + labels.driveTo(pickup) - labels.driveTo(route[k + 1]);
      if (!labels.step(pickup)) {
        if (!model.features.detours && labels.sound) break;
        continue;
      }
      if (spare >= 0 && state.stops[v] > 0) candidates.add(-Infinity, k, k, 1);
      if (!this.hasRoom(s, v, after, after)) continue;
      const added = this.detour(after, pickup, route[k + 1]);
      // The trial goes on behind the pickup; with the delivery in it, it is taken up there again.
      for (let last = k; route[last] !== end0 + v; last++) {
        if (last > k) {
          if (!labels.step(route[last])) break;
          if (!this.hasRoom(s, v, route[last], route[last])) break;
        }
        const { place: here, ready, slack, out } = labels;
        const before = route[last + 1];
        const more =
          last === k
            ? this.detourOfBoth(after, pickup, delivery, before)
            : added + this.detour(route[last], delivery, before);
        if (more < Infinity && this.bound(v, base, more, 0) < place.cost) {
          const way = labels.driveTo(delivery) - (last === k ? 0 : labels.driveTo(before));
          const there = last === k ? 0 : this.driveFrom(pickup, route[k + 1], v);
          if (labels.step(delivery)) {
            const lasts = labels.lastsWith(last + 1, work + way + there + this.driveFrom(delivery, before, v));
            const bound = this.bound(v, base, more, lasts);
            if (bound < place.cost) candidates.add(bound, k, last, 0);
          }
          labels.place = here;
          labels.ready = ready;
          labels.slack = slack;
          labels.out = out;
        }
      }
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

  /** What the shipment adds at the least; 0 for a duration that is not known yet. Infinity: too long or too far. */
  private bound(v: number, base: number, added: number, lasts: number): number {
    const { costPerDistance, costPerTime, balance, maxDistance, maxDuration } = this.model;
    const now = this.state.duration[v];
    const distance = base + costPerDistance[v] * added;
    if (this.state.stops[v] > 0 && this.state.distance[v] + added > maxDistance[v]) return Infinity;
    if (lasts === 0) return distance;
    if (lasts > maxDuration[v]) return Infinity;
    let cost = distance + costPerTime[v] * (lasts - now);
    if (balance > 0) cost += balance * (Math.max(0, lasts - this.mean) - Math.max(0, now - this.mean));
    return cost - rounding * Math.abs(cost);
  }

  private detour(after: number, node: number, before: number): number {
    const { D, at, size } = this.model;
    const row = at[after] * size;
    return D[row + at[node]] + D[at[node] * size + at[before]] - D[row + at[before]];
  }

  private detourOfBoth(after: number, pickup: number, delivery: number, before: number): number {
    const { D, at, size } = this.model;
    const row = at[after] * size;
    return (
      D[row + at[pickup]] +
      D[at[pickup] * size + at[delivery]] +
      D[at[delivery] * size + at[before]] -
      D[row + at[before]]
    );
  }

  private driveFrom(node: number, next: number, v: number): number {
    const { T, at, size, slowness } = this.model;
    return T[at[node] * size + at[next]] * slowness[v];
  }

  /** Whether what is on board leaves room for the shipment between two nodes. */
  private hasRoom(s: number, v: number, after: number, before: number): boolean {
    const { dimensions, amount, capacity, origin, visits } = this.model;
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
            ? Math.max(onBoard[index], before >= visits ? 0 : mostAfter[before * dimensions + k]) > room
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
