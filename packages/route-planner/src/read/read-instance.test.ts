import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { InvalidProblem } from '../invalid-problem.ts';
import { UnreadableFile } from './instance.ts';
import { readInstance } from './read-instance.ts';
import { readSolution } from './solution.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8');

test('Solomon: fleet, depot hours, customers with windows and service', () => {
  const { format, name, problem, customers } = readInstance(fixture('R101.txt'));
  assert.deepEqual([format, name, problem.shipments.length], ['solomon', 'R101', 100]);
  assert.deepEqual(problem.vehicles, [{ id: 'vehicle', count: 25, start: 0, capacity: [200], shift: [0, 230] }]);
  assert.deepEqual(problem.shipments[1], {
    id: '2',
    amount: [7],
    delivery: { location: 2, windows: [[50, 60]], service: 10 },
  });
  assert.deepEqual(customers.get(2), { shipment: '2', visit: 'delivery' });
});

test('Gehring & Homberger: the same with other headings and line ends', () => {
  const { format, problem } = readInstance(fixture('R1_2_1.txt').replaceAll(/\r?\n/gu, '\r\n'));
  assert.deepEqual([format, problem.shipments.length, problem.vehicles[0]?.count], ['solomon', 200, 50]);
});

test('Li & Lim: pairs by the numbers of pickup and delivery', () => {
  const { format, problem, customers } = readInstance(fixture('lr104.txt'));
  assert.deepEqual([format, problem.shipments.length, customers.size], ['li-lim', 52, 104]);
  assert.deepEqual(problem.shipments.find(({ id }) => id === '2-74')?.amount, [7]);
  assert.deepEqual(customers.get(74), { shipment: '2-74', visit: 'delivery' });
});

test('CVRPLIB: rounded distances, and customers by the numbers of published solutions', () => {
  const { format, name, problem, customers } = readInstance(fixture('X-n101-k25.vrp'));
  assert.deepEqual([format, name, problem.shipments.length], ['cvrplib', 'X-n101-k25', 100]);
  assert.equal(problem.travel.kind === 'plane' && problem.travel.rounding, 'nearest');
  assert.deepEqual(problem.shipments[99]?.amount, [35]);
  assert.deepEqual(customers.get(100), { shipment: '100', visit: 'delivery' });
});

const cvrp = (extra: string): string => `NAME : tiny
TYPE : CVRP
DIMENSION : 4
CAPACITY : 10
${extra}
DEMAND_SECTION
1 0
2 3
3 4
4 5
DEPOT_SECTION
 1
 -1
EOF
`;
const full = [0, 1, 2, 3, 1, 0, 4, 5, 2, 4, 0, 6, 3, 5, 6, 0];
for (const [format, weights] of [
  ['FULL_MATRIX', '0 1 2 3\n1 0 4 5\n2 4 0 6\n3 5 6 0'],
  ['LOWER_ROW', '1\n2 4\n3 5 6'],
  ['LOWER_DIAG_ROW', '0 1 0 2 4\n0 3 5 6 0'],
  ['UPPER_ROW', '1 2 3\n4 5\n6'],
  ['UPPER_DIAG_ROW', '0 1 2 3\n0 4 5\n0 6\n0'],
  ['LOWER_COL', '1 2 3 4 5 6'],
  ['UPPER_COL', '1 2 4 3 5 6'],
] as const) {
  test(`CVRPLIB: weights as ${format}`, () => {
    const head = `EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : ${format}\nEDGE_WEIGHT_SECTION\n${weights}`;
    const { travel } = readInstance(cvrp(head)).problem;
    assert.deepEqual(travel, { kind: 'matrix', distances: full, size: 4 });
  });
}

test('CVRPLIB: a limit of duration, service times, several depots', () => {
  const points = 'NODE_COORD_SECTION\n1 0 0\n2 0 3\n3 4 0\n4 9 9';
  const head = `EDGE_WEIGHT_TYPE : EUC_2D\nDURATION : 200\nSERVICE_TIME : 10\n${points}`;
  const { problem } = readInstance(cvrp(head));
  assert.deepEqual(problem.vehicles, [{ id: 'vehicle', count: 3, start: 0, capacity: [10], maxDuration: 200 }]);
  assert.deepEqual(problem.shipments[0]?.delivery, { location: 1, service: 10 });
  const two = readInstance(cvrp(head).replace(' 1\n -1', ' 1\n 4\n -1'));
  assert.deepEqual(
    two.problem.vehicles.map(({ start }) => start),
    [0, 3],
  );
  assert.deepEqual([...two.customers.keys()], [2, 3]);
});

test("Waybill's own JSON is a Problem", () => {
  const problem = {
    travel: { kind: 'plane', points: [{ x: 0, y: 0 }] },
    vehicles: [{ id: 'van', start: 0 }],
    shipments: [{ id: 'a', delivery: { location: 0 } }],
  };
  assert.deepEqual(readInstance(`\uFEFF${JSON.stringify(problem)}`).problem, problem);
  assert.throws(
    () => readInstance(JSON.stringify({ ...problem, vehicles: [{ id: 'van', start: 1 }] })),
    (error) => error instanceof InvalidProblem && error.path === 'vehicles[0].start',
  );
});

const solomon = fixture('R101.txt');
const pairs = fixture('lr104.txt');
const explicit = 'EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW\nEDGE_WEIGHT_SECTION\n1 2';
const euclidean = 'EDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n';
for (const [name, text, line, message] of [
  ['an empty file', '', null, /not a format known here/u],
  ['some other text', 'hello\nworld\n', null, /Solomon/u],
  ['JSON that ends early', '{\n"travel": {\n', 3, /not JSON/u],
  ['a letter among the numbers', solomon.replace('41      49', '41      4x'), 11, /7 numbers are needed/u],
  ['a due date before the ready time', solomon.replace('161         171', '161         160'), 11, /due date 160/u],
  ['a customer twice', solomon.replace('\n    2 ', '\n    1 '), 12, /customer 1 is there twice/u],
  ['a pair that does not agree', pairs.replace('2\t35\t17\t7', '2\t35\t17\t8'), 4, /picks up 8, but delivers 7/u],
  ['halves that name others', pairs.replace(/\t74(\r?)\n/u, '\t73$1\n'), 4, /do not name each other/u],
  ['no capacity', cvrp(`${euclidean}1 0 0\n2 1 1\n3 1 2\n4 2 2`).replace('CAPACITY : 10\n', ''), null, /is missing/u],
  ['coordinates of a sphere', cvrp('EDGE_WEIGHT_TYPE : GEO'), 5, /known are EUC_2D/u],
  ['too few weights', cvrp(explicit), 7, /has 6 weights, not 2/u],
  ['a node beyond the dimension', cvrp(`${euclidean}1 0 0\n5 1 1`), 8, /node 5 is not one of 1 to 4/u],
  ['a node that is missing', cvrp(`${euclidean}1 0 0\n2 1 1\n4 2 2`), 6, /node 3 is missing/u],
] as const) {
  test(`refused with its line: ${name}`, () => {
    assert.throws(
      () => readInstance(text),
      (error) => {
        assert.ok(error instanceof UnreadableFile, String(error));
        assert.match(error.message, message);
        assert.equal(error.line, line);
        return true;
      },
    );
  });
}

test('published solutions: with and without # and cost, with the depot at the ends or not', () => {
  assert.deepEqual(readSolution('Route #1: 3 1\nRoute #2: 2\nCost 12.5\n'), { routes: [[3, 1], [2]], cost: 12.5 });
  assert.deepEqual(readSolution('Instance name: x\nSolution\nRoute  1 : 0 3 1 0\n'), { routes: [[3, 1]], cost: null });
  assert.throws(() => readSolution('nothing'), UnreadableFile);
  assert.throws(() => readSolution('\nRoute 1 : 3 x'), /line 2/u);
});
