/** For each constraint a problem in which ignoring it would give a better plan, but a wrong one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../evaluate.ts';
import type { Problem, Shipment, Vehicle } from '../problem.ts';
import { searchHere } from './search-here.ts';

/** Places on a line, one apart: place k is k far from place 0. */
const line: Problem['travel'] = { kind: 'plane', points: Array.from({ length: 21 }, (_, x) => ({ x, y: 0 })) };

function solve(vehicles: Vehicle[], shipments: Shipment[], rest: Partial<Problem> = {}): ReturnType<typeof evaluate> {
  const problem: Problem = { travel: line, vehicles, shipments, ...rest };
  const judged = evaluate(problem, searchHere(problem, 300).routes);
  assert.deepEqual(judged.violations, []);
  return judged;
}

const drop = (
  id: string,
  location: number,
  rest: Partial<Shipment> & { windows?: [number, number][]; service?: number } = {},
): Shipment => {
  const { windows, service, ...shipment } = rest;
  return {
    id,
    delivery: { location, ...(windows && { windows }), ...(service !== undefined && { service }) },
    ...shipment,
  };
};

const total = (...arguments_: Parameters<typeof solve>): number => solve(...arguments_).cost.total;

test('a full vehicle leaves the rest to another one', () => {
  const shipments = [drop('a', 5, { amount: [1] }), drop('b', 5, { amount: [1] })];
  assert.equal(total([{ id: 'v', count: 2, start: 0, capacity: [2] }], shipments), 10);
  assert.equal(total([{ id: 'v', count: 2, start: 0, capacity: [1] }], shipments), 20);
});

test('every dimension of the capacity counts', () => {
  const shipments = [drop('a', 5, { amount: [1, 3] }), drop('b', 5, { amount: [1, 3] })];
  assert.equal(total([{ id: 'v', count: 2, start: 0, capacity: [9, 5] }], shipments), 20);
});

test('collected goods fill the room that brought goods leave', () => {
  const shipments: Shipment[] = [drop('a', 5, { amount: [2] }), { id: 'b', pickup: { location: 2 }, amount: [2] }];
  const { cost, routes } = solve([{ id: 'v', start: 0, capacity: [2] }], shipments);
  assert.equal(cost.total, 10);
  assert.deepEqual(routes[0]?.stops.map(({ shipment }) => shipment).filter(Boolean), ['a', 'b']);
});

test('a pair is picked up before it is delivered, by one vehicle', () => {
  const pair: Shipment = { id: 'p', pickup: { location: 8 }, delivery: { location: 2 } };
  assert.equal(total([{ id: 'v', count: 2, start: 0, end: 8 }], [pair]), 8 + 6 + 6);
});

test('a window too early for the short way forces the long one', () => {
  assert.equal(total([{ id: 'v', start: 5 }], [drop('a', 6), drop('b', 0, { windows: [[0, 5]] })]), 5 + 6 + 1);
  assert.equal(
    solve([{ id: 'v', start: 5 }], [drop('a', 10, { windows: [[0, 5]] }), drop('b', 0, { windows: [[0, 5]] })])
      .unassigned.length,
    1,
  );
});

test('of several windows one that is kept is enough, the gap between them is not', () => {
  const twice = drop('a', 5, {
    windows: [
      [0, 1],
      [20, 22],
    ],
  });
  const { routes } = solve([{ id: 'v', start: 0, costPerTime: 1 }], [twice]);
  assert.equal(routes[0]?.stops[1]?.departure, 20);
});

test('set-up takes time only where the vehicle has moved', () => {
  const visit = (id: string, location: number): Shipment => ({ id, delivery: { location, service: 1, setup: 10 } });
  assert.equal(solve([{ id: 'v', start: 0, costPerTime: 1 }], [visit('a', 3), visit('b', 3)]).cost.time, 6 + 10 + 2);
});

test('skills and pinning keep a nearer vehicle away', () => {
  const fleet: Vehicle[] = [
    { id: 'near', start: 4 },
    { id: 'far', start: 20, skills: ['cold'] },
  ];
  assert.equal(total(fleet, [drop('a', 5)]), 2);
  assert.equal(total(fleet, [drop('a', 5, { skills: ['cold'] })]), 30);
  assert.equal(total(fleet, [drop('a', 5, { vehicles: ['far'] })]), 30);
});

test('nothing goes on after the shift', () => {
  assert.deepEqual(solve([{ id: 'v', start: 0, shift: [0, 15] }], [drop('a', 8)]).unassigned, ['a']);
  assert.deepEqual(solve([{ id: 'v', start: 0, end: null, shift: [0, 15] }], [drop('a', 8)]).unassigned, []);
});

test('a break within the route delays what follows', () => {
  const breaks = [{ window: [2, 4] as const, duration: 10 }];
  const late = drop('a', 10, { windows: [[0, 12]] });
  assert.deepEqual(solve([{ id: 'v', start: 0 }], [late]).unassigned, []);
  assert.deepEqual(solve([{ id: 'v', start: 0, breaks, shift: [0, 100] }], [late]).unassigned, ['a']);
});

test('limits of distance, duration and stops split routes', () => {
  const shipments = [drop('a', 5), drop('b', -0 + 10)];
  const fleet = (limit: Partial<Vehicle>): Vehicle[] => [{ id: 'v', count: 2, start: 5, fixedCost: 50, ...limit }];
  const both = [drop('a', 0), drop('b', 10)];
  assert.equal(total(fleet({}), both), 50 + 20);
  assert.equal(total(fleet({ maxDistance: 12 }), both), 100 + 20);
  assert.equal(total(fleet({ maxDuration: 12 }), both), 100 + 20);
  assert.equal(total(fleet({ maxStops: 1 }), shipments), 100 + 10);
});

test('a vehicle that may make two trips reloads instead of calling a second one', () => {
  const shipments = [drop('a', 5, { amount: [1] }), drop('b', 5, { amount: [1] })];
  const vehicle: Vehicle = { id: 'v', count: 2, start: 0, capacity: [1], fixedCost: 100 };
  assert.equal(total([vehicle], shipments), 220);
  const { cost, routes } = solve([{ ...vehicle, maxTrips: 2, reloadDuration: 3, costPerTime: 1 }], shipments);
  assert.equal(cost.total, 100 + 20 + 20 + 3);
  assert.ok(routes[0]?.stops.some(({ kind }) => kind === 'reload'));
  assert.equal(
    solve([{ ...vehicle, count: 1, maxTrips: 2 }], [...shipments, drop('c', 5, { amount: [1] })]).unassigned.length,
    1,
  );
});

test('committed stops come first and stay, even where another order were shorter', () => {
  const committed = [{ shipment: 'far', visit: 'delivery' as const }];
  const fleet: Vehicle[] = [
    { id: 'v', start: 5, end: null, committed },
    { id: 'w', start: 10, end: null },
  ];
  const { routes, cost } = solve(fleet, [drop('near', 6), drop('far', 10)]);
  assert.equal(routes.find(({ vehicle }) => vehicle === 'v')?.stops[1]?.shipment, 'far');
  assert.equal(cost.total, 5 + 4);
});

test('the delivery of a committed pickup finds its best place among the other stops', () => {
  const committed = [{ shipment: 'p', visit: 'pickup' as const }];
  const pair: Shipment = { id: 'p', pickup: { location: 2 }, delivery: { location: 6 } };
  const { cost } = solve([{ id: 'v', start: 0, end: null, committed }], [drop('b', 10), pair, drop('a', 4)]);
  assert.equal(cost.total, 10);
});

test('a committed stop that is late already does not make its vehicle useless', () => {
  const committed = [{ shipment: 'late', visit: 'delivery' as const }];
  const problem: Problem = {
    travel: line,
    vehicles: [{ id: 'v', start: 0, committed }],
    shipments: [drop('late', 5, { windows: [[0, 3]] }), drop('next', 6)],
  };
  const judged = evaluate(problem, searchHere(problem, 100).routes);
  assert.deepEqual(judged.unassigned, []);
  assert.deepEqual(
    judged.violations.map(({ constraint }) => constraint),
    ['window'],
  );
});

test('of two shipments the one of higher priority stays, whatever it costs', () => {
  const shipments = [drop('cheap', 1, { amount: [1] }), drop('dear', 20, { amount: [1], priority: 3 })];
  assert.deepEqual(solve([{ id: 'v', start: 0, capacity: [1] }], shipments).unassigned, ['cheap']);
});

test('one shipment of high priority comes before two of a low one', () => {
  const shipments = [
    drop('a', 1, { amount: [1] }),
    drop('b', 2, { amount: [1] }),
    drop('c', 3, { amount: [2], priority: 1 }),
  ];
  assert.deepEqual(solve([{ id: 'v', start: 0, capacity: [2] }], shipments).unassigned.toSorted(), ['a', 'b']);
});

test('an optional shipment is left out when its penalty is less than the way', () => {
  assert.equal(total([{ id: 'v', start: 0 }], [drop('a', 10, { penalty: 15 })]), 15);
  assert.equal(total([{ id: 'v', start: 0 }], [drop('a', 10, { penalty: 25 })]), 20);
});

test('fixed cost, cost per time and speed choose the vehicle', () => {
  const fleet: Vehicle[] = [
    { id: 'dear', start: 0, fixedCost: 30 },
    { id: 'slow', start: 0, costPerTime: 1, speedFactor: 0.5 },
  ];
  assert.equal(total(fleet, [drop('a', 10)]), 50);
  assert.equal(total(fleet, [drop('a', 5)]), 30);
});

test('fewest vehicles come before the shortest way', () => {
  const fleet: Vehicle[] = [
    { id: 'a', start: 0 },
    { id: 'b', start: 20 },
  ];
  const shipments = [drop('x', 1), drop('y', 19)];
  assert.equal(total(fleet, shipments), 4);
  assert.equal(solve(fleet, shipments, { objective: { minimise: 'vehicles' } }).routes.length, 1);
});

test('balance evens out what one vehicle could do more cheaply', () => {
  const shipments = ['a', 'b', 'c', 'd'].map((id) => drop(id, 5, { service: 20 }));
  const fleet: Vehicle[] = [
    { id: 'v', start: 0 },
    { id: 'w', start: 0 },
  ];
  assert.equal(solve(fleet, [...shipments, drop('e', 20, { vehicles: ['w'] })]).routes.length, 1);
  const even = solve(fleet, [...shipments, drop('e', 20, { vehicles: ['w'] })], {
    objective: { minimise: 'cost', balance: 5 },
  });
  assert.ok(even.cost.balance <= 5 * 60);
});

test('no way is no way, in one direction or both', () => {
  // From 0 to 2 only over 1; back from 2 directly.
  const travel: Problem['travel'] = { kind: 'matrix', size: 3, distances: [0, 5, -1, 9, 0, 4, 3, -1, 0] };
  const vehicles: Vehicle[] = [{ id: 'v', start: 0 }];
  assert.equal(total(vehicles, [drop('a', 1), drop('b', 2)], { travel }), 12);
  assert.deepEqual(solve(vehicles, [drop('b', 2)], { travel }).unassigned, ['b']);
});

test('without a stop the next one may come too late where roads make detours: nothing breaks', () => {
  // 0 to 2 takes 50 directly but 10 over 1.
  const travel: Problem['travel'] = { kind: 'matrix', size: 3, distances: [0, 5, 50, 5, 0, 5, 50, 5, 0] };
  const shipments = [drop('a', 1, { penalty: 1 }), drop('b', 2, { windows: [[0, 12]] })];
  const { unassigned, cost } = solve([{ id: 'v', start: 0 }], shipments, { travel });
  assert.deepEqual(unassigned, []);
  assert.equal(cost.total, 60);
});

test('an open route ends anywhere', () => {
  assert.equal(total([{ id: 'v', start: 0, end: null }], [drop('a', 7)]), 7);
});
