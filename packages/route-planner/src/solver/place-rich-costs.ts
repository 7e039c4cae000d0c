/** What a shipment adds to one route, by distance and time; candidates for the exact judge are collected by it. */
import type { Candidates } from './candidates.ts';
import type { Model } from './model.ts';
import type { RouteLabels } from './route-labels.ts';
import type { State } from './state.ts';

/** Bounds are sums in another order than the exact ones. */
const rounding = 1e-12;

export class RichCosts {
  /** Of an idle vehicle: what it costs to send it off, and how far it drives, without any stop. */
  base = 0;
  baseDistance = 0;
  /** Duration of the route as it is. */
  now = 0;
  /** With balance: the least cost by distance and time alone of all positions that were weighed. */
  least = Infinity;
  /** Whether nothing in this route depends on time. */
  timeless = false;
  readonly balanced: boolean;
  private readonly hasSetups: boolean;
  private readonly state: State;
  private readonly model: Model;
  private readonly candidates: Candidates;
  private vehicle = 0;
  /** Mean duration of the routes in use, against which the balance is judged. */
  private mean = 0;

  constructor(state: State, candidates: Candidates) {
    this.state = state;
    this.model = state.model;
    this.candidates = candidates;
    this.hasSetups = state.model.setup.some((time) => time > 0);
    this.balanced = state.model.balance > 0;
  }

  readMean(): void {
    if (!this.balanced) return;
    const { roster, duration } = this.state;
    const { used, usedCount } = roster;
    let sum = 0;
    for (let k = 0; k < usedCount; k++) sum += duration[used[k]];
    this.mean = usedCount === 0 ? 0 : sum / usedCount;
  }

  enter(v: number, labels: RouteLabels): void {
    const { state, model } = this;
    const { start0, end0, D, at, size, costPerDistance, costPerTime, fixedCost, maxDuration, features } = model;
    const empty = state.stops[v] === 0;
    this.vehicle = v;
    this.least = Infinity;
    this.now = state.duration[v];
    this.baseDistance = empty ? D[at[start0 + v] * size + at[end0 + v]] : 0;
    this.base = empty ? fixedCost[v] + costPerDistance[v] * this.baseDistance : 0;
    labels.floor = features.detours || this.hasSetups ? 0 : this.now;
    this.timeless =
      labels.exact && !features.timed && costPerTime[v] === 0 && !this.balanced && maxDuration[v] === Infinity;
  }

  /** A cost with what the route's new duration adds to it; Infinity: too long. */
  withTime(cost: number, lasts: number): number {
    const { costPerTime, maxDuration } = this.model;
    if (!(lasts <= maxDuration[this.vehicle])) return Infinity;
    const timed = cost + costPerTime[this.vehicle] * (lasts - this.now);
    return this.balanced ? this.withBalance(timed, lasts) : timed;
  }

  /** A cost by distance and time with what balance adds to it. */
  withBalance(cost: number, lasts: number): number {
    const { mean, now } = this;
    if (cost < this.least) this.least = cost;
    return cost + this.model.balance * (Math.max(0, lasts - mean) - Math.max(0, now - mean));
  }

  /** Notes a position for the judge if its bound is below the limit; both without the base. */
  offer(cost: number, limit: number, at: number, last: number, reload: number): void {
    const bound = cost - rounding * Math.abs(cost);
    if (bound < limit) this.candidates.add(bound + this.base, at, last, reload);
  }

  /** What the route costs more with the distance and duration of a trial. */
  ofTrial(distance: number, duration: number): number {
    const { state, vehicle, model } = this;
    const cost = model.costPerDistance[vehicle] * (distance - state.distance[vehicle]);
    return this.withTime(state.stops[vehicle] === 0 ? cost + model.fixedCost[vehicle] : cost, duration);
  }
}
