import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { evaluate } from './evaluate.ts';
import { plan } from './plan.ts';
import type { Plan, Progress } from './plan-types.ts';
import type { Problem } from './problem.ts';

/** Deliveries with windows on a grid that no generator of random numbers had a hand in. */
function town(stops: number, vehicles: number): Problem {
  const points = Array.from({ length: stops + 1 }, (_, k) => ({ x: (k * 37) % 101, y: (k * 61) % 97 }));
  return {
    travel: { kind: 'plane', points },
    vehicles: [{ id: 'van', count: vehicles, start: 0, capacity: [60], shift: [0, 1000] }],
    shipments: points.slice(1).map((_, k) => ({
      id: `d${k + 1}`,
      amount: [1 + (k % 9)],
      delivery: { location: k + 1, service: 5, windows: [[(k * 29) % 500, ((k * 29) % 500) + 200]] as const },
    })),
  };
}

const stopsOf = ({ routes }: Plan): unknown =>
  routes.map(({ vehicle, stops }) => [vehicle, stops.map(({ shipment }) => shipment)]);

test('the same seed and iterations give the same plan, in this process and in a fresh one', async () => {
  const problem = town(60, 20);
  const options = { iterations: 2000, timeLimitMs: 60_000, seed: 5 };
  const first = await plan(problem, options);
  const again = await plan(problem, options);
  assert.equal(first.ended, 'iterations');
  assert.deepEqual(stopsOf(again), stopsOf(first));
  const script = `
    import { plan } from ${JSON.stringify(import.meta.resolve('./plan.ts'))};
    const { cost } = await plan(${JSON.stringify(problem)}, ${JSON.stringify(options)});
    process.stdout.write(String(cost.total));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.equal(Number(stdout), first.cost.total);
});

test('a plan is what the judge accepts, and its progress only ever gets better', async () => {
  const problem = town(80, 20);
  const heard: Progress[] = [];
  const made = await plan(problem, {
    iterations: 3000,
    timeLimitMs: 60_000,
    onProgress: (progress) => heard.push(progress),
  });
  assert.deepEqual(made.unassigned, []);
  const refs = made.routes.map(({ vehicle, stops }) => ({
    vehicle,
    stops: stops.flatMap(({ kind, shipment }) =>
      shipment !== null && kind === 'delivery' ? [{ shipment, visit: kind }] : [],
    ),
  }));
  const judged = evaluate(problem, refs);
  assert.ok(judged.feasible);
  assert.equal(judged.cost.total, made.cost.total);
  assert.ok(heard.length > 0);
  const costs = made.trace.map(({ cost }) => cost);
  assert.deepEqual(
    costs,
    costs.toSorted((a, b) => b - a),
  );
});

test('it ends by its time limit', async () => {
  const began = performance.now();
  const made = await plan(town(150, 40), { timeLimitMs: 1000 });
  assert.equal(made.ended, 'time');
  assert.deepEqual(made.unassigned, []);
  // The promise is 50 ms; a loaded test machine gets more.
  assert.ok(performance.now() - began < 3000);
});

test('aborted, it gives the best plan so far', async () => {
  const controller = new AbortController();
  const began = performance.now();
  const made = await plan(town(150, 40), {
    timeLimitMs: 60_000,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  assert.equal(made.ended, 'aborted');
  assert.deepEqual(made.unassigned, []);
  assert.ok(performance.now() - began < 10_000);
});

test('aborted before it began, it still answers', async () => {
  const made = await plan(town(5, 2), { signal: AbortSignal.abort() });
  assert.equal(made.ended, 'aborted');
  assert.equal(made.unassigned.length, 5);
});

test('several threads share what they find', async () => {
  const made = await plan(town(100, 30), { iterations: 1500, timeLimitMs: 60_000, threads: 2 });
  assert.deepEqual(made.unassigned, []);
  assert.equal(made.iterations, 3000);
});

test('the order of the input does not decide who is left out', async () => {
  const problem = town(60, 4);
  const turned: Problem = { ...problem, shipments: problem.shipments.toReversed() };
  const [a, b] = [
    await plan(problem, { iterations: 6000, timeLimitMs: 60_000 }),
    await plan(turned, { iterations: 6000, timeLimitMs: 60_000 }),
  ];
  assert.equal(a.unassigned.length, b.unassigned.length);
});

test('routes to start from are kept where nothing is better', async () => {
  const problem = town(60, 20);
  const good = await plan(problem, { iterations: 4000, timeLimitMs: 60_000 });
  const initial = good.routes.map(({ vehicle, stops }) => ({
    vehicle,
    stops: stops.flatMap(({ shipment }) => (shipment === null ? [] : [{ shipment, visit: 'delivery' as const }])),
  }));
  const after = await plan(problem, { iterations: 10, timeLimitMs: 60_000, initial });
  assert.ok(after.cost.total <= good.cost.total + 1e-9);
});

test('what is left out says what stood in the way, by how much, in a sentence', async () => {
  const { unassigned } = await plan(
    {
      travel: {
        kind: 'plane',
        points: [
          { x: 0, y: 0 },
          { x: 10, y: 0 },
        ],
      },
      vehicles: [{ id: 'van', start: 0, capacity: [4], shift: [0, 100] }],
      shipments: [
        { id: 'late', delivery: { location: 1, windows: [[0, 3]] } },
        { id: 'big', amount: [6], delivery: { location: 1 } },
        { id: 'cold', skills: ['cold'], delivery: { location: 1 } },
        { id: 'not-worth-it', penalty: 5, delivery: { location: 1 } },
      ],
    },
    { iterations: 50, timeLimitMs: 60_000 },
  );
  const by = Object.fromEntries(
    unassigned.map(({ shipment, constraint, by }) => [shipment, [constraint, Math.round(by)]]),
  );
  assert.deepEqual(by, {
    late: ['window', 7],
    big: ['capacity', 2],
    cold: ['skills', 1],
    'not-worth-it': ['penalty', 15],
  });
  for (const { message } of unassigned) assert.match(message, /^[A-Z].*\.$|^\S.*\.$/);
});

test('a matrix that is not symmetric, with durations of its own', async () => {
  const made = await plan(
    {
      travel: {
        kind: 'matrix',
        size: 3,
        distances: [0, 1, 9, 9, 0, 1, 1, 9, 0],
        durations: [0, 5, 5, 5, 0, 5, 5, 5, 0],
      },
      vehicles: [{ id: 'van', start: 0, costPerTime: 2 }],
      shipments: [
        { id: 'a', delivery: { location: 1 } },
        { id: 'b', delivery: { location: 2 } },
      ],
    },
    { iterations: 50, timeLimitMs: 60_000 },
  );
  assert.equal(made.cost.total, 3 + 30);
});

test('ten thousand stops end', async () => {
  const points = Array.from({ length: 10_001 }, (_, k) => ({ x: (k * 7919) % 10_007, y: (k * 104_729) % 10_009 }));
  const made = await plan(
    {
      travel: { kind: 'plane', points, rounding: 'nearest' },
      vehicles: [{ id: 'van', count: 600, start: 0, capacity: [20] }],
      shipments: points.slice(1).map((_, k) => ({ id: `d${k}`, amount: [1], delivery: { location: k + 1 } })),
    },
    { iterations: 200, timeLimitMs: 120_000 },
  );
  assert.deepEqual(made.unassigned, []);
});
