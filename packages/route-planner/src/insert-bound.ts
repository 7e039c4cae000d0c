/** What a shipment adds to a tour at the least, by distances alone: tells which tours need not be looked into. */
import { exceeds } from './evaluate/tolerance.ts';
import type { Tour } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import type { Shipment } from './problem.ts';

/** At most the bound of any sound candidate. Infinity: there is none, for lack of room. */
export function leastBound(tour: Tour, shipment: Shipment, ways: Ways): number {
  const { pickup, delivery } = shipment;
  const first = pickup ?? delivery;
  if (first === undefined || lacksRoom(tour, shipment)) return Infinity;
  const { vehicle, calls } = tour;
  const { start, end = start, committed = [], costPerDistance = 1, fixedCost = 0, maxTrips = 1 } = vehicle;
  // The empty way of a vehicle that stands still is part of the detour but costs nothing.
  const base = calls.length === 0 ? fixedCost + costPerDistance * (end === null ? 0 : ways.distance(start, end)) : 0;
  const mayReload = maxTrips > 1 && calls.length > 0;
  const fromStart = mayReload ? ways.distance(start, first.location) : 0;
  const second = pickup !== undefined && delivery !== undefined ? delivery.location : null;
  const between = second === null ? 0 : ways.distance(first.location, second);
  let [least, leastOfSecond, together] = [Infinity, Infinity, Infinity];
  let here = start;
  for (let k = 0; k <= calls.length; k++) {
    const call = calls[k];
    const next = call === undefined ? end : isVisit(call) ? call.visit.location : start;
    if (k >= committed.length) {
      const straight = next === null ? 0 : ways.distance(here, next);
      const into = ways.distance(here, first.location);
      const detour = into + (next === null ? 0 : ways.distance(first.location, next)) - straight;
      if (!(detour >= least)) least = detour;
      if (mayReload && k > 0) {
        // Roads may be such that the way over the start is shorter.
        const reloaded = ways.distance(here, start) + fromStart - into + detour;
        if (!(reloaded >= together)) together = reloaded;
      }
      if (second !== null) {
        const onward = next === null ? 0 : ways.distance(second, next);
        const later = ways.distance(here, second) + onward - straight;
        const both = into + between + onward - straight;
        if (!(later >= leastOfSecond)) leastOfSecond = later;
        if (!(both >= together)) together = both;
      }
    }
    if (next !== null) here = next;
  }
  const added = Math.min(together, second === null ? least : least + leastOfSecond);
  const bound = base + costPerDistance * added;
  // The sums of a pair are made in another order than the candidates'. What is no number says nothing.
  return bound > -Infinity ? bound - (second === null ? 0 : 1e-9 * (1 + Math.abs(bound))) : -Infinity;
}

/** Goods from the start are on board at the start, goods for the end at the end, wherever the shipment is put. */
function lacksRoom({ vehicle, calls }: Tour, { pickup, delivery, amount = [] }: Shipment): boolean {
  const { capacity = [], maxTrips = 1 } = vehicle;
  if (maxTrips > 1 || (pickup !== undefined && delivery !== undefined)) return false;
  for (let dimension = 0; dimension < capacity.length; dimension++) {
    let sum = 0;
    for (const call of calls) {
      if (!isVisit(call)) return false;
      const { shipment } = call;
      if ((pickup === undefined ? shipment.pickup : shipment.delivery) === undefined)
        sum += shipment.amount?.[dimension] ?? 0;
    }
    if (exceeds(sum + (amount[dimension] ?? 0), capacity[dimension] ?? Infinity)) return true;
  }
  return false;
}
