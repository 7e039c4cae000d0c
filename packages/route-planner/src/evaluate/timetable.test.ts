import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate.ts';
import type { Problem, Window } from '../problem.ts';

/** A route in small whole numbers: the vehicle starts at place 0 and serves the places 1, 2, … */
interface Ride {
  readonly drives: readonly number[];
  readonly stops: readonly { readonly windows: readonly Window[]; readonly service: number }[];
  readonly breaks: readonly { readonly window: Window; readonly duration: number }[];
  readonly shift: Window;
  readonly open: boolean;
}

const window = (latest: number): fc.Arbitrary<Window> =>
  fc.tuple(fc.nat(latest), fc.nat(8)).map(([from, length]) => [from, from + length] as const);

const ride: fc.Arbitrary<Ride> = fc
  .record({
    stops: fc.array(
      fc.record({
        drive: fc.nat(5),
        windows: fc.array(window(25), { minLength: 1, maxLength: 3 }),
        service: fc.nat(4),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    back: fc.nat(4),
    breaks: fc.array(fc.record({ window: window(20), duration: fc.nat(4) }), { maxLength: 2 }),
    shift: fc
      .tuple(fc.nat(10), fc.integer({ min: 5, max: 40 }))
      .map(([from, length]) => [from, from + length] as const),
    open: fc.boolean(),
  })
  .map(({ stops, back, breaks, shift, open }) => ({
    drives: [...stops.map((stop) => stop.drive), back],
    stops,
    breaks: inOrder(breaks),
    shift,
    open,
  }));

function inOrder(breaks: Ride['breaks']): Ride['breaks'] {
  const froms = breaks.map((rest) => rest.window[0]).sort((a, b) => a - b);
  const untils = breaks.map((rest) => rest.window[1]).sort((a, b) => a - b);
  return breaks.map(({ duration }, at) => ({ duration, window: [froms[at] ?? 0, untils[at] ?? 0] }));
}

/** Goes through every departure and, minute by minute, everything a driver could do next. */
function bruteForce({ drives, stops, breaks, shift, open }: Ride): { duration: number; end: number } | null {
  const horizon = shift[1];
  const legs = [...stops, ...(open ? [] : [{ windows: [[0, Infinity] as const], service: 0 }])];
  const known = new Map<string, number>();
  const earliestEnd = (time: number, leg: number, left: number, rested: number): number => {
    if (time > horizon) return Infinity;
    const here = legs[leg];
    if (here === undefined) return breaks.slice(rested).every((rest) => time <= rest.window[1]) ? time : Infinity;
    const key = [time, leg, left, rested].join(' ');
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const ends = [earliestEnd(time + 1, leg, left, rested)];
    if (left > 0) ends.push(earliestEnd(time + 1, leg, left - 1, rested));
    const rest = breaks[rested];
    if (rest !== undefined && rest.window[0] <= time && time <= rest.window[1])
      ends.push(earliestEnd(time + rest.duration, leg, left, rested + 1));
    if (left === 0 && here.windows.some(([from, until]) => from <= time && time <= until))
      ends.push(earliestEnd(time + here.service, leg + 1, drives[leg + 1] ?? 0, rested));
    const best = Math.min(...ends);
    known.set(key, best);
    return best;
  };
  let best: { duration: number; end: number } | null = null;
  for (let departure = shift[0]; departure <= shift[1]; departure++) {
    for (let rested = 0; rested <= breaks.length; rested++) {
      if (!breaks.slice(0, rested).every((rest) => rest.window[0] + rest.duration <= departure)) break;
      const end = earliestEnd(departure, 0, drives[0] ?? 0, rested);
      const duration = end - departure;
      if (end === Infinity) continue;
      if (best === null || duration < best.duration || (duration === best.duration && end < best.end))
        best = { duration, end };
    }
  }
  return best;
}

function toProblem({ drives, stops, breaks, shift, open }: Ride): Problem {
  const size = stops.length + 1;
  const distances = Array.from({ length: size * size }, () => 100);
  for (let at = 0; at < size; at++) distances[at * size + ((at + 1) % size)] = drives[at] ?? 0;
  return {
    travel: { kind: 'matrix', size, distances },
    vehicles: [{ id: 'van', start: 0, shift, breaks, ...(open && { end: null }) }],
    shipments: stops.map(({ windows, service }, at) => ({
      id: String(at),
      delivery: { location: at + 1, windows, service },
    })),
  };
}

test('the timetable is the shortest of all that keep windows, shift and breaks', () => {
  let [feasible, infeasible] = [0, 0];
  fc.assert(
    fc.property(ride, (example) => {
      const problem = toProblem(example);
      const stops = problem.shipments.map(({ id }) => ({ shipment: id, visit: 'delivery' as const }));
      const judged = evaluate(problem, [{ vehicle: 'van', stops }]);
      const best = bruteForce(example);
      assert.equal(judged.feasible, best !== null);
      const [route] = judged.routes;
      if (best === null || route === undefined) {
        infeasible++;
        return;
      }
      feasible++;
      assert.equal(route.duration, best.duration);
      assert.equal(route.stops.at(-1)?.arrival, best.end);
      assertKept(example, route.stops);
    }),
    { numRuns: 3000 },
  );
  assert.ok(feasible > 300 && infeasible > 300, `${feasible} feasible, ${infeasible} not`);
});

/** What is shown to people is a day that can be lived: nothing overlaps, everything lies in its window. */
function assertKept(
  { stops, breaks, shift, drives }: Ride,
  shown: readonly { kind: string; arrival: number; waiting: number; departure: number }[],
): void {
  let [driven, needed, last] = [0, 0, shift[0]];
  const visits = [...stops];
  for (const { kind, arrival, waiting, departure } of shown) {
    const begin = arrival + waiting;
    assert.ok(waiting >= 0 && arrival >= last && departure >= begin);
    driven += arrival - last;
    last = departure;
    if (kind === 'start') driven = 0;
    if (kind === 'break') {
      const rest = breaks.find(
        ({ window: [from, until], duration }) => from <= begin && begin <= until && duration === departure - begin,
      );
      assert.ok(rest, `a break from ${begin} to ${departure}`);
    }
    if (kind === 'delivery') {
      const stop = visits.shift();
      needed += drives[stops.length - visits.length - 1] ?? 0;
      assert.ok(driven >= needed);
      assert.ok(stop?.windows.some(([from, until]) => from <= begin && begin <= until));
    }
  }
  assert.ok(last <= shift[1]);
}

test('a route that cannot be in time is as early as it can be, and each late stop is told', () => {
  const problem: Problem = {
    travel: { kind: 'plane', points: [0, 10, 20, 30].map((x) => ({ x, y: 0 })) },
    vehicles: [{ id: 'van', start: 0, shift: [0, 100] }],
    shipments: [
      { id: 'a', delivery: { location: 1, windows: [[5, 8]] } },
      { id: 'b', delivery: { location: 2, windows: [[0, 15]] } },
      { id: 'c', delivery: { location: 3, windows: [[60, 70]] } },
    ],
  };
  const stops = ['a', 'b', 'c'].map((shipment) => ({ shipment, visit: 'delivery' as const }));
  const { violations, routes } = evaluate(problem, [{ vehicle: 'van', stops }]);
  assert.deepEqual(
    violations.map(({ constraint, shipment, by }) => [constraint, shipment, by]),
    [
      ['window', 'a', 2],
      ['window', 'b', 5],
    ],
  );
  assert.equal(routes[0]?.stops[0]?.departure, 0);
  assert.equal(routes[0]?.duration, 90);
});
