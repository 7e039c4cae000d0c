/**
 * What one route would last with more stops in it, at the least: exact where visits have one window and there are no
 * breaks, a lower bound elsewhere (the hull of the windows, no breaks). It takes a few additions per position, so that
 * the exact judge has to be asked about the best positions only.
 *
 * Up to each position: "done here from `ready` on, up to `slack` later at no cost, `out` after departure". From each
 * position on: "begun here at `opens` to `closes`, the rest lasts `rest`", earlier begins waiting as much longer.
 */
import type { Model } from './model.ts';

export class RouteLabels {
  /** Whether the route as it is keeps its windows; if not, the labels mean nothing. */
  sound = true;
  /** From start to end; the rest of the list is not in use. */
  nodes: Int32Array = new Int32Array(16);
  count = 0;
  /** `State.stamp` of the route that was read. */
  stamp = -1;
  /** Duration of the route as it is. */
  lasts = 0;
  /** Goods of the trip so far, and of the whole trip; only where every shipment is brought or every one is collected. */
  soFar = new Float64Array(64);
  inTrip = new Float64Array(64);
  /** The moving end of a trial: where, and the three numbers. */
  place = 0;
  ready = 0;
  slack = 0;
  out = 0;
  private readonly model: Model;
  private slow = 1;
  private readyAt = new Float64Array(64);
  private slackAt = new Float64Array(64);
  private outAt = new Float64Array(64);
  private opens = new Float64Array(64);
  private closes = new Float64Array(64);
  private rest = new Float64Array(64);
  private readonly single: boolean;
  /** Driving, serving and the breaks that cannot be had before the departure or after the end; for the route as it is. */
  private work = 0;
  private exact = true;

  constructor(model: Model) {
    this.model = model;
    this.single = model.dimensions === 1 && !model.features.mixedLoads;
  }

  /** Reads the route that is in `nodes`. */
  read(v: number, count: number): void {
    const { model, nodes } = this;
    this.count = count;
    const { earliest, latest, slowness, breaks, windows, at } = model;
    if (count > this.readyAt.length) this.grow(2 * count);
    this.slow = slowness[v];
    this.exact = breaks[v].length === 0 && windows.length === 0;
    const end = count - 1;
    const start = nodes[0];
    this.place = at[start];
    this.ready = earliest[start];
    this.slack = latest[nodes[end]] - this.ready;
    this.out = 0;
    this.sound = true;
    this.store(0);
    let work = 0;
    for (let k = 1; k <= end; k++) {
      work += this.driveTo(nodes[k]) + this.holdAt(nodes[k]);
      if (!this.step(nodes[k])) this.sound = false;
      this.store(k);
    }
    this.work = work;
    if (!this.sound) return;
    this.opens[end] = -Infinity;
    this.closes[end] = latest[nodes[end]];
    this.rest[end] = 0;
    for (let k = end - 1; k >= 0; k--) this.readBack(k);
    for (const { window, duration } of breaks[v])
      if (this.closes[0] < window[0] + duration && this.readyAt[end] > window[1] + 1e-6) this.work += duration;
    if (this.single && model.reloads > 0) this.readLoads(count);
  }

  /** Begins a trial behind a position. */
  from(k: number): void {
    this.place = this.model.at[this.nodes[k]];
    this.ready = this.readyAt[k];
    this.slack = this.slackAt[k];
    this.out = this.outAt[k];
  }

  /** One stop further. False: too late. */
  step(node: number): boolean {
    const { at, earliest, latest, start0 } = this.model;
    const drive = this.driveTo(node);
    const hold = this.holdAt(node);
    this.place = at[node];
    const ready = this.ready + drive;
    const until = latest[node];
    if (!(ready <= until)) return false;
    this.out += drive + hold;
    const latestHere = ready + this.slack;
    // The hull of the vehicle's end is its shift: nobody waits for its begin there.
    const from = node < start0 ? earliest[node] : -Infinity;
    if (latestHere < from) {
      this.out += from - latestHere;
      this.ready = from + hold;
      this.slack = 0;
    } else {
      const begin = ready > from ? ready : from;
      this.slack = (latestHere < until ? latestHere : until) - begin;
      this.ready = begin + hold;
    }
    return true;
  }

  /** How long the whole route lasts at the least if the trial goes on at position `k`; Infinity: not in time. */
  lastsWith(k: number, addedWork: number): number {
    const { model, nodes } = this;
    const node = nodes[k];
    // Set-up is needed only when coming from another place.
    if (model.setup[node] > 0 && node < model.start0) {
      if (!this.step(node)) return Infinity;
      k++;
    }
    const drive = this.driveTo(nodes[k]);
    const ready = this.ready + drive;
    if (!(ready <= this.closes[k])) return Infinity;
    const wait = this.opens[k] - (ready + this.slack);
    const least = this.out + drive + this.rest[k] + (wait > 0 ? wait : 0);
    if (this.exact) return least;
    const worked = this.work + addedWork;
    return Math.max(least, worked, this.lasts);
  }

  driveTo(node: number): number {
    const { T, at, size } = this.model;
    return T[this.place * size + at[node]] * this.slow;
  }

  private holdAt(node: number): number {
    const { service, setup, at } = this.model;
    return service[node] + (at[node] === this.place ? 0 : setup[node]);
  }

  private store(k: number): void {
    this.readyAt[k] = this.ready;
    this.slackAt[k] = this.slack;
    this.outAt[k] = this.out;
  }

  private readBack(k: number): void {
    const { earliest, latest, at, T, size } = this.model;
    const { nodes, opens, closes, rest } = this;
    const node = nodes[k];
    this.place = k === 0 ? at[node] : at[nodes[k - 1]];
    const takes = (k === 0 ? 0 : this.holdAt(node)) + T[at[node] * size + at[nodes[k + 1]]] * this.slow;
    const close = Math.min(latest[node], closes[k + 1] - takes);
    const open = Math.min(Math.max(earliest[node], opens[k + 1] - takes), close);
    closes[k] = close;
    opens[k] = open;
    rest[k] = takes + rest[k + 1] + Math.max(0, opens[k + 1] - (open + takes));
  }

  private readLoads(count: number): void {
    const { visits, amount, shipmentOf } = this.model;
    const { nodes, soFar, inTrip } = this;
    let load = 0;
    for (let k = 0; k < count; k++) {
      load = nodes[k] < visits ? load + amount[shipmentOf[nodes[k]]] : 0;
      soFar[k] = load;
    }
    // The end counts to the last trip.
    load = soFar[count - 2];
    for (let k = count - 2; k >= 0; k--) {
      inTrip[k] = load;
      if (nodes[k] >= visits && k > 0) load = soFar[k - 1];
    }
  }

  private grow(size: number): void {
    this.readyAt = new Float64Array(size);
    this.slackAt = new Float64Array(size);
    this.outAt = new Float64Array(size);
    this.opens = new Float64Array(size);
    this.closes = new Float64Array(size);
    this.rest = new Float64Array(size);
    this.soFar = new Float64Array(size);
    this.inTrip = new Float64Array(size);
  }
}
