/**
 * Writes plans down as `evaluate` would, route by route, and remembers the routes: followed while the search goes on,
 * most of them are the same when it ends, and the plan comes in time also where it has thousands of stops.
 */
import { sum, totalCost, withBalance } from '../evaluate/costs.ts';
import { followTour } from '../evaluate/follow.ts';
import type { Call, Tour } from '../evaluate/tour.ts';
import type { Ways } from '../evaluate/ways.ts';
import { waysOf } from '../evaluate/ways.ts';
import type { Plan, Route } from '../plan-types.ts';
import type { Problem, Shipment } from '../problem.ts';
import type { Model } from '../solver/model.ts';
import type { PackedRoutes } from './packed-routes.ts';
import { packRoutes, packStops } from './packed-routes.ts';

interface Entry {
  /** From the first stop on; the rest of the list is not in use. */
  readonly nodes: Int32Array;
  readonly tour: Tour;
  /** Null: a route without a visit. */
  readonly route: Route | null;
  readonly packed: Float64Array;
}

export interface Written extends Pick<Plan, 'cost'> {
  readonly tours: readonly Tour[];
  readonly packed: PackedRoutes;
  readonly unassigned: readonly Shipment[];
}

const reload: Call = { kind: 'reload' };

export class PlanWriter {
  private readonly problem: Problem;
  private readonly model: Model;
  private readonly ways: Ways;
  /** Of each shipment, its place in the problem. */
  private readonly numberOf: ReadonlyMap<string, number>;
  private readonly entries: (Entry | null)[];

  constructor(problem: Problem, model: Model) {
    this.problem = problem;
    this.model = model;
    this.ways = waysOf(problem.travel);
    this.numberOf = new Map(problem.shipments.map(({ id }, s) => [id, s]));
    this.entries = Array.from({ length: model.vehicles }, () => null);
  }

  /** Follows the routes of these chains that have changed. False: `isOver` said so before all were. */
  follow(next: Int32Array, isOver: () => boolean): boolean {
    const { vehicles } = this.model;
    for (let v = 0; v < vehicles; v++) {
      if (this.isKnown(v, next)) continue;
      if (isOver()) return false;
      this.entries[v] = this.read(v, next);
    }
    return true;
  }

  write(next: Int32Array): Written {
    this.follow(next, () => false);
    const { problem, model, entries } = this;
    const driven = entries.filter((entry) => entry !== null).filter(({ route }) => route !== null);
    const routes = driven.flatMap(({ route }) => (route === null ? [] : [route]));
    const served = new Uint8Array(model.shipments);
    for (const { nodes } of driven)
      for (const node of nodes) if (node < model.visits) served[model.shipmentOf[node]] = 1;
    const unassigned = problem.shipments.filter((_, s) => served[s] === 0);
    const balanced = withBalance(routes, problem.objective?.balance ?? 0);
    const penalties = sum(unassigned.map(({ penalty = 0 }) => penalty));
    const costs = balanced.map(({ cost }) => cost);
    return {
      packed: packRoutes(
        balanced,
        driven.map(({ packed }) => packed),
      ),
      cost: totalCost(costs, penalties),
      tours: driven.map(({ tour }) => tour),
      unassigned,
    };
  }

  private isKnown(v: number, next: Int32Array): boolean {
    const { start0, end0 } = this.model;
    const entry = this.entries[v];
    let i = next[start0 + v];
    if (entry === null) return i >= end0;
    for (const node of entry.nodes) {
      if (i !== node) return false;
      i = next[i];
    }
    return i >= end0;
  }

  private read(v: number, next: Int32Array): Entry {
    const { problem, model, ways } = this;
    const { start0, end0, visits, shipmentOf, mate, names, origins } = model;
    const nodes: number[] = [];
    for (let i = next[start0 + v]; i < end0; i = next[i]) nodes.push(i);
    const calls = nodes.map((node): Call => {
      if (node >= visits) return reload;
      const shipment = problem.shipments[shipmentOf[node]];
      const { pickup, delivery } = shipment;
      if (pickup !== undefined && (delivery === undefined || mate[node] > node))
        return { kind: 'pickup', shipment, visit: pickup };
      if (delivery === undefined) throw new Error(`${shipment.id} has neither pickup nor delivery`);
      return { kind: 'delivery', shipment, visit: delivery };
    });
    const tour: Tour = { name: names[v], vehicle: problem.vehicles[origins[v]], calls };
    const isRoute = nodes.some((node) => node < visits);
    const route = isRoute ? followTour(tour, ways).route : null;
    const packed = route === null ? new Float64Array(0) : packStops(route, this.numberOf);
    return { nodes: Int32Array.from(nodes), tour, route, packed };
  }
}
