/** What the map page is given: a plan with everything it shows, and nothing else. */
import { namedVehicles } from '../evaluate/tour.ts';
import type { Plan, Route, Stop } from '../plan-types.ts';
import type { Problem, Shipment, Window } from '../problem.ts';
import { placesOf } from './places.ts';

export interface MapData {
  readonly title: string;
  /** `day`: seconds from midnight and metres; `epoch`: seconds from 1970, UTC; `none`: units unknown. */
  readonly clock: 'none' | 'day' | 'epoch';
  /** Points are longitude and latitude. */
  readonly geo: boolean;
  /** Points were made up from distances. */
  readonly drawn: boolean;
  readonly points: readonly (readonly [number, number])[];
  readonly totals: {
    readonly vehicles: number;
    readonly stops: number;
    readonly distance: number;
    readonly duration: number;
    readonly cost: number;
  };
  readonly routes: readonly MapRoute[];
  readonly left: readonly { readonly label: string; readonly at: number; readonly message: string }[];
  readonly starts: readonly number[];
}

interface MapRoute {
  readonly name: string;
  readonly distance: number;
  readonly duration: number;
  /** Share of the capacity in the fullest dimension at the fullest moment; null without a limit. */
  readonly fullest: number | null;
  readonly stops: readonly MapStop[];
}

interface MapStop {
  readonly kind: Stop['kind'];
  readonly label: string;
  /** In the order of the visits from 1; 0 for what is not a visit. */
  readonly number: number;
  readonly at: number;
  readonly arrival: number;
  readonly waiting: number;
  readonly departure: number;
  readonly distance: number;
  readonly load: readonly number[];
  /** Null for an end that is open. */
  readonly windows: readonly (readonly [number, number | null])[];
}

export interface Labels {
  readonly title: string;
  /** How a visit is called. */
  readonly visit: (shipment: string, kind: 'pickup' | 'delivery') => string;
  /** Benchmark files know neither seconds nor metres. */
  readonly clock: boolean;
}

type Shown = Pick<Plan, 'routes' | 'unassigned' | 'cost'>;

export function mapData(problem: Problem, plan: Shown, labels: Labels): MapData {
  const shipments = new Map(problem.shipments.map((shipment) => [shipment.id, shipment]));
  const vehicles = namedVehicles(problem.vehicles);
  const routes = plan.routes.map((route): MapRoute => ({
    name: route.vehicle,
    distance: route.distance,
    duration: route.duration,
    fullest: fullestOf(route, vehicles.get(route.vehicle)?.capacity ?? []),
    stops: stopsOf(route, shipments, labels),
  }));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const stops = sum(routes.map((route) => route.stops.filter(({ number }) => number > 0).length));
  const latest = Math.max(0, ...plan.routes.map((route) => route.stops.at(-1)?.departure ?? 0));
  return {
    title: labels.title,
    clock: labels.clock ? (latest > 1e8 ? 'epoch' : 'day') : 'none',
    ...placesOf(problem.travel),
    totals: {
      vehicles: routes.length,
      stops,
      distance: sum(routes.map(({ distance }) => distance)),
      duration: sum(routes.map(({ duration }) => duration)),
      cost: plan.cost.total,
    },
    routes,
    left: plan.unassigned.map(({ shipment, message }) => ({
      label: labelOf(shipments.get(shipment), labels),
      at: placeOf(shipments.get(shipment)),
      message,
    })),
    starts: [...new Set(problem.vehicles.flatMap(({ start, end }) => [start, end ?? start]))],
  };
}

function stopsOf(route: Route, shipments: ReadonlyMap<string, Shipment>, labels: Labels): MapStop[] {
  let number = 0;
  return route.stops.map((stop) => {
    const { kind, shipment, location, arrival, waiting, departure, distance, load } = stop;
    const common = { kind, at: location, arrival, waiting, departure, distance, load };
    if (shipment === null || (kind !== 'pickup' && kind !== 'delivery'))
      return { ...common, label: '', number: 0, windows: [] };
    const windows = shipments.get(shipment)?.[kind]?.windows ?? [];
    return { ...common, label: labels.visit(shipment, kind), number: ++number, windows: windows.map(withOpenEnd) };
  });
}

/** JSON has no `Infinity`. */
const withOpenEnd = ([from, until]: Window): readonly [number, number | null] => [
  from,
  until === Infinity ? null : until,
];

function fullestOf(route: Route, capacity: readonly number[]): number | null {
  const shares = capacity.flatMap((limit, dimension) =>
    limit === Infinity || limit <= 0 ? [] : [Math.max(...route.stops.map(({ load }) => load[dimension] ?? 0)) / limit],
  );
  return shares.length === 0 ? null : Math.max(...shares);
}

function labelOf(shipment: Shipment | undefined, labels: Labels): string {
  if (shipment === undefined) return '';
  const kinds = (['pickup', 'delivery'] as const).filter((kind) => shipment[kind] !== undefined);
  return [...new Set(kinds.map((kind) => labels.visit(shipment.id, kind)))].join(' → ');
}

const placeOf = (shipment: Shipment | undefined): number =>
  shipment?.delivery?.location ?? shipment?.pickup?.location ?? -1;
