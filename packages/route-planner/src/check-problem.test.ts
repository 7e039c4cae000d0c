import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkProblem } from './check-problem.ts';
import { InvalidProblem } from './invalid-problem.ts';

const good = () => ({
  travel: { kind: 'matrix', size: 2, distances: [0, 1, 1, 0] } as Record<string, unknown>,
  vehicles: [
    { id: 'van', start: 0, capacity: [5, Infinity] } as Record<string, unknown>,
    { id: 'bike', start: 1, count: 3 } as Record<string, unknown>,
  ],
  shipments: [
    { id: 'a', delivery: { location: 1 }, amount: [1, 2] } as Record<string, unknown>,
    { id: 'b', pickup: { location: 1 }, delivery: { location: 0 } } as Record<string, unknown>,
  ],
});
type Draft = ReturnType<typeof good> & Record<string, unknown>;

function refused(change: (problem: Draft) => unknown, path: string, advice: RegExp): void {
  const draft: Draft = good();
  const changed = change(draft);
  assert.throws(
    () => checkProblem(changed === undefined ? draft : changed),
    (error) => {
      assert.ok(error instanceof InvalidProblem);
      assert.equal(error.path, path);
      assert.match(error.message, advice);
      return true;
    },
  );
}

const set =
  (target: 'travel' | 'van' | 'a' | 'b', values: Record<string, unknown>) =>
  (draft: Draft): void => {
    const [van, , [a, b]] = [draft.vehicles[0], null, draft.shipments];
    Object.assign({ travel: draft.travel, van, a, b }[target] ?? {}, values);
  };

class Row {
  id = 'a';
  delivery = { location: 1 };
}

const cases: readonly [name: string, change: (draft: Draft) => unknown, path: string, advice: RegExp][] = [
  ['no object at all', () => null, '', /an object is needed, not null/u],
  ['a missing part', ({ vehicles, shipments }) => ({ vehicles, shipments }), 'travel', /is missing/u],
  ['an unknown part', (draft) => ({ ...draft, orders: [] }), 'orders', /is not a field; there are travel/u],
  ['a misspelt field', set('van', { capacities: [1] }), 'vehicles[0].capacities', /capacity may be meant/u],
  ['a class instance', (draft) => ({ ...draft, shipments: [new Row()] }), 'shipments[0]', /plain object/u],
  ['an unknown kind of travel', set('travel', { kind: 'roads' }), 'travel.kind', /"matrix", "points" or "plane"/u],
  ['a matrix of another size', set('travel', { distances: [0, 1] }), 'travel.distances', /2 places need 4/u],
  ['a matrix that is a text', set('travel', { distances: '0110' }), 'travel.distances', /typed array/u],
  ['NaN in a matrix', set('travel', { durations: [0, 1, NaN, 0] }), 'travel.durations[2]', /from place 1 to place 0/u],
  ['null in a matrix', set('travel', { distances: [0, null, 1, 0] }), 'travel.distances[1]', /no way: -1/u],
  [
    'NaN in a typed matrix',
    set('travel', { distances: new Float64Array([0, 1, 1, NaN]) }),
    'travel.distances[3]',
    /not NaN/u,
  ],
  ['no places', (draft) => ({ ...draft, travel: { kind: 'plane', points: [] } }), 'travel.points', /is empty/u],
  [
    'a latitude of 91',
    (draft) => ({ ...draft, travel: { kind: 'points', points: [{ lat: 91, lng: 0 }] } }),
    'travel.points[0].lat',
    /at most 90/u,
  ],
  ['no vehicle', (draft) => ({ ...draft, vehicles: [] }), 'vehicles', /at least one vehicle/u],
  ['an id that is a number', set('van', { id: 7 }), 'vehicles[0].id', /a text .* not 7/u],
  ['a start that is no place', set('van', { start: 2 }), 'vehicles[0].start', /at most 1/u],
  ['half a place', set('van', { end: 0.5 }), 'vehicles[0].end', /an integer/u],
  ['no copy at all', set('van', { count: 0 }), 'vehicles[0].count', /at least 1/u],
  ['a negative capacity', set('van', { capacity: [5, -1] }), 'vehicles[0].capacity[1]', /at least 0/u],
  ['a speed of 0', set('van', { speedFactor: 0 }), 'vehicles[0].speedFactor', /more than 0/u],
  ['an infinite cost', set('van', { fixedCost: Infinity }), 'vehicles[0].fixedCost', /at most/u],
  ['a shift that ends before it begins', set('van', { shift: [9, 8] }), 'vehicles[0].shift', /exchange the two/u],
  ['a window of three', set('van', { shift: [1, 2, 3] }), 'vehicles[0].shift', /two numbers/u],
  [
    'breaks out of order',
    set('van', {
      breaks: [
        { window: [5, 9], duration: 1 },
        { window: [2, 9], duration: 1 },
      ],
    }),
    'vehicles[0].breaks[1]',
    /order of the day/u,
  ],
  ['the same vehicle twice', set('van', { id: 'bike' }), 'vehicles[1].id', /also the id of vehicles\[0\]/u],
  ['a vehicle called like a copy', set('van', { id: 'bike#2' }), 'vehicles[0].id', /a copy of vehicles\[1\]/u],
  ['the same shipment twice', set('b', { id: 'a' }), 'shipments[1].id', /also the id of shipments\[0\]/u],
  ['a shipment to nowhere', set('a', { delivery: undefined }), 'shipments[0]', /neither a pickup nor a delivery/u],
  ['a place that is not there', set('a', { delivery: { location: -1 } }), 'shipments[0].delivery.location', /least 0/u],
  [
    'a window that ends early',
    set('a', {
      delivery: {
        location: 1,
        windows: [
          [0, 1],
          [3, 2],
        ],
      },
    }),
    'shipments[0].delivery.windows[1]',
    /ends \(2\) before it begins \(3\)/u,
  ],
  [
    'no window at all',
    set('a', { delivery: { location: 1, windows: [] } }),
    'shipments[0].delivery.windows',
    /is empty/u,
  ],
  [
    'a negative time',
    set('a', { delivery: { location: 1, windows: [[-1, 2]] } }),
    'shipments[0].delivery.windows[0][0]',
    /at least 0/u,
  ],
  [
    'NaN as service',
    set('a', { delivery: { location: 1, service: NaN } }),
    'shipments[0].delivery.service',
    /not NaN/u,
  ],
  [
    'too many dimensions',
    set('a', { amount: [1, 2, 3] }),
    'shipments[0].amount',
    /has 3 entries, vehicles\[0\].capacity 2/u,
  ],
  ['a priority of 101', set('a', { priority: 101 }), 'shipments[0].priority', /at most 100/u],
  ['a copy named as vehicle', set('a', { vehicles: ['bike#1'] }), 'shipments[0].vehicles[0]', /without #1/u],
  [
    'an unknown objective',
    (draft) => ({ ...draft, objective: { minimise: 'time' } }),
    'objective.minimise',
    /"cost" or "vehicles"/u,
  ],
  [
    'a committed stop of an unknown shipment',
    set('van', { committed: [{ shipment: 'z', visit: 'delivery' }] }),
    'vehicles[0].committed[0].shipment',
    /no shipment has the id "z"/u,
  ],
  [
    'a committed visit that is not there',
    set('van', { committed: [{ shipment: 'a', visit: 'pickup' }] }),
    'vehicles[0].committed[0].visit',
    /a has no pickup/u,
  ],
  [
    'a committed delivery without its pickup',
    set('van', { committed: [{ shipment: 'b', visit: 'delivery' }] }),
    'vehicles[0].committed[0]',
    /leave its pickup out/u,
  ],
  [
    'the same commitment twice',
    set('van', {
      committed: [
        { shipment: 'a', visit: 'delivery' },
        { shipment: 'a', visit: 'delivery' },
      ],
    }),
    'vehicles[0].committed[1]',
    /committed already/u,
  ],
  [
    'commitments of several copies',
    set('van', { count: 2, committed: [{ shipment: 'a', visit: 'delivery' }] }),
    'vehicles[0].committed',
    /count 1/u,
  ],
];
for (const [name, change, path, advice] of cases) test(`refused: ${name}`, () => refused(change, path, advice));

test('a problem that uses every field is taken', () => {
  checkProblem(good());
  checkProblem({
    travel: { kind: 'points', points: [{ lat: 1, lng: 2 }], detour: 1.2, speed: 8 },
    vehicles: [
      {
        id: '__proto__',
        start: 0,
        end: null,
        capacity: [1],
        skills: ['cold'],
        shift: [0, Infinity],
        breaks: [{ window: [1, 2], duration: 1 }],
        fixedCost: 1,
        costPerDistance: 0,
        costPerTime: 1,
        speedFactor: 1.1,
        maxDistance: Infinity,
        maxDuration: 9,
        maxStops: 3,
        maxTrips: 2,
        reloadDuration: 1,
        committed: [{ shipment: 'constructor', visit: 'delivery' }],
      },
    ],
    shipments: [
      {
        id: 'constructor',
        delivery: {
          location: 0,
          windows: [
            [0, 1],
            [5, Infinity],
          ],
          service: 1,
          setup: 1,
        },
        amount: [1],
        skills: ['cold'],
        priority: 100,
        penalty: 3,
        vehicles: ['__proto__'],
      },
    ],
    objective: { minimise: 'vehicles', balance: 1 },
  });
});

test('whatever comes is taken or refused with InvalidProblem, nothing else', () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom('travel', 'vehicles', 'shipments', 'objective'),
      fc.boolean(),
      (value, part, nested) => {
        const draft = good();
        const changed = { ...draft, [part]: nested ? [value] : value };
        try {
          checkProblem(changed);
        } catch (error) {
          assert.ok(error instanceof InvalidProblem, String(error));
        }
      },
    ),
    { numRuns: 500 },
  );
});
