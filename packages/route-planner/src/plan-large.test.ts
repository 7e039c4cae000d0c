import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './evaluate.ts';
import { InvalidProblem } from './invalid-problem.ts';
import { plan } from './plan.ts';
import type { Plan, RouteRef } from './plan-types.ts';
import type { Problem, Travel } from './problem.ts';

function region(stops: number): Problem {
  const points = Array.from({ length: stops + 1 }, (_, k) => ({ x: (k * 7919) % 1009, y: (k * 104_729) % 1013 }));
  return {
    travel: { kind: 'plane', points },
    vehicles: [{ id: 'van', count: Math.ceil(stops / 10), start: 0, capacity: [20], costPerTime: 0.1 }],
    shipments: points.slice(1).map((_, k) => ({
      id: `d${k}`,
      amount: [1 + (k % 3)],
      delivery: { location: k + 1, service: 2, windows: [[0, 50_000]] as const },
    })),
  };
}

const refs = ({ routes }: Plan): RouteRef[] =>
  routes.map(({ vehicle, stops }) => ({
    vehicle,
    stops: stops.flatMap(({ kind, shipment }) =>
      shipment !== null && kind === 'delivery' ? [{ shipment, visit: kind }] : [],
    ),
  }));

function matrixOf(points: readonly { readonly x: number; readonly y: number }[]): number[] {
  return points.flatMap((a) => points.map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
}

test('a mistake in a large problem is found by the thread and comes with its path', async () => {
  const good = region(3000);
  const shipments = good.shipments.map((shipment, k) =>
    k === 2500 ? { ...shipment, delivery: { location: 1, service: -1 } } : shipment,
  );
  await assert.rejects(plan({ ...good, shipments }, { timeLimitMs: 60_000 }), (error: unknown) => {
    assert.ok(error instanceof InvalidProblem);
    assert.equal(error.path, 'shipments[2500].delivery.service');
    assert.ok(error.message.startsWith(`${error.path}: `));
    assert.equal(error.message.indexOf(error.path, 1), -1);
    return true;
  });
});

test('so does what is no number in a large matrix', async () => {
  const distances: unknown[] = Array.from({ length: 801 * 801 }, () => 1);
  distances[802] = 'far';
  // What arrives from JavaScript or a file may be anything.
  const travel = { kind: 'matrix', size: 801, distances } as Travel;
  const broken = plan({ ...region(800), travel }, { timeLimitMs: 60_000 });
  await assert.rejects(broken, (error) => error instanceof InvalidProblem && error.path === 'travel.distances[802]');
});

test('what the threads write down is what the judge says, also of large problems', async () => {
  const problem = region(1600);
  for (const threads of [1, 2]) {
    const made = await plan(problem, { iterations: 300, timeLimitMs: 120_000, threads });
    const judged = evaluate(problem, refs(made));
    assert.deepEqual(judged.violations, []);
    assert.deepEqual(made.routes, judged.routes);
    assert.deepEqual(made.cost, judged.cost);
    assert.equal(made.iterations, 300 * threads);
    assert.equal(made.ended, 'iterations');
  }
});

test('a matrix gives the same plan as a list, as typed numbers, and as shared ones', async () => {
  const problem = region(60);
  if (problem.travel.kind !== 'plane') return;
  const list = matrixOf(problem.travel.points);
  const shared = new Float64Array(new SharedArrayBuffer(8 * list.length));
  shared.set(list);
  const costs: number[] = [];
  for (const distances of [list, Float64Array.from(list), shared]) {
    const travel: Travel = { kind: 'matrix', size: 61, distances };
    const made = await plan({ ...problem, travel }, { iterations: 300, timeLimitMs: 60_000 });
    costs.push(made.cost.total);
  }
  assert.deepEqual(costs, [costs[0], costs[0], costs[0]]);
});

test('the caller stays free while a large problem is planned and stopped', async () => {
  const problem = region(5000);
  const controller = new AbortController();
  let turns = 0;
  const turn = setInterval(() => turns++, 1);
  const began = performance.now();
  const planned = plan(problem, { timeLimitMs: 120_000, signal: controller.signal });
  setTimeout(() => controller.abort(), 400);
  const made = await planned;
  clearInterval(turn);
  assert.equal(made.ended, 'aborted');
  // 400 turns would be perfect; a loaded machine gets by with a tenth.
  assert.ok(turns > 40, String(turns));
  // The promise is 450; see above.
  assert.ok(performance.now() - began < 3000);
  assert.equal(made.unassigned.length + refs(made).flatMap(({ stops }) => stops).length, 5000);
});

test('without any time a large problem is answered, not searched', async () => {
  const made = await plan(region(4000), { timeLimitMs: 0 });
  assert.equal(made.ended, 'time');
  assert.equal(made.unassigned.length, 4000);
  assert.ok(made.unassigned.every(({ constraint }) => constraint === 'missing'));
});
