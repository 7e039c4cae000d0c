/** Whether what is on board leaves room for one shipment more. */
import type { Model } from './model.ts';
import type { RouteLabels } from './route-labels.ts';
import type { State } from './state.ts';

/** Whether all goods are brought, or all are collected: then sums of each trip tell what a reload does. */
export function allOneWay({ origin }: Model): boolean {
  return origin.every((way) => way === origin[0]) && origin[0] !== 0;
}

/** Whether a shipment is too much for a route wherever it goes in it. For routes of one trip. */
export function overloads(state: State, s: number, v: number): boolean {
  const { dimensions, amount, capacity, origin, start0, end0 } = state.model;
  const { mostBefore, mostAfter, load, prev } = state;
  const way = origin[s];
  for (let k = 0; k < dimensions; k++) {
    const room = capacity[v * dimensions + k] - amount[s * dimensions + k];
    if (mostBefore.length === 0) {
      if (load[v] > room) return true;
      // What is brought is on board at the start in any case, what is collected at the end.
    } else if (way === 1) {
      if (mostBefore[(start0 + v) * dimensions + k] > room) return true;
    } else if (way === -1) {
      if (mostAfter[prev[end0 + v] * dimensions + k] > room) return true;
    } else if (room < 0) return true;
  }
  return false;
}

/** Whether there is room behind a node; for a pair, while it goes on board there. */
export function hasRoom(state: State, s: number, v: number, after: number): boolean {
  const { dimensions, amount, capacity, origin } = state.model;
  const { onBoard, mostBefore, mostAfter } = state;
  const most = origin[s] === 1 ? mostBefore : origin[s] === -1 ? mostAfter : onBoard;
  for (let k = 0; k < dimensions; k++)
    if (most[after * dimensions + k] > capacity[v * dimensions + k] - amount[s * dimensions + k]) return false;
  return true;
}

/** Whether a trip has room for the shipment (0), or would with a reload before it (1) or behind it (2). */
export function tripHasRoom(
  model: Model,
  s: number,
  v: number,
  { inTrip, soFar }: RouteLabels,
  position: number,
  reload: number,
): boolean {
  const { dimensions, amount, capacity } = model;
  for (let k = 0; k < dimensions; k++) {
    const room = capacity[v * dimensions + k] - amount[s * dimensions + k];
    const index = position * dimensions + k;
    const other = reload === 0 ? inTrip[index] : reload === 1 ? inTrip[index] - soFar[index] : soFar[index];
    if (other > room) return false;
  }
  return true;
}
