/** The cheapest place for a pickup with its delivery, where one-dimensional loads and single windows are all there is. */
import type { Memory } from './memory.ts';
import type { Neighbours } from './neighbours.ts';
import type { Blinks, Place } from './place.ts';
import type { State } from './state.ts';

/** Looks at all routes. */
export function findPairInAll(state: State, s: number, place: Place, blinks: Blinks, memory: Memory): void {
  const { used, usedCount } = state.roster;
  for (let k = 0; k < usedCount; k++) recallPair(state, s, used[k], place, blinks, memory);
}

/** Looks at a route only if it has changed since the last time, or if only a bound is known that no longer suffices. */
function recallPair(state: State, s: number, v: number, place: Place, blinks: Blinks, memory: Memory): void {
  const { vehicles, stamps, costs, afters, seconds } = memory;
  if (vehicles === 0) {
    findPairInRoute(state, s, v, place, blinks);
    return;
  }
  const slot = s * vehicles + v;
  if (stamps[slot] === state.stamp[v]) {
    if (costs[slot] >= place.cost) return;
    if (afters[slot] >= 0) {
      if (--blinks.left === 0) {
        blinks.left = blinks.next();
        return;
      }
      place.cost = costs[slot];
      place.vehicle = v;
      place.after = afters[slot];
      place.mateAfter = seconds[slot];
      return;
    }
  }
  const limit = place.cost;
  const blinked = blinks.drawn;
  findPairInRoute(state, s, v, place, blinks);
  if (blinks.drawn !== blinked) return;
  stamps[slot] = state.stamp[v];
  costs[slot] = place.cost;
  const found = place.cost < limit;
  afters[slot] = found ? place.after : -1;
  seconds[slot] = found ? place.mateAfter : -1;
}

/** Looks at the routes that pass near the pickup or the delivery: for large problems. */
export function findPairNearby(
  state: State,
  s: number,
  place: Place,
  blinks: Blinks,
  nearest: Neighbours,
  seen: Int32Array,
  turn: number,
  memory: Memory,
): void {
  const { model, routeOf } = state;
  const { width, list } = nearest;
  const pickup = model.first[s];
  const delivery = model.mate[pickup];
  for (let k = 0; k < width; k++) {
    for (let half = 0; half < 2; half++) {
      const v = routeOf[list[(half === 0 ? pickup : delivery) * width + k]];
      if (v < 0 || seen[v] === turn) continue;
      seen[v] = turn;
      recallPair(state, s, v, place, blinks, memory);
    }
  }
}

/**
 * For each position from the head on, what the delivery alone adds at the least there or further on; its pickup before
 * it can only make it dearer and later, as long as roads make no detours.
 */
function boundDeliveries(state: State, delivery: number, v: number): Float64Array {
  const { model, next, way, departs, begins, head, bounds } = state;
  const { D, T, DC, TC, at, size, acrossD, alongD, acrossT, alongT, earliest, latest, service, slowness, end0 } = model;
  const { timed } = model.features;
  const here = at[delivery];
  const row = here * size;
  const columnD = here * acrossD;
  const columnT = here * acrossT;
  const from = earliest[delivery];
  const until = latest[delivery];
  const lasts = service[delivery];
  const slow = slowness[v];
  const end = end0 + v;
  let count = 0;
  for (let after = head[v]; after !== end; count++) {
    const there = at[after];
    const before = next[after];
    let cost = DC[columnD + there * alongD] + D[row + at[before]] - way[after];
    if (timed) {
      const arrival = departs[after] + TC[columnT + there * alongT] * slow;
      if (arrival > until) break;
      if ((arrival > from ? arrival : from) + lasts + T[row + at[before]] * slow > begins[before]) cost = Infinity;
    }
    bounds[count] = cost;
    after = before;
  }
  // Behind the last position, and where the delivery would be late: no place at all.
  bounds[count] = bounds[count + 1] = Infinity;
  for (let k = count - 1; k >= 0; k--) if (bounds[k + 1] < bounds[k]) bounds[k] = bounds[k + 1];
  return bounds;
}

export function findPairInRoute(state: State, s: number, v: number, place: Place, blinks: Blinks): void {
  const { model, next, way, departs, begins, onBoard, head } = state;
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
    mate,
    amount,
    dimensions,
    kind,
    types,
    fits,
  } = model;
  const { typeOf, capacity, costPerDistance, slowness, earliest, latest, service, end0 } = model;
  const { timed, detours } = model.features;
  if (fits[kind[s] * types + typeOf[v]] === 0) return;
  const pickup = first[s];
  const delivery = mate[pickup];
  const pickupAt = at[pickup];
  const deliveryAt = at[delivery];
  const pickupRow = pickupAt * size;
  const deliveryRow = deliveryAt * size;
  const pickupDC = pickupAt * acrossD;
  const pickupTC = pickupAt * acrossT;
  const deliveryDC = deliveryAt * acrossD;
  const deliveryTC = deliveryAt * acrossT;
  const pickupUntil = latest[pickup];
  const deliveryUntil = latest[delivery];
  const deliveryFrom = earliest[delivery];
  const loaded = dimensions > 0;
  const room = loaded ? capacity[v * dimensions] - amount[s * dimensions] : 0;
  const rate = costPerDistance[v];
  const slow = slowness[v];
  const between = D[pickupRow + deliveryAt];
  const betweenTime = T[pickupRow + deliveryAt] * slow;
  const end = end0 + v;
  let best = place.cost / rate;
  const bounds = detours ? null : boundDeliveries(state, delivery, v);
  if (bounds !== null && bounds[0] >= best) return;
  let blink = blinks.left;
  let position = -1;
  for (let after = head[v]; after !== end; after = next[after]) {
    position++;
    if (bounds !== null && bounds[position] >= best) break;
    const there = at[after];
    let time = 0;
    if (timed) {
      time = departs[after] + TC[pickupTC + there * alongT] * slow;
      if (time > pickupUntil) {
        if (detours) continue;
        break;
      }
      if (time < earliest[pickup]) time = earliest[pickup];
      time += service[pickup];
    }
    if (loaded && onBoard[after] > room) continue;
    const before = next[after];
    const beforeAt = at[before];
    const toward = DC[pickupDC + there * alongD];
    // The delivery at once.
    const together = toward + between + D[deliveryRow + beforeAt] - way[after];
    if (together < best) {
      let sound = true;
      if (timed) {
        const arrival = time + betweenTime;
        sound =
          arrival <= deliveryUntil &&
          (arrival > deliveryFrom ? arrival : deliveryFrom) + service[delivery] + T[deliveryRow + beforeAt] * slow <=
            begins[before];
      }
      if (sound) {
        if (--blink === 0) blink = blinks.next();
        else {
          best = together;
          place.cost = together * rate;
          place.vehicle = v;
          place.after = after;
          place.mateAfter = pickup;
        }
      }
    }
    // The delivery later: the pickup is paid for already, and the rest of the route waits for it.
    const detour = toward + D[pickupRow + beforeAt] - way[after];
    if (bounds !== null && detour + bounds[position + 1] >= best) continue;
    if (timed) time += T[pickupRow + beforeAt] * slow;
    for (let i = before; i !== end; i = next[i]) {
      if (timed) {
        if (time > begins[i]) break;
        if (time < earliest[i]) time = earliest[i];
        time += service[i];
      }
      if (loaded && onBoard[i] > room) break;
      const iAt = at[i];
      const following = next[i];
      const followingAt = at[following];
      const cost = detour + DC[deliveryDC + iAt * alongD] + D[deliveryRow + followingAt] - way[i];
      if (timed) {
        const arrival = time + TC[deliveryTC + iAt * alongT] * slow;
        if (arrival > deliveryUntil && !detours) break;
        if (cost < best && arrival <= deliveryUntil) {
          const done = (arrival > deliveryFrom ? arrival : deliveryFrom) + service[delivery];
          if (done + T[deliveryRow + followingAt] * slow <= begins[following]) {
            if (--blink === 0) blink = blinks.next();
            else {
              best = cost;
              place.cost = cost * rate;
              place.vehicle = v;
              place.after = after;
              place.mateAfter = i;
            }
          }
        }
        time += (plain ? way[i] : T[iAt * size + followingAt]) * slow;
      } else if (cost < best) {
        if (--blink === 0) blink = blinks.next();
        else {
          best = cost;
          place.cost = cost * rate;
          place.vehicle = v;
          place.after = after;
          place.mateAfter = i;
        }
      }
    }
  }
  blinks.left = blink;
}

/** A vehicle that stands still: one of each type that fits. */
export function findIdleForPair(state: State, s: number, place: Place): void {
  const { usedCount, mostUsed, idle, idleFrom, idleCount } = state.roster;
  if (usedCount >= mostUsed) return;
  const { model } = state;
  const {
    D,
    T,
    at,
    size,
    first,
    mate,
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
  const pickup = first[s];
  const delivery = mate[pickup];
  const pickupAt = at[pickup];
  const deliveryAt = at[delivery];
  for (let type = 0; type < types; type++) {
    if (idleCount[type] === 0 || fits[kind[s] * types + type] === 0) continue;
    const v = idle[idleFrom[type] + idleCount[type] - 1];
    if (dimensions > 0 && amount[s * dimensions] > capacity[v * dimensions]) continue;
    const [startAt, endAt] = [at[start0 + v], at[end0 + v]];
    const distance = D[startAt * size + pickupAt] + D[pickupAt * size + deliveryAt] + D[deliveryAt * size + endAt];
    const cost = fixedCost[v] + costPerDistance[v] * distance;
    if (cost >= place.cost) continue;
    const slow = slowness[v];
    let time = Math.max(earliest[start0 + v] + T[startAt * size + pickupAt] * slow, earliest[pickup]);
    if (time > latest[pickup]) continue;
    time = Math.max(time + service[pickup] + T[pickupAt * size + deliveryAt] * slow, earliest[delivery]);
    if (time > latest[delivery] || time + service[delivery] + T[deliveryAt * size + endAt] * slow > latest[end0 + v])
      continue;
    place.cost = cost;
    place.vehicle = v;
    place.after = start0 + v;
    place.mateAfter = pickup;
  }
}
