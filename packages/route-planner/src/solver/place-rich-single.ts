/** Positions of one visit in one route: costs at once where the labels are exact, else bounds for the judge. */
import type { Blinks, Place } from './place.ts';
import type { RichCosts } from './place-rich-costs.ts';
import { allOneWay, hasRoom, tripHasRoom } from './place-rich-loads.ts';
import type { RouteLabels } from './route-labels.ts';
import { closesAt, driveAt, lastAt, opensAt, outAt, readyAt, restAt, stride, wayAt } from './route-labels.ts';
import type { RouteOptions } from './route-options.ts';
import type { State } from './state.ts';

export class RichSingle {
  private readonly state: State;
  private readonly costs: RichCosts;
  private readonly oneWay: boolean;
  private readonly hasSetups: boolean;

  constructor(state: State, costs: RichCosts) {
    this.state = state;
    this.costs = costs;
    this.oneWay = allOneWay(state.model);
    this.hasSetups = state.model.setup.some((time) => time > 0);
  }

  /** `spare`: a reload the vehicle may still make, or -1. */
  find(
    s: number,
    v: number,
    spare: number,
    labels: RouteLabels,
    options: RouteOptions | null,
    place: Place,
    blinks: Blinks,
  ): void {
    const { state, costs, hasSetups } = this;
    const { model } = state;
    const { D, T, DC, TC, at, size, acrossD, alongD, acrossT, alongT, first, earliest, latest, service, setup } = model;
    const { costPerDistance, costPerTime, slowness, maxDistance, maxDuration, trips } = model;
    const { detours } = model.features;
    const { nodes, places, numbers, count } = labels;
    const { base, now, timeless, balanced } = costs;
    const node = first[s];
    const here = at[node];
    const row = here * size;
    const columnD = here * acrossD;
    const columnT = here * acrossT;
    const from = earliest[node];
    const until = latest[node];
    const lasts = service[node];
    const rate = costPerDistance[v];
    const hourly = costPerTime[v];
    const slow = slowness[v];
    const farthest = maxDistance[v] - state.distance[v] - costs.baseDistance;
    const longest = maxDuration[v];
    const exact = options === null;
    // Whether a way over a third place may take less time, where that counts.
    const crooked = detours && (hourly > 0 || balanced);
    const roomy = this.oneWay && trips[v] === 1;
    const depot = spare >= 0 ? at[spare] : -1;
    let best = place.cost - base;
    let bestAt = -1;
    let blink = blinks.left;
    const end = count - 1;
    for (let k = labels.head, i = k * stride; k < end; k++, i += stride) {
      const j = i + stride;
      if (!timeless) {
        if (numbers[i + readyAt] > until) break;
        if (numbers[j + closesAt] < from) continue;
      }
      const there = places[k];
      const onwardAt = places[k + 1];
      const onward = D[row + onwardAt];
      const added = DC[columnD + there * alongD] + onward - numbers[i + wayAt];
      let cost = rate * added;
      // No time is saved by one stop more, except the set-up of the next one at the same place.
      const saves = hasSetups && (here === onwardAt || (spare >= 0 && (here === depot || onwardAt === depot)));
      if (
        cost >= best &&
        !saves &&
        (!crooked || TC[columnT + there * alongT] * slow + T[row + onwardAt] * slow + lasts >= numbers[i + driveAt]) &&
        (!detours || spare < 0)
      )
        continue;
      const full = !roomy && !this.fits(s, v, k, labels);
      // Where there is room, a reload is only a detour, unless that pays.
      if (spare >= 0 && (full || detours || saves)) this.offerReloads(s, v, k, spare, labels, best);
      if (full || !(added <= farthest)) continue;
      if (!timeless) {
        let out = 0;
        if (exact && !(hasSetups && this.movesSetup(labels, k, here))) {
          const drive = TC[columnT + there * alongT] * slow;
          let ready = numbers[i + readyAt] + drive;
          if (ready > until) {
            if (detours) continue;
            break;
          }
          const takes = T[row + onwardAt] * slow + (here === there ? lasts : lasts + setup[node]);
          let last = numbers[i + lastAt] + drive;
          out = numbers[i + outAt] + drive + takes + numbers[j + restAt];
          if (last < from) {
            out += from - last;
            ready = last = from;
          } else {
            if (ready < from) ready = from;
            if (last > until) last = until;
          }
          if (!(ready + takes <= numbers[j + closesAt])) continue;
          const wait = numbers[j + opensAt] - last - takes;
          if (wait > 0) out += wait;
        } else {
          labels.from(k);
          if (!labels.step(node)) {
            if (detours) continue;
            break;
          }
          out = labels.lastsWith(k + 1);
          if (options !== null && costs.withTime(cost, out) < best) {
            options.from(k);
            out = options.step(node) ? options.lastsWith(k + 1) : Infinity;
          }
        }
        if (!(out <= longest)) continue;
        cost += hourly * (out - now);
        if (balanced) cost = costs.withBalance(cost, out);
      }
      if (!(cost < best)) continue;
      if (--blink === 0) blink = blinks.next();
      else {
        best = cost;
        bestAt = k;
      }
    }
    blinks.left = blink;
    if (bestAt < 0) return;
    place.cost = best + base;
    place.vehicle = v;
    place.after = nodes[bestAt];
    place.mateAfter = -1;
    place.reload = 0;
  }

  private fits(s: number, v: number, k: number, labels: RouteLabels): boolean {
    const { state, oneWay } = this;
    return oneWay ? tripHasRoom(state.model, s, v, labels, k, 0) : hasRoom(state, s, v, labels.nodes[k]);
  }

  /** Whether the next stop begins or ceases to need its set-up. */
  private movesSetup({ nodes, places }: RouteLabels, k: number, here: number): boolean {
    const { setup, start0 } = this.state.model;
    const next = nodes[k + 1];
    return next < start0 && setup[next] > 0 && (here === places[k + 1]) !== (places[k] === places[k + 1]);
  }

  /** A reload before (1) or behind (2) the visit, where the trip is too full without one. */
  private offerReloads(s: number, v: number, k: number, spare: number, labels: RouteLabels, limit: number): void {
    const { state, costs, oneWay } = this;
    const { model } = state;
    const { D, at, size, costPerDistance, maxDistance } = model;
    const { places, numbers } = labels;
    const node = model.first[s];
    for (let reload = 1; reload <= 2; reload++) {
      if (oneWay && !tripHasRoom(model, s, v, labels, k, reload)) continue;
      const one = reload === 1 ? spare : node;
      const two = reload === 1 ? node : spare;
      const added =
        D[places[k] * size + at[one]] +
        D[at[one] * size + at[two]] +
        D[at[two] * size + places[k + 1]] -
        numbers[k * stride + wayAt];
      const cost = costPerDistance[v] * added;
      if (!(cost < limit) || state.distance[v] + added > maxDistance[v]) continue;
      labels.from(k);
      if (labels.step(one) && labels.step(two))
        costs.offer(costs.withTime(cost, labels.lastsWith(k + 1)), limit, k, -1, reload);
    }
  }
}
