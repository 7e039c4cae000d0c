/**
 * Routes as one list of numbers, which goes between threads without being copied: cloning ten thousand stops as objects
 * takes each side some twenty milliseconds.
 */
import type { Route, Stop } from '../plan-types.ts';

const kinds = ['start', 'pickup', 'delivery', 'reload', 'break', 'end'] as const;
const fieldsPerStop = 7;

export interface PackedRoutes {
  /** What routes have beside their stops. */
  readonly routes: readonly Omit<Route, 'stops'>[];
  /** How many stops each has, and how many dimensions their loads. */
  readonly counts: Int32Array;
  readonly dimensions: Int32Array;
  readonly numbers: Float64Array<ArrayBuffer>;
}

/** `packed`: the stops of each route, by `packStops`. */
export function packRoutes(routes: readonly Route[], packed: readonly Float64Array[]): PackedRoutes {
  const counts = Int32Array.from(routes, ({ stops }) => stops.length);
  const dimensions = Int32Array.from(routes, ({ stops }) => stops[0]?.load.length ?? 0);
  const numbers = new Float64Array(packed.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of packed) {
    numbers.set(part, at);
    at += part.length;
  }
  return { routes: routes.map(({ stops: _stops, ...rest }) => rest), counts, dimensions, numbers };
}

export function packStops({ stops }: Route, numberOf: ReadonlyMap<string, number>): Float64Array {
  const numbers = new Float64Array(stops.length * (fieldsPerStop + (stops[0]?.load.length ?? 0)));
  let at = 0;
  for (const { kind, shipment, location, arrival, waiting, departure, load, distance } of stops) {
    numbers[at++] = kinds.indexOf(kind);
    numbers[at++] = shipment === null ? -1 : (numberOf.get(shipment) ?? -1);
    numbers[at++] = location;
    numbers[at++] = arrival;
    numbers[at++] = waiting;
    numbers[at++] = departure;
    numbers[at++] = distance;
    for (const amount of load) numbers[at++] = amount;
  }
  return numbers;
}

/** `ids`: of the shipments, in the order of the problem. */
export function unpackRoutes({ routes, counts, dimensions, numbers }: PackedRoutes, ids: readonly string[]): Route[] {
  let at = 0;
  return routes.map((route, k): Route => {
    const stops: Stop[] = [];
    for (let left = counts[k]; left > 0; left--) {
      const load: number[] = [];
      for (let d = 0; d < dimensions[k]; d++) load.push(numbers[at + fieldsPerStop + d]);
      stops.push({
        kind: kinds[numbers[at]],
        shipment: ids[numbers[at + 1]] ?? null,
        location: numbers[at + 2],
        arrival: numbers[at + 3],
        waiting: numbers[at + 4],
        departure: numbers[at + 5],
        load,
        distance: numbers[at + 6],
      });
      at += fieldsPerStop + dimensions[k];
    }
    const { vehicle, distance, duration, cost } = route;
    return { vehicle, stops, distance, duration, cost };
  });
}
