/** Arbitrary small problems with every feature mixed, for property tests. */
import fc from 'fast-check';
import type { Problem, Shipment, Vehicle, Visit, Window } from '../problem.ts';

const optional = <T>(arbitrary: fc.Arbitrary<T>, weight = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: weight });

const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const windowWithin = (from: number, until: number, shortest: number): fc.Arbitrary<Window> =>
  fc
    .tuple(whole(from, until - shortest), whole(shortest, until - from))
    .map(([begin, length]) => [begin, Math.min(until, begin + length)]);

function visitOf(places: number): fc.Arbitrary<Visit> {
  const windows = fc.oneof(
    fc.constant<Window[] | undefined>(undefined),
    windowWithin(0, 300, 20).map((window) => [window]),
    fc.tuple(windowWithin(0, 120, 10), windowWithin(130, 300, 10)).map((pair) => [...pair]),
  );
  return fc
    .record({
      location: whole(0, places - 1),
      windows,
      service: optional(whole(0, 10)),
      setup: optional(whole(1, 8), 3),
    })
    .map(dropUndefined);
}

function shipmentOf(places: number): fc.Arbitrary<Omit<Shipment, 'id'>> {
  const visit = visitOf(places);
  const visits = fc.oneof(
    fc.record({ delivery: visit }),
    fc.record({ pickup: visit }),
    fc.record({ pickup: visit, delivery: visit }),
  );
  return fc
    .tuple(
      visits,
      fc.record({
        amount: optional(fc.tuple(whole(0, 5), whole(0, 3)), 4),
        skills: optional(fc.subarray(['cold', 'lift']), 4),
        priority: optional(fc.constantFrom(1, 5), 3),
        penalty: optional(whole(5, 120), 4),
        vehicles: optional(fc.constantFrom(['a'], ['b'], ['a', 'b']), 5),
      }),
    )
    .map(([places, rest]) => dropUndefined({ ...places, ...rest }));
}

function vehicleOf(places: number): fc.Arbitrary<Omit<Vehicle, 'id'>> {
  return fc
    .record({
      count: optional(whole(1, 3)),
      start: whole(0, places - 1),
      end: optional(fc.option(whole(0, places - 1), { nil: null })),
      capacity: optional(fc.tuple(whole(4, 10), whole(3, 8)), 4),
      skills: optional(fc.subarray(['cold', 'lift'])),
      shift: optional(windowWithin(0, 400, 150)),
      breaks: optional(
        windowWithin(50, 250, 30).map((window) => [{ window, duration: 15 }]),
        3,
      ),
      fixedCost: optional(whole(0, 80)),
      costPerDistance: optional(fc.constantFrom(0.5, 1, 2)),
      costPerTime: optional(fc.constantFrom(0.3, 1), 3),
      speedFactor: optional(fc.constantFrom(0.8, 1.25), 3),
      maxDistance: optional(whole(80, 300), 4),
      maxDuration: optional(whole(80, 300), 4),
      maxStops: optional(whole(1, 6), 4),
      maxTrips: optional(whole(2, 3), 3),
      reloadDuration: optional(whole(0, 10)),
    })
    .map(dropUndefined);
}

/** Matrices with detours, ways that differ by direction, and now and then no way at all. */
function matrixOf(places: number): fc.Arbitrary<Problem['travel']> {
  const entries = fc.array(
    fc.oneof({ weight: 30, arbitrary: whole(1, 60) }, { weight: 1, arbitrary: fc.constant(-1) }),
    {
      minLength: places * places,
      maxLength: places * places,
    },
  );
  return fc
    .tuple(entries, optional(entries))
    .map(([distances, durations]) => dropUndefined({ kind: 'matrix' as const, size: places, distances, durations }));
}

function planeOf(places: number): fc.Arbitrary<Problem['travel']> {
  const point = fc.record({ x: whole(0, 40), y: whole(0, 40) });
  return fc.array(point, { minLength: places, maxLength: places }).map((points) => ({ kind: 'plane', points }));
}

export function arbitraryProblem(mostShipments: number): fc.Arbitrary<Problem> {
  return whole(3, 8).chain((places) =>
    fc
      .record({
        travel: fc.oneof(planeOf(places), matrixOf(places)),
        vehicles: fc.tuple(vehicleOf(places), optional(vehicleOf(places))).map(([a, b]): Vehicle[] => [
          { id: 'a', ...a },
          { id: 'b', ...(b ?? a) },
        ]),
        shipments: fc
          .array(shipmentOf(places), { minLength: 1, maxLength: mostShipments })
          .map((list) => list.map((shipment, k) => ({ id: `s${k}`, ...shipment }))),
        objective: optional(
          fc.record({
            minimise: fc.constantFrom('cost' as const, 'vehicles' as const),
            balance: fc.constantFrom(0, 0, 0.5),
          }),
        ),
      })
      .map(dropUndefined),
  );
}

/** Optional fields are left out rather than undefined, as the types want it. */
function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  // Only fields without a value went.
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
