/** Positions of a pickup and its delivery in one route: costs at once where the labels are exact, else bounds. */
import type { Blinks, Place } from './place.ts';
import type { RichCosts } from './place-rich-costs.ts';
import { hasRoom } from './place-rich-loads.ts';
import type { RouteLabels } from './route-labels.ts';
import { closesAt, readyAt, stride, wayAt } from './route-labels.ts';
import type { RouteOptions } from './route-options.ts';
import type { State } from './state.ts';

export class RichPair {
  private readonly state: State;
  private readonly costs: RichCosts;
  private readonly hasSetups: boolean;

  constructor(state: State, costs: RichCosts) {
    this.state = state;
    this.costs = costs;
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
    const { state, costs } = this;
    const { model } = state;
    const { D, DC, at, size, acrossD, alongD, first, mate, latest } = model;
    const { costPerDistance, costPerTime, maxDistance, dimensions } = model;
    const { detours } = model.features;
    const { nodes, places, numbers, count } = labels;
    const pickup = first[s];
    const delivery = mate[pickup];
    const pickupRow = at[pickup] * size;
    const deliveryRow = at[delivery] * size;
    const pickupColumn = at[pickup] * acrossD;
    const deliveryColumn = at[delivery] * acrossD;
    const between = D[pickupRow + at[delivery]];
    const rate = costPerDistance[v];
    const farthest = maxDistance[v] - state.distance[v] - costs.baseDistance;
    // Whether one stop more may save time that counts.
    const crooked = this.hasSetups || (detours && (costPerTime[v] > 0 || costs.balanced));
    const end = count - 1;
    let best = place.cost - costs.base;
    for (let k = labels.head; k < end; k++) {
      if (numbers[k * stride + readyAt] > latest[pickup]) break;
      const toward = DC[pickupColumn + places[k] * alongD];
      const together = toward + between + D[deliveryRow + places[k + 1]] - numbers[k * stride + wayAt];
      const detour = toward + D[pickupRow + places[k + 1]] - numbers[k * stride + wayAt];
      // Behind a reload, even a full trip has room.
      const full = dimensions > 0 && !hasRoom(state, s, v, nodes[k]);
      if (spare >= 0 && (full || crooked || detours)) {
        const row = at[spare] * size;
        const added = together - toward + D[places[k] * size + at[spare]] + D[row + at[pickup]];
        costs.offer(crooked ? -Infinity : rate * added, best, k, k, 1);
      }
      if (full || !(Math.min(together, detour) < Infinity)) continue;
      if (rate * together >= best && rate * detour >= best && !crooked && !detours) continue;
      labels.from(k);
      if (!labels.step(pickup)) {
        if (!detours) break;
        continue;
      }
      // The trial goes on behind the pickup; with the delivery in it, it is taken up there again.
      for (let last = k; last < end; last++) {
        const i = last * stride;
        if (last > k) {
          if (!labels.step(nodes[last]) || (dimensions > 0 && !hasRoom(state, s, v, nodes[last]))) break;
        }
        if (labels.ready > latest[delivery]) break;
        const added =
          last === k
            ? together
            : detour +
              DC[deliveryColumn + places[last] * alongD] +
              D[deliveryRow + places[last + 1]] -
              numbers[i + wayAt];
        let cost = rate * added;
        if ((cost < best || crooked) && added <= farthest) {
          const { place: here, ready, last: until, out, worked } = labels;
          if (labels.step(delivery)) {
            let lasts = labels.lastsWith(last + 1);
            if (options !== null && costs.withTime(cost, lasts) < best) {
              options.from(k);
              lasts = options.through(pickup, k, last, delivery) ? options.lastsWith(last + 1) : Infinity;
            }
            cost = costs.withTime(cost, lasts);
            if (cost < best) {
              if (--blinks.left === 0) blinks.left = blinks.next();
              else {
                best = cost;
                place.cost = best + costs.base;
                place.vehicle = v;
                place.after = nodes[k];
                place.mateAfter = last === k ? pickup : nodes[last];
                place.reload = 0;
              }
            }
          }
          labels.place = here;
          labels.ready = ready;
          labels.last = until;
          labels.out = out;
          labels.worked = worked;
        }
        // What follows is late with the pickup alone.
        if (last + 1 < end && labels.ready > numbers[i + stride + closesAt] && !detours) break;
      }
    }
  }
}
