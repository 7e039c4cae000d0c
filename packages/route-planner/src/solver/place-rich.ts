/**
 * The cheapest place where anything may constrain a route. Labels of each route tell what a position costs; the exact
 * judge is asked about reloads only, the most promising first.
 */
import { Candidates } from './candidates.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Blinks, Place } from './place.ts';
import { RichCosts } from './place-rich-costs.ts';
import { allOneWay, overloads } from './place-rich-loads.ts';
import { RichPair } from './place-rich-pair.ts';
import { RichSingle } from './place-rich-single.ts';
import { RouteLabels } from './route-labels.ts';
import { RouteOptions } from './route-options.ts';
import type { State } from './state.ts';
import type { Rests } from './time-options.ts';
import { restsOf } from './time-options.ts';

export class RichSearch {
  private readonly state: State;
  private readonly model: Model;
  private readonly costs: RichCosts;
  private readonly candidates = new Candidates();
  private readonly single: RichSingle;
  private readonly pair: RichPair;
  private readonly trial: Int32Array;
  private readonly rests: readonly Rests[];
  private readonly kept: (RouteLabels | undefined)[] = [];
  private readonly tried: (RouteLabels | undefined)[] = [];
  private readonly sumsTrips: boolean;
  /** Routes looked at in this turn. */
  private readonly seen: Int32Array;
  private turn = 0;
  /** Routes of which nothing useful is remembered. */
  private readonly open: Int32Array;
  private readonly passing: Int32Array;

  constructor(state: State) {
    const { model } = state;
    this.state = state;
    this.model = model;
    this.costs = new RichCosts(state, this.candidates);
    this.single = new RichSingle(state, this.costs);
    this.pair = new RichPair(state, this.costs);
    this.rests = restsOf(model);
    this.sumsTrips = model.reloads > 0 && allOneWay(model);
    this.seen = new Int32Array(model.vehicles);
    this.open = new Int32Array(model.vehicles);
    this.passing = new Int32Array(model.vehicles);
    this.trial = new Int32Array(model.nodes + 4);
  }

  findInAll(s: number, place: Place, blinks: Blinks, memory: Memory): void {
    const { used, usedCount } = this.state.roster;
    this.costs.readMean();
    this.findAmong(s, used, usedCount, place, blinks, memory);
  }

  /** Looks at the routes that pass near the shipment's visits: for large problems. */
  findNearby(s: number, place: Place, blinks: Blinks, memory: Memory, { width, list }: Neighbours): void {
    const { model, state, seen, passing } = this;
    const node = model.first[s];
    const other = model.mate[node];
    let count = 0;
    this.costs.readMean();
    this.turn++;
    for (let k = 0; k < width; k++) {
      for (let half = 0; half < (other < 0 ? 1 : 2); half++) {
        const near = list[(half === 0 ? node : other) * width + k];
        const v = near < 0 ? -1 : state.routeOf[near];
        if (v < 0 || seen[v] === this.turn) continue;
        seen[v] = this.turn;
        passing[count++] = v;
      }
    }
    this.findAmong(s, passing, count, place, blinks, memory);
  }

  /** What is remembered of routes comes first: with a cheap place known, most positions of the others are passed over. */
  private findAmong(s: number, routes: Int32Array, count: number, place: Place, blinks: Blinks, memory: Memory): void {
    const { open, state } = this;
    const { balanced } = this.costs;
    const { vehicles, stamps, costs, afters, seconds } = memory;
    if (vehicles === 0) {
      for (let k = 0; k < count; k++) this.findInRoute(s, routes[k], place, blinks);
      return;
    }
    let opened = 0;
    for (let k = 0; k < count; k++) {
      const v = routes[k];
      const slot = s * vehicles + v;
      if (stamps[slot] !== state.stamp[v]) open[opened++] = v;
      else if (costs[slot] < place.cost) {
        if (afters[slot] < 0) open[opened++] = v;
        else if (--blinks.left === 0) blinks.left = blinks.next();
        else {
          place.cost = costs[slot];
          place.vehicle = v;
          place.after = afters[slot];
          place.mateAfter = (seconds[slot] >> 2) - 1;
          place.reload = seconds[slot] & 3;
        }
      }
    }
    for (let k = 0; k < opened; k++) {
      const v = open[k];
      const slot = s * vehicles + v;
      const limit = place.cost;
      if (stamps[slot] === state.stamp[v] && costs[slot] >= limit) continue;
      const blinked = blinks.drawn;
      const possible = this.findInRoute(s, v, place, blinks);
      if (blinks.drawn !== blinked) continue;
      // With balance the cost of a place depends on all other routes: only a bound lasts.
      const found = place.cost < limit && !balanced;
      stamps[slot] = state.stamp[v];
      costs[slot] = !possible ? Infinity : balanced ? Math.min(this.costs.least, place.cost) : place.cost;
      afters[slot] = found ? place.after : -1;
      // Behind which node the delivery goes, and the kind of reload in the lowest two bits.
      seconds[slot] = ((place.mateAfter + 1) << 2) | place.reload;
    }
  }

  findIdle(s: number, place: Place, blinks: Blinks): void {
    const { usedCount, mostUsed, idle, idleFrom, idleCount } = this.state.roster;
    if (usedCount >= mostUsed) return;
    this.costs.readMean();
    for (let type = 0; type < this.model.types; type++)
      if (idleCount[type] > 0) this.findInRoute(s, idle[idleFrom[type] + idleCount[type] - 1], place, blinks);
  }

  /** Mean duration of the routes, against which the balance is judged. */
  readMean(): void {
    this.costs.readMean();
  }

  /** False: there is no place at any cost. */
  findInRoute(s: number, v: number, place: Place, blinks: Blinks): boolean {
    const { model, state, candidates, costs } = this;
    const { kind, types, fits, typeOf, first, mate, maxStops, trips } = model;
    if (fits[kind[s] * types + typeOf[v]] === 0) return false;
    const node = first[s];
    const isPair = mate[node] >= 0;
    if (state.stops[v] + (isPair ? 2 : 1) > maxStops[v]) return false;
    if (trips[v] === 1 && overloads(state, s, v)) return false;
    if (state.stops[v] === 0 && this.costToSend(s, v) >= place.cost) return true;
    const labels = this.labelsOf(v);
    // More stops do not mend a route that breaks its windows already.
    if (!labels.sound) return false;
    costs.enter(v, labels);
    candidates.count = 0;
    const spare = trips[v] > 1 && state.stops[v] > 0 ? this.spareReload(v) : -1;
    const options = this.optionsOf(s, v, labels);
    if (isPair) this.pair.find(s, v, spare, labels, options, place, blinks);
    else this.single.find(s, v, spare, labels, options, place, blinks);
    while (candidates.count > 0 && candidates.take(place.cost)) this.judge(v, node, spare, labels, place, blinks);
    return true;
  }

  /** By distance alone, for an idle vehicle. */
  private costToSend(s: number, v: number): number {
    const { D, at, size, first, mate, start0, end0, fixedCost, costPerDistance } = this.model;
    const here = at[first[s]];
    const other = mate[first[s]];
    const there = other < 0 ? here : at[other];
    const distance =
      D[at[start0 + v] * size + here] + (other < 0 ? 0 : D[here * size + there]) + D[there * size + at[end0 + v]];
    return fixedCost[v] + costPerDistance[v] * distance;
  }

  /**
   * Two of each route are kept: rejected iterations lead back to the older one. Stamps only grow; one that is older than
   * the last read means that what was read after it will never be asked for again.
   */
  private labelsOf(v: number): RouteLabels {
    const { state, kept, tried } = this;
    const stamp = state.stamp[v];
    const before = (kept[v] ??= new RouteLabels(this.model, this.sumsTrips));
    const now = (tried[v] ??= new RouteLabels(this.model, this.sumsTrips));
    // The stamp of a route that was emptied by starting anew tells nothing.
    const empty = state.stops[v] === 0;
    if (!empty && now.stamp === stamp) return now;
    if (!empty && before.stamp === stamp) return before;
    const labels = !empty && stamp < now.stamp ? before : now;
    labels.read(v, state);
    labels.stamp = empty ? -1 : stamp;
    return labels;
  }

  /** Null: the labels are exact. */
  private optionsOf(s: number, v: number, labels: RouteLabels): RouteOptions | null {
    const { first, mate, windowsFrom, windows } = this.model;
    const node = first[s];
    // A pair's delivery is the node behind its pickup.
    const behind = node + (mate[node] < 0 ? 1 : 2);
    if (labels.exact && (windows.length === 0 || windowsFrom[node] === windowsFrom[behind])) return null;
    return (labels.options ??= new RouteOptions(this.model, v, this.rests[v], labels));
  }

  /** Builds the route with the shipment at the candidate's positions and keeps it if it is the cheapest place. */
  private judge(v: number, node: number, spare: number, labels: RouteLabels, place: Place, blinks: Blinks): void {
    const { trial, model, candidates, state, costs } = this;
    const { at, last, reload } = candidates;
    const { nodes, count } = labels;
    let length = 0;
    for (let i = 0; i < count; i++) {
      trial[length++] = nodes[i];
      if (i === at) {
        if (reload === 1) trial[length++] = spare;
        trial[length++] = node;
        if (reload === 2) trial[length++] = spare;
      }
      if (i === last) trial[length++] = model.mate[node];
    }
    const { measure } = state;
    if (!measure.keepsAll(v, trial, length)) return;
    const cost = costs.ofTrial(measure.distance, measure.duration);
    if (cost >= place.cost) return;
    if (--blinks.left === 0) {
      blinks.left = blinks.next();
      return;
    }
    place.cost = cost;
    place.vehicle = v;
    place.after = nodes[at];
    place.mateAfter = last < 0 ? -1 : last === at ? node : nodes[last];
    place.reload = reload;
  }

  /** A reload the vehicle may still make, or -1. */
  spareReload(v: number): number {
    const { trips, reload0 } = this.model;
    for (let k = 0; k < trips[v] - 1; k++) if (this.state.routeOf[reload0[v] + k] < 0) return reload0[v] + k;
    return -1;
  }

  /** Takes out reloads that nothing needs any more. The caller has relabelled the route. */
  dropReloads(v: number): boolean {
    const { state, model, trial } = this;
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
        const sound = idle || state.measure.keepsAll(v, trial, state.nodesOf(v, trial));
        if (!sound || (!idle && state.distance[v] > before && following < visits && previous < visits))
          state.link(i, previous);
      }
      i = following;
    }
    return changed;
  }
}
