/** Routes by name into chains of nodes and back. */
import type { RouteRef } from '../plan-types.ts';
import type { Problem, StopRef } from '../problem.ts';
import type { Model } from './model.ts';
import type { State } from './state.ts';

export function toRoutes({ shipments }: Problem, state: State): RouteRef[] {
  const { model, next } = state;
  const routes: RouteRef[] = [];
  for (let v = 0; v < model.vehicles; v++) {
    if (state.stops[v] === 0) continue;
    const stops: (StopRef | 'reload')[] = [];
    for (let i = next[model.start0 + v]; i < model.end0; i = next[i]) {
      if (i >= model.visits) stops.push('reload');
      else {
        const s = model.shipmentOf[i];
        const isPickup = model.origin[s] === -1 || (model.origin[s] === 0 && model.mate[i] > i);
        stops.push({ shipment: shipments[s].id, visit: isPickup ? 'pickup' : 'delivery' });
      }
    }
    routes.push({ vehicle: model.names[v], stops });
  }
  return routes;
}

/**
 * Loads routes into a state as far as they are possible: a shipment that is unknown, there twice, without its other half,
 * or whose route breaks a constraint is left out, for the search to put back.
 */
export function startFrom(routes: readonly RouteRef[], { shipments }: Problem, state: State): void {
  const { model } = state;
  const numbers = new Map(shipments.map(({ id }, s) => [id, s]));
  const vehicles = new Map(model.names.map((name, v) => [name, v]));
  state.clear();
  for (const route of routes) {
    const v = vehicles.get(route.vehicle);
    if (v === undefined || state.stops[v] > state.model.committed[v].length) continue;
    const nodes = route.stops.flatMap((stop) => nodeOf(stop, model, numbers, state));
    const whole = nodes.filter((i) => i < 0 || model.mate[i] < 0 || nodes.includes(model.mate[i]));
    let spare = model.reload0[v];
    for (const i of whole) {
      const s = i < 0 ? -1 : model.shipmentOf[i];
      if (i < 0) {
        if (state.stops[v] > 0 && spare < model.reload0[v] + model.trips[v] - 1)
          state.link(spare++, state.prev[model.end0 + v]);
      } else if (state.routeOf[i] < 0 && model.fits[model.kind[s] * model.types + model.typeOf[v]] === 1)
        state.link(i, state.prev[model.end0 + v]);
    }
    for (const i of whole) {
      if (i < 0 || state.routeOf[i] < 0) continue;
      const s = model.shipmentOf[i];
      const other = model.mate[i];
      if (state.absentAt[s] < 0) continue;
      if (other >= 0 && state.routeOf[other] < 0) state.unlink(i);
      else state.markPresent(s);
    }
    cutBack(state, v);
  }
  state.recount();
  state.commit();
}

function nodeOf(stop: StopRef | 'reload', model: Model, numbers: ReadonlyMap<string, number>, state: State): number[] {
  if (stop === 'reload') return [-1];
  const s = numbers.get(stop.shipment);
  if (s === undefined || state.absentAt[s] < 0) return [];
  const node = model.first[s];
  if (model.mate[node] < 0) return [node];
  return [stop.visit === 'pickup' ? node : model.mate[node]];
}

/** Takes shipments out from the end until the route keeps every constraint. */
function cutBack(state: State, v: number): void {
  const { model } = state;
  while (!isSound(state, v)) {
    let last = state.prev[model.end0 + v];
    while (last >= model.visits && last < model.start0) {
      const before = state.prev[last];
      state.unlink(last);
      last = before;
    }
    if (last === state.head[v] || last >= model.start0) return;
    const s = model.shipmentOf[last];
    if (model.committed[v].includes(model.first[s])) return;
    state.remove(s);
  }
}

function isSound(state: State, v: number): boolean {
  if (state.stops[v] === 0) return true;
  const nodes = new Int32Array(state.model.nodes);
  const sound = state.relabel(v);
  if (!sound) return false;
  const seen = new Set<number>();
  for (let i = state.next[state.model.start0 + v]; i < state.model.end0; i = state.next[i]) {
    // A delivery before its pickup.
    if (i < state.model.visits && state.model.mate[i] >= 0 && state.model.mate[i] < i && !seen.has(state.model.mate[i]))
      return false;
    seen.add(i);
  }
  return state.measure.keepsAll(v, nodes, state.nodesOf(v, nodes));
}
