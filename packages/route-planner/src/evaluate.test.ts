import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from './evaluate.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { RouteRef, Violation } from './plan-types.ts';
import type { Problem, Shipment, StopRef, Vehicle } from './problem.ts';
import { routesByNumber } from './read/instance.ts';
import { readInstance } from './read/read-instance.ts';
import { readSolution } from './read/solution.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8');

const published = [
  { file: 'R1_2_1.txt', vehicles: 20, distance: 4784.106 },
  { file: 'RC2_2_1.txt', vehicles: 6, distance: 3099.5334 },
  { file: 'lr104.txt', vehicles: 9, distance: 1013.3893 },
  { file: 'lrc108.txt', vehicles: 10, distance: 1147.4253 },
  { file: 'X-n101-k25.vrp', vehicles: 26, distance: 27591 },
];
for (const { file, vehicles, distance } of published) {
  test(`the published solution of ${file} keeps all rules and costs what was published`, () => {
    const instance = readInstance(fixture(file));
    const { routes } = readSolution(fixture(file.replace(/\.\w+$/u, '.sol')));
    const judged = evaluate(instance.problem, routesByNumber(instance, routes));
    assert.deepEqual(judged.violations, []);
    assert.deepEqual(judged.unassigned, []);
    assert.equal(judged.routes.length, vehicles);
    assert.ok(Math.abs(judged.cost.total - distance) < 1e-4, `${judged.cost.total}`);
  });
}

/** Places on a line, ten apart. */
const line = (places: number): Problem['travel'] => ({
  kind: 'plane',
  points: Array.from({ length: places }, (_, at) => ({ x: 10 * at, y: 0 })),
});
const delivery = (shipment: string): StopRef => ({ shipment, visit: 'delivery' });
const pickup = (shipment: string): StopRef => ({ shipment, visit: 'pickup' });
const van: Vehicle = { id: 'van', start: 0 };
const a: Shipment = { id: 'a', delivery: { location: 1 }, amount: [3] };
const b: Shipment = { id: 'b', delivery: { location: 2 }, amount: [4] };
const pair: Shipment = { id: 'pair', pickup: { location: 1 }, delivery: { location: 2 }, amount: [2] };

interface Case {
  readonly name: string;
  readonly vehicle?: Partial<Vehicle>;
  readonly shipments?: readonly Shipment[];
  readonly routes?: readonly RouteRef[];
  readonly stops?: RouteRef['stops'];
  readonly found: Pick<Violation, 'constraint' | 'vehicle' | 'shipment' | 'by'>;
}
const cases: Case[] = [
  {
    name: 'more on board than the capacity',
    vehicle: { capacity: [5] },
    found: { constraint: 'capacity', vehicle: 'van', shipment: null, by: 2 },
  },
  {
    name: 'too much after a pickup on the way',
    vehicle: { capacity: [5] },
    shipments: [b, pair],
    stops: [pickup('pair'), delivery('b'), delivery('pair')],
    found: { constraint: 'capacity', vehicle: 'van', shipment: 'pair', by: 1 },
  },
  {
    name: 'skills that the vehicle lacks',
    vehicle: { skills: ['cold'] },
    shipments: [{ ...a, skills: ['cold', 'lift', 'crane'] }, b],
    found: { constraint: 'skills', vehicle: 'van', shipment: 'a', by: 2 },
  },
  {
    name: 'a shipment with another vehicle than those it names',
    shipments: [{ ...a, vehicles: ['bike'] }, b],
    found: { constraint: 'vehicle', vehicle: 'van', shipment: 'a', by: 1 },
  },
  {
    name: 'a late visit',
    shipments: [
      a,
      {
        ...b,
        delivery: {
          location: 2,
          windows: [
            [0, 5],
            [8, 17],
          ],
        },
      },
    ],
    found: { constraint: 'window', vehicle: 'van', shipment: 'b', by: 3 },
  },
  {
    name: 'an end after the shift',
    vehicle: { shift: [0, 35] },
    found: { constraint: 'shift', vehicle: 'van', shipment: null, by: 5 },
  },
  {
    name: 'a break that does not fit',
    vehicle: { shift: [0, 200], breaks: [{ window: [100, 110], duration: 30 }] },
    shipments: [{ ...a, delivery: { location: 1, windows: [[10, 95]], service: 120 } }, b],
    found: { constraint: 'break', vehicle: 'van', shipment: null, by: 20 },
  },
  {
    name: 'too long a way',
    vehicle: { maxDistance: 39 },
    found: { constraint: 'maxDistance', vehicle: 'van', shipment: null, by: 1 },
  },
  {
    name: 'too long a time out, waiting included',
    vehicle: { maxDuration: 45 },
    shipments: [
      { ...a, delivery: { location: 1, windows: [[0, 10]] } },
      { ...b, delivery: { location: 2, windows: [[30, 90]] } },
    ],
    found: { constraint: 'maxDuration', vehicle: 'van', shipment: null, by: 5 },
  },
  {
    name: 'too many stops',
    vehicle: { maxStops: 1 },
    found: { constraint: 'maxStops', vehicle: 'van', shipment: null, by: 1 },
  },
  {
    name: 'too many trips',
    vehicle: { maxTrips: 2 },
    stops: ['reload', delivery('a'), 'reload', delivery('b')],
    found: { constraint: 'maxTrips', vehicle: 'van', shipment: null, by: 1 },
  },
  {
    name: 'a delivery before its pickup',
    shipments: [pair],
    stops: [delivery('pair'), pickup('pair')],
    found: { constraint: 'order', vehicle: 'van', shipment: 'pair', by: 1 },
  },
  {
    name: 'a pickup without its delivery',
    shipments: [pair],
    stops: [pickup('pair')],
    found: { constraint: 'missing', vehicle: 'van', shipment: 'pair', by: 1 },
  },
  {
    name: 'pickup and delivery by different vehicles',
    vehicle: { count: 2 },
    shipments: [pair],
    routes: [
      { vehicle: 'van#1', stops: [pickup('pair')] },
      { vehicle: 'van#2', stops: [delivery('pair')] },
    ],
    found: { constraint: 'vehicle', vehicle: 'van#2', shipment: 'pair', by: 1 },
  },
  {
    name: 'a visit twice',
    stops: [delivery('a'), delivery('b'), delivery('a')],
    found: { constraint: 'twice', vehicle: 'van', shipment: 'a', by: 1 },
  },
  {
    name: 'a vehicle twice',
    routes: [
      { vehicle: 'van', stops: [delivery('a')] },
      { vehicle: 'van', stops: [delivery('b')] },
    ],
    found: { constraint: 'twice', vehicle: 'van', shipment: null, by: 1 },
  },
  {
    name: 'committed stops that do not come first',
    vehicle: { committed: [delivery('b')] },
    found: { constraint: 'committed', vehicle: 'van', shipment: 'b', by: 1 },
  },
  {
    name: 'committed stops of a vehicle without a route',
    vehicle: { committed: [delivery('b'), delivery('a')] },
    routes: [],
    found: { constraint: 'committed', vehicle: 'van', shipment: 'b', by: 2 },
  },
];
for (const { name, vehicle, shipments = [a, b], stops, routes, found } of cases) {
  test(`found: ${name}`, () => {
    const problem: Problem = { travel: line(3), vehicles: [{ ...van, ...vehicle }], shipments };
    const order = stops ?? shipments.map(({ id }) => delivery(id));
    const judged = evaluate(problem, routes ?? [{ vehicle: 'van', stops: order }]);
    assert.equal(judged.feasible, false);
    assert.deepEqual(
      judged.violations.map(({ constraint, vehicle: name, shipment, by }) => ({
        constraint,
        vehicle: name,
        shipment,
        by,
      })),
      [found],
    );
    assert.match(judged.violations[0]?.message ?? '', /^\S.*\.$/u);
  });
}

test('found: a place that no way leads to, by distance or by duration', () => {
  for (const [distances, durations] of [
    [[0, -1, 1, 0], undefined],
    [
      [0, 1, 1, 0],
      [0, Infinity, 1, 0],
    ],
  ] as const) {
    const travel = { kind: 'matrix', size: 2, distances, ...(durations && { durations }) } as const;
    const judged = evaluate({ travel, vehicles: [van], shipments: [a] }, [{ vehicle: 'van', stops: [delivery('a')] }]);
    assert.deepEqual(
      judged.violations.map(({ constraint, shipment }) => [constraint, shipment]),
      [['unreachable', 'a']],
    );
    assert.equal(judged.cost.distance, 1);
  }
});

test('names that the problem does not know are refused with their place', () => {
  const problem: Problem = { travel: line(3), vehicles: [{ ...van, count: 2 }], shipments: [a] };
  const refused = (route: RouteRef, path: string): void =>
    assert.throws(
      () => evaluate(problem, [route]),
      (error) => error instanceof InvalidProblem && error.path === path,
    );
  refused({ vehicle: 'van', stops: [] }, 'routes[0].vehicle');
  refused({ vehicle: 'van#3', stops: [] }, 'routes[0].vehicle');
  refused({ vehicle: '__proto__', stops: [] }, 'routes[0].vehicle');
  refused({ vehicle: 'van#1', stops: [delivery('z')] }, 'routes[0].stops[0].shipment');
  refused({ vehicle: 'van#1', stops: [pickup('a')] }, 'routes[0].stops[0].visit');
});

test('all costs: fixed, distance, time, penalties, and balance over the mean', () => {
  const vehicle: Vehicle = { ...van, count: 3, fixedCost: 100, costPerDistance: 2, costPerTime: 3, speedFactor: 2 };
  const shipments: Shipment[] = [
    { ...a, delivery: { location: 1, service: 5, setup: 1 } },
    b,
    { id: 'dear', delivery: { location: 2 }, penalty: 7 },
    { id: 'needed', delivery: { location: 2 } },
  ];
  const problem: Problem = {
    travel: line(3),
    vehicles: [vehicle],
    shipments,
    objective: { minimise: 'cost', balance: 10 },
  };
  const judged = evaluate(problem, [
    { vehicle: 'van#2', stops: [delivery('a')] },
    { vehicle: 'van#1', stops: [delivery('b')] },
    { vehicle: 'van#3', stops: [] },
  ]);
  // 20 far and 10 + 6 long; 40 far and 20 long; the mean is 18.
  assert.deepEqual(
    judged.routes.map(({ vehicle, distance, duration }) => [vehicle, distance, duration]),
    [
      ['van#2', 20, 16],
      ['van#1', 40, 20],
    ],
  );
  assert.deepEqual(judged.cost, { fixed: 200, distance: 120, time: 108, penalties: 7, balance: 20, total: 455 });
  assert.deepEqual(judged.routes[1]?.cost, {
    fixed: 100,
    distance: 80,
    time: 60,
    penalties: 0,
    balance: 20,
    total: 260,
  });
  assert.deepEqual(judged.unassigned, ['dear', 'needed']);
  assert.equal(judged.feasible, true);
});

test('set-up only after coming from another place; a place is nothing away from itself', () => {
  const travel = { kind: 'matrix', size: 2, distances: [99, 10, 10, 99] } as const;
  const visit = { location: 1, service: 2, setup: 5 };
  const shipments = [
    { id: 'home', delivery: { ...visit, location: 0 } },
    { id: 'x', delivery: visit },
    { id: 'y', delivery: visit },
  ];
  const judged = evaluate({ travel, vehicles: [van], shipments }, [
    { vehicle: 'van', stops: shipments.map(({ id }) => delivery(id)) },
  ]);
  assert.equal(judged.routes[0]?.duration, 2 + 10 + 7 + 2 + 10);
  assert.equal(judged.routes[0]?.distance, 20);
});

test('an open route ends with its last visit; one with another end goes there', () => {
  const shipments: Shipment[] = [{ ...a, delivery: { location: 1, service: 5 } }];
  const stops = [delivery('a')];
  const ends = [null, 2].map((end) => {
    const judged = evaluate({ travel: line(3), vehicles: [{ ...van, end }], shipments }, [{ vehicle: 'van', stops }]);
    const last = judged.routes[0]?.stops.at(-1);
    return [judged.routes[0]?.distance, judged.routes[0]?.duration, last?.kind, last?.location, last?.arrival];
  });
  assert.deepEqual(ends, [
    [10, 15, 'end', 1, 15],
    [20, 25, 'end', 2, 25],
  ]);
});

test('a break is shown where it is taken, and not owed by who is not on the road', () => {
  const shipments: Shipment[] = [
    { id: 'early', delivery: { location: 1, windows: [[20, 20]] } },
    { id: 'late', delivery: { location: 9, windows: [[0, 500]] } },
  ];
  const rest = (window: readonly [number, number]) => {
    const vehicle: Vehicle = { ...van, breaks: [{ window, duration: 7 }] };
    const judged = evaluate({ travel: line(10), vehicles: [vehicle], shipments }, [
      { vehicle: 'van', stops: shipments.map(({ id }) => delivery(id)) },
    ]);
    assert.equal(judged.feasible, true);
    const stop = judged.routes[0]?.stops.find(({ kind }) => kind === 'break');
    return stop === undefined
      ? judged.routes[0]?.duration
      : [stop.location, stop.arrival, stop.waiting, stop.departure, stop.distance, judged.routes[0]?.duration];
  };
  assert.deepEqual(rest([90, 110]), [9, 100, 0, 107, 90, 187], 'on arrival');
  assert.deepEqual(rest([50, 60]), [1, 50, 0, 57, 40, 187], 'on the way');
  assert.deepEqual(rest([20, 30]), [1, 20, 0, 27, 10, 187], 'before it sets out');
  assert.equal(rest([0, 5]), 180, 'before the departure');
  assert.equal(rest([90, 190]), 180, 'after the end');
});

/** Loads as one would say it: for each moment and each shipment, is it on board? */
test('what is on board is what was loaded and is not yet off, over several trips', () => {
  const stop = fc.record({
    kind: fc.constantFrom('pickup', 'delivery', 'pair'),
    amount: fc.nat(9),
    reload: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(stop, { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      (kinds, seed) => {
        const shipments = kinds.map(({ kind, amount }, at): Shipment => ({
          id: String(at),
          amount: [amount, 1],
          ...(kind !== 'pickup' && { delivery: { location: 1 } }),
          ...(kind !== 'delivery' && { pickup: { location: 1 } }),
        }));
        const visits = kinds.flatMap(({ kind }, at) =>
          kind === 'pair' ? [pickup(`${at}`), delivery(`${at}`)] : [{ shipment: `${at}`, visit: kind }],
        );
        // Any order in which pickups come first: sorted by a random key, where a delivery's is larger than its pickup's.
        const key = ({ shipment, visit }: StopRef): number =>
          (((Number(shipment) + 1) * (seed % 9973)) % 101) + (visit === 'delivery' ? seed % 37 : 0);
        const stops = visits
          .sort((x, y) => key(x) - key(y))
          .flatMap((ref, at): RouteRef['stops'] => (kinds[at]?.reload ? [ref, 'reload'] : [ref]));
        const trip = (position: number): number => stops.slice(0, position).filter((ref) => ref === 'reload').length;
        const find = (shipment: string, visit: string): number =>
          stops.findIndex((ref) => ref !== 'reload' && ref.shipment === shipment && ref.visit === visit);
        const onBoard = ({ id, pickup: collect, delivery: deliver }: Shipment, after: number): boolean => {
          const [from, to] = [find(id, 'pickup'), find(id, 'delivery')];
          const now = trip(after + 1);
          if (collect !== undefined && deliver !== undefined) return from <= after && after < to;
          return deliver === undefined ? from <= after && trip(from) === now : after < to && trip(to) === now;
        };
        const problem: Problem = {
          travel: line(2),
          vehicles: [{ ...van, maxTrips: 99, capacity: [15, 4] }],
          shipments,
        };
        const judged = evaluate(problem, [{ vehicle: 'van', stops }]);
        const shown = judged.routes[0]?.stops.slice(0, -1).map(({ load }) => load);
        const expected = [-1, ...stops.keys()].map((after) => {
          const carried = shipments.filter((shipment) => onBoard(shipment, after));
          return [carried.reduce((sum, { amount = [] }) => sum + (amount[0] ?? 0), 0), carried.length];
        });
        assert.deepEqual(shown, expected);
        const tooMuch = expected.some(([weight = 0, pieces = 0]) => weight > 15 || pieces > 4);
        assert.equal(judged.feasible, !tooMuch);
      },
    ),
    { numRuns: 400 },
  );
});

test('ten thousand stops are judged within a second', () => {
  const points = Array.from({ length: 10_001 }, (_, at) => ({ x: (at * 7919) % 1000, y: (at * 104_729) % 1000 }));
  const shipments = points.slice(1).map((_, at): Shipment => ({
    id: `s${at}`,
    amount: [1],
    delivery: {
      location: at + 1,
      windows: [
        [0, 1e8],
        [2e8, 3e8],
      ],
    },
  }));
  const problem: Problem = {
    travel: { kind: 'plane', points },
    vehicles: [{ ...van, capacity: [10_000], shift: [0, 1e8], breaks: [{ window: [1000, 2000], duration: 60 }] }],
    shipments,
  };
  const stops = shipments.map(({ id }) => delivery(id));
  const begin = process.cpuUsage();
  assert.equal(evaluate(problem, [{ vehicle: 'van', stops }]).feasible, true);
  const { user } = process.cpuUsage(begin);
  assert.ok(user < 1e6, `${user / 1000} ms`);
});
