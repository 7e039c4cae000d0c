/** The cheapest place for a shipment with one visit, where sums of loads and single windows are all there is. */
import type { Blinks, Place } from './place.ts';
import type { Neighbours } from './neighbours.ts';
import type { Memory } from './memory.ts';
import type { State } from './state.ts';

/** Neighbours looked at. */
export const granularWidth = 40;
/** Without times the nearest are not always the fitting ones: more are looked at, as long as iterations are plenty. */
const widerWidth = 60;
const widerUntil = 900;

/** Looks at every position of every route, but only once as long as the route stays as it is. */
export function findInAll(state: State, s: number, place: Place, blinks: Blinks, memory: Memory): void {
  const { model, load, next, way, departs, begins, head, stamp } = state;
  const { used, usedCount } = state.roster;
  const {
    D,
    T,
    DC,
    TC,
    at,
    size,
    acrossD,
    alongD,
    acrossT,
    alongT,
    plain,
    first,
    amount,
    dimensions,
    kind,
    types,
    fits,
  } = model;
  const { typeOf, capacity, costPerDistance, slowness, earliest, latest, service, start0, end0 } = model;
  const { timed, detours } = model.features;
  const { stamps, costs, afters } = memory;
  const fast = plain && timed && !detours;
  const node = first[s];
  const here = at[node];
  const row = here * size;
  const columnD = here * acrossD;
  const columnT = here * acrossT;
  const from = earliest[node];
  const until = latest[node];
  const lasts = service[node];
  const amountHere = dimensions === 0 ? 0 : amount[s * dimensions];
  const fit = kind[s] * types;
  const remembered = s * memory.vehicles;
  let best = place.cost;
  let bestAfter = -1;
  let bestVehicle = -1;
  let blink = blinks.left;
  for (let k = 0; k < usedCount; k++) {
    const v = used[k];
    if (fits[fit + typeOf[v]] === 0 || (dimensions > 0 && load[v] + amountHere > capacity[v * dimensions])) continue;
    const slot = memory.vehicles === 0 ? 0 : remembered + v;
    if (stamps[slot] === stamp[v]) {
      const cost = costs[slot];
      if (cost >= best) continue;
      if (afters[slot] >= 0 && --blink !== 0) {
        best = cost;
        bestAfter = afters[slot];
        bestVehicle = v;
        continue;
      }
      // Only a bound is known, or the place is left out by chance: look again.
      if (blink === 0) {
        blink = blinks.next();
        if (memory.vehicles > 0) continue;
      }
    }
    const limit = best;
    let clear = true;
    const rate = costPerDistance[v];
    const slow = slowness[v];
    let after = head[v];
    if (fast) {
      let toward = D[row + at[after]];
      for (;;) {
        const arrival = departs[after] + toward * slow;
        if (arrival > until) break;
        const before = next[after];
        const onward = D[row + at[before]];
        const cost = rate * (toward + onward - way[after]);
        if (cost < best && (arrival > from ? arrival : from) + lasts + onward * slow <= begins[before]) {
          if (--blink === 0) {
            blink = blinks.next();
            clear = false;
          } else {
            best = cost;
            bestAfter = after;
            bestVehicle = v;
          }
        }
        if (before >= start0) break;
        after = before;
        toward = onward;
      }
    } else {
      const end = end0 + v;
      let there = at[after];
      let toward = DC[columnD + there * alongD];
      while (after !== end) {
        const before = next[after];
        const onward = D[row + at[before]];
        const cost = rate * (toward + onward - way[after]);
        if (timed) {
          const arrival = departs[after] + TC[columnT + there * alongT] * slow;
          if (arrival > until) {
            if (!detours) break;
          } else if (
            cost < best &&
            (arrival > from ? arrival : from) + lasts + T[row + at[before]] * slow <= begins[before]
          ) {
            if (--blink === 0) {
              blink = blinks.next();
              clear = false;
            } else {
              best = cost;
              bestAfter = after;
              bestVehicle = v;
            }
          }
        } else if (cost < best) {
          if (--blink === 0) {
            blink = blinks.next();
            clear = false;
          } else {
            best = cost;
            bestAfter = after;
            bestVehicle = v;
          }
        }
        after = before;
        there = at[before];
        toward = DC[columnD + there * alongD];
      }
    }
    if (clear && memory.vehicles > 0) {
      stamps[slot] = stamp[v];
      costs[slot] = best < limit ? best : limit;
      afters[slot] = best < limit ? bestAfter : -1;
    }
  }
  blinks.left = blink;
  if (bestVehicle >= 0) {
    place.cost = best;
    place.after = bestAfter;
    place.vehicle = bestVehicle;
  }
}

/** Looks beside the nearest neighbours only: for large problems. */
export function findNearby(
  state: State,
  s: number,
  place: Place,
  blinks: Blinks,
  { width, list, far }: Neighbours,
): void {
  const { model, load, next, prev, way, widest, departs, begins, head, routeOf } = state;
  const { D, T, DC, TC, at, size, acrossD, alongD, acrossT, alongT, first, amount, dimensions, kind, types, fits } =
    model;
  const { typeOf, capacity, costPerDistance, slowness, earliest, latest, service, start0 } = model;
  const { timed, committed } = model.features;
  const node = first[s];
  const here = at[node];
  const row = here * size;
  const columnD = here * acrossD;
  const columnT = here * acrossT;
  const from = earliest[node];
  const until = latest[node];
  const lasts = service[node];
  const amountHere = dimensions === 0 ? 0 : amount[s * dimensions];
  const fit = kind[s] * types;
  let best = place.cost;
  let bestAfter = -1;
  let bestVehicle = -1;
  let blink = blinks.left;
  const { leastRate } = model;
  const wanted = timed || model.visits > widerUntil ? granularWidth : widerWidth;
  for (let k = node * width, stop = k + Math.min(width, wanted); k < stop; k++) {
    const near = list[k];
    if (near < 0) break;
    // A gap whose nearer end this is cannot cost less; seen from its farther end it was looked at before.
    const twice = 2 * far[k];
    if (leastRate * (twice - widest[near]) >= best) continue;
    const v = routeOf[near];
    if (v < 0 || (dimensions > 0 && load[v] + amountHere > capacity[v * dimensions])) continue;
    const rate = costPerDistance[v];
    for (let side = 0; side < 2; side++) {
      // Once behind the neighbour, once before it.
      const after = side === 0 ? near : prev[near];
      const before = side === 0 ? next[near] : near;
      if (rate * (twice - way[after]) >= best && after < start0 && before < start0) continue;
      const there = at[after];
      const toward = DC[columnD + there * alongD];
      const onward = D[row + at[before]];
      const cost = rate * (toward + onward - way[after]);
      if (cost >= best) continue;
      if (timed) {
        const slow = slowness[v];
        const arrival = departs[after] + TC[columnT + there * alongT] * slow;
        if (arrival > until) continue;
        if ((arrival > from ? arrival : from) + lasts + T[row + at[before]] * slow > begins[before]) continue;
      }
      if (fits[fit + typeOf[v]] === 0) break;
      if (committed && isCommitted(before, head[v], state)) continue;
      if (--blink === 0) {
        blink = blinks.next();
        continue;
      }
      best = cost;
      bestAfter = after;
      bestVehicle = v;
    }
  }
  blinks.left = blink;
  if (bestVehicle >= 0) {
    place.cost = best;
    place.after = bestAfter;
    place.vehicle = bestVehicle;
  }
}

/** Whether a node is one of the committed visits that end at `head`. */
export function isCommitted(node: number, head: number, { prev, model }: State): boolean {
  for (let i = head; i < model.start0; i = prev[i]) if (i === node) return true;
  return false;
}

/** A vehicle that stands still: one of each type that fits. */
export function findIdle(state: State, s: number, place: Place): void {
  const { usedCount, mostUsed, idle, idleFrom, idleCount } = state.roster;
  if (usedCount >= mostUsed) return;
  const { model } = state;
  const {
    D,
    T,
    at,
    size,
    first,
    amount,
    dimensions,
    kind,
    types,
    fits,
    capacity,
    costPerDistance,
    fixedCost,
    slowness,
  } = model;
  const { earliest, latest, service, start0, end0 } = model;
  const node = first[s];
  const here = at[node];
  for (let type = 0; type < types; type++) {
    if (idleCount[type] === 0 || fits[kind[s] * types + type] === 0) continue;
    const v = idle[idleFrom[type] + idleCount[type] - 1];
    if (dimensions > 0 && amount[s * dimensions] > capacity[v * dimensions]) continue;
    const cost = fixedCost[v] + costPerDistance[v] * (D[at[start0 + v] * size + here] + D[here * size + at[end0 + v]]);
    if (cost >= place.cost) continue;
    const slow = slowness[v];
    const arrival = Math.max(earliest[start0 + v] + T[at[start0 + v] * size + here] * slow, earliest[node]);
    if (arrival > latest[node] || arrival + service[node] + T[here * size + at[end0 + v]] * slow > latest[end0 + v])
      continue;
    place.cost = cost;
    place.vehicle = v;
    place.after = start0 + v;
  }
}
