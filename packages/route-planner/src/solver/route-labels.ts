/**
 * What one route would last with more stops in it, in a few additions per position: exact where the route's visits have
 * one window each and its vehicle no breaks, a lower bound elsewhere (the hull of the windows, no breaks).
 *
 * Up to each position: done there from `ready` on, until `last` at no cost, `out` after departure. From each position on:
 * begun there at `opens` to `closes`, the rest lasts `rest`, and beginning earlier is waiting as much longer. A route
 * with a stop put in is the one, the stop, and the other, joined.
 */
import type { Model } from './model.ts';
import type { RouteOptions } from './route-options.ts';
import type { State } from './state.ts';

/** The numbers of a position lie side by side, in one line of the cache. */
export const stride = 8;
export const readyAt = 0;
export const lastAt = 1;
export const outAt = 2;
export const opensAt = 3;
export const closesAt = 4;
export const restAt = 5;
/** Distance and driving time to the next position. */
export const wayAt = 6;
export const driveAt = 7;

export class RouteLabels {
  /** Whether the route as it is keeps its windows; if not, the labels mean nothing. */
  sound = true;
  /** Whether the labels are all there is to know about its times. */
  exact = true;
  /** From start to end; the rest of the list is not in use. */
  nodes = new Int32Array(16);
  places = new Int32Array(16);
  numbers = new Float64Array(16 * stride);
  count = 0;
  /** Position of the last stop that nothing may be put before. */
  head = 0;
  /** `State.stamp` of the route that was read. */
  stamp = -1;
  /** The same for windows and breaks that leave a choice, where that was asked for. */
  options: RouteOptions | null = null;
  /** How often a route was read. */
  reads = 0;
  /** Goods of the trip so far, and of the whole trip, by dimension; only where shipments may need a reload. */
  soFar = new Float64Array(0);
  inTrip = new Float64Array(0);
  /** What the route lasts at the least with anything more in it. */
  floor = 0;
  /** The moving end of a trial. */
  place = 0;
  ready = 0;
  last = 0;
  out = 0;
  /** Driving and serving so far. */
  worked = 0;
  private readonly model: Model;
  private readonly sumsTrips: boolean;
  private slow = 1;
  /**
   * Driving and serving up to each position, and in all with the breaks that cannot be had before the departure or
   * after the end.
   */
  private workedTo = new Float64Array(16);
  private work = 0;

  constructor(model: Model, sumsTrips: boolean) {
    this.model = model;
    this.sumsTrips = sumsTrips;
  }

  read(v: number, { next, head, stops }: State): void {
    const { model } = this;
    const { D, T, at, size, visits, earliest, latest, service, setup, slowness, windowsFrom, start0, end0 } = model;
    if (stops[v] + model.trips[v] + 1 >= this.nodes.length) this.grow(2 * (stops[v] + model.trips[v]) + 8);
    const { nodes, places, numbers, workedTo } = this;
    const slow = slowness[v];
    const headNode = head[v];
    const end = end0 + v;
    let node = start0 + v;
    let here = at[node];
    let ready = earliest[node];
    let last = latest[end];
    let out = 0;
    let work = 0;
    let sound = last >= ready;
    let exact = model.breaks[v].length === 0;
    let k = 0;
    for (let i = 0; ; i += stride) {
      nodes[k] = node;
      places[k] = here;
      if (node === headNode) this.head = k;
      numbers[i + readyAt] = ready;
      numbers[i + lastAt] = last;
      numbers[i + outAt] = out;
      workedTo[k] = work;
      if (node === end) break;
      k++;
      node = next[node];
      const place = at[node];
      const drive = T[here * size + place] * slow;
      const hold = service[node] + (here === place ? 0 : setup[node]);
      numbers[i + wayAt] = D[here * size + place];
      numbers[i + driveAt] = drive;
      here = place;
      ready += drive;
      last += drive;
      out += drive + hold;
      work += drive + hold;
      const until = latest[node];
      if (!(ready <= until)) sound = false;
      // The hull of the vehicle's end is its shift: nobody waits for its begin there.
      if (node >= start0) continue;
      if (node < visits && windowsFrom[node] !== windowsFrom[node + 1]) exact = false;
      const from = earliest[node];
      if (last < from) {
        out += from - last;
        ready = last = from;
      } else {
        if (ready < from) ready = from;
        if (last > until) last = until;
      }
      ready += hold;
      last += hold;
    }
    this.reads++;
    this.count = k + 1;
    this.slow = slow;
    this.work = work;
    this.sound = sound;
    this.exact = exact;
    if (!sound) return;
    this.readBack(v);
    if (this.sumsTrips) this.readLoads();
  }

  private readBack(v: number): void {
    const { earliest, latest, service, setup, breaks } = this.model;
    const { nodes, places, numbers, count } = this;
    let k = count - 1;
    let i = k * stride;
    let opens = (numbers[i + opensAt] = -Infinity);
    let closes = (numbers[i + closesAt] = latest[nodes[k]]);
    let rest = (numbers[i + restAt] = 0);
    const ends = numbers[i + readyAt];
    while (k-- > 0) {
      i -= stride;
      const node = nodes[k];
      const hold = k === 0 ? 0 : service[node] + (places[k - 1] === places[k] ? 0 : setup[node]);
      const takes = hold + numbers[i + driveAt];
      const from = earliest[node];
      const until = latest[node];
      opens -= takes;
      closes -= takes;
      rest += takes;
      if (closes > until) closes = until;
      const open = opens > from ? opens : from;
      const begin = open < closes ? open : closes;
      if (opens > begin) rest += opens - begin;
      opens = begin;
      numbers[i + opensAt] = opens;
      numbers[i + closesAt] = closes;
      numbers[i + restAt] = rest;
    }
    for (const { window, duration } of breaks[v])
      if (closes < window[0] + duration && ends > window[1] + 1e-6) this.work += duration;
  }

  /** Begins a trial behind a position. */
  from(k: number): void {
    const { numbers } = this;
    this.place = this.places[k];
    this.ready = numbers[k * stride + readyAt];
    this.last = numbers[k * stride + lastAt];
    this.out = numbers[k * stride + outAt];
    this.worked = this.workedTo[k];
  }

  /** One stop further. False: too late. */
  step(node: number): boolean {
    const { at, earliest, latest, start0, service, setup, T, size } = this.model;
    const place = at[node];
    const drive = T[this.place * size + place] * this.slow;
    const hold = service[node] + (place === this.place ? 0 : setup[node]);
    this.place = place;
    const ready = this.ready + drive;
    const until = latest[node];
    if (!(ready <= until)) return false;
    this.out += drive + hold;
    this.worked += drive + hold;
    const last = this.last + drive;
    const from = node < start0 ? earliest[node] : -Infinity;
    if (last < from) {
      this.out += from - last;
      this.ready = this.last = from + hold;
    } else {
      this.ready = (ready > from ? ready : from) + hold;
      this.last = (last < until ? last : until) + hold;
    }
    return true;
  }

  /** How long the whole route lasts, at the least, if the trial goes on at position `k`; Infinity: not in time. */
  lastsWith(k: number): number {
    const { model, nodes, places, numbers } = this;
    const { T, size, setup, start0 } = model;
    const node = nodes[k];
    // Set-up is needed only when coming from another place.
    if (node < start0 && setup[node] > 0 && (this.place === places[k]) !== (places[k - 1] === places[k])) {
      if (!this.step(node)) return Infinity;
      k++;
    }
    const i = k * stride;
    const drive = T[this.place * size + places[k]] * this.slow;
    if (!(this.ready + drive <= numbers[i + closesAt])) return Infinity;
    const wait = numbers[i + opensAt] - (this.last + drive);
    const lasts = this.out + drive + numbers[i + restAt] + (wait > 0 ? wait : 0);
    if (this.exact) return lasts;
    const worked = this.worked + drive + this.work - this.workedTo[k - 1] - numbers[i - stride + driveAt];
    return Math.max(lasts, worked, this.floor);
  }

  private readLoads(): void {
    const { visits, amount, shipmentOf, dimensions } = this.model;
    const { nodes, count } = this;
    if (this.soFar.length < count * dimensions) {
      this.soFar = new Float64Array(this.nodes.length * dimensions);
      this.inTrip = new Float64Array(this.nodes.length * dimensions);
    }
    const { soFar, inTrip } = this;
    for (let d = 0; d < dimensions; d++) {
      let load = 0;
      for (let k = 0; k < count; k++) {
        load = nodes[k] < visits ? load + amount[shipmentOf[nodes[k]] * dimensions + d] : 0;
        soFar[k * dimensions + d] = load;
      }
      // The end counts to the last trip.
      load = soFar[(count - 2) * dimensions + d];
      for (let k = count - 2; k >= 0; k--) {
        inTrip[k * dimensions + d] = load;
        if (nodes[k] >= visits && k > 0) load = soFar[(k - 1) * dimensions + d];
      }
    }
  }

  private grow(size: number): void {
    this.nodes = new Int32Array(size);
    this.places = new Int32Array(size);
    this.numbers = new Float64Array(size * stride);
    this.workedTo = new Float64Array(size);
  }
}
