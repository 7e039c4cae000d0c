import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate.ts';
import type { Problem } from '../problem.ts';
import { toRoutes } from './chains.ts';
import { startClock } from './clock.ts';
import { compile, placesUsed } from './compile.ts';
import { Blinks, Place } from './place.ts';
import { RichSearch } from './place-rich.ts';
import { createRandom } from './random.ts';
import { arbitraryProblem } from './random-problem.ts';
import { Search } from './search.ts';
import type { State } from './state.ts';
import { allocateWays, rowFiller } from './ways.ts';

/** The least that the shipment adds to a route, by asking the exact judge about every pair of positions. */
function leastByTrying(state: State, s: number, v: number): number {
  const { model, measure } = state;
  const node = model.first[s];
  const other = model.mate[node];
  const nodes = new Int32Array(model.nodes + 4);
  const route = [...nodes.subarray(0, state.nodesOf(v, nodes))];
  const head = route.indexOf(state.head[v]);
  let least = Infinity;
  for (let k = head; k < route.length - 1; k++)
    for (let last = k; last < (other < 0 ? k + 1 : route.length - 1); last++) {
      const trial = route.flatMap((i, at) => [
        i,
        ...(at === k ? [node] : []),
        ...(at === last && other >= 0 ? [other] : []),
      ]);
      if (!measure.keepsAll(v, Int32Array.from(trial), trial.length)) continue;
      const added =
        model.costPerDistance[v] * (measure.distance - state.distance[v]) +
        model.costPerTime[v] * (measure.duration - state.duration[v]);
      least = Math.min(least, added);
    }
  return least;
}

/** A plan after a few iterations. */
function begin(problem: Problem): Search {
  const { travel } = problem;
  const places = placesUsed(problem);
  const ways = allocateWays(travel, places, travel.kind === 'matrix' ? travel.size : travel.points.length);
  const fill = rowFiller(ways, travel, places);
  places.forEach((_, row) => fill(row));
  const clock = startClock({ time: Infinity, iterations: 20, now: () => 0, aborted: () => false });
  const search = new Search(
    compile(problem, ways),
    { seed: 1, layout: null, start: null, onBest: () => {}, exchange: null },
    clock,
  );
  search.run(clock);
  return search;
}

/** Takes a shipment out of its route unless that breaks it, or stops are committed in it. False: it stays. */
function takeOut(state: State, s: number): boolean {
  const from = state.routeOf[state.model.first[s]];
  if (from < 0) return true;
  if (state.model.committed[from].length > 0) return false;
  state.commit();
  state.remove(s);
  if (state.relabel(from)) return true;
  state.rollback();
  return false;
}

test('the place found in a route is its cheapest, and costs what the exact judge says', () => {
  let [compared, found] = [0, 0];
  fc.assert(
    fc.property(arbitraryProblem(9), (problem) => {
      // Where roads make detours, a place may be passed over; balance changes what it costs.
      if (problem.travel.kind === 'matrix' || (problem.objective?.balance ?? 0) > 0) return;
      const { state } = begin(problem);
      const { model } = state;
      if (!model.features.rich && !model.features.mixedLoads) return;
      const rich = new RichSearch(state);
      const blinks = new Blinks(createRandom(1));
      const place = new Place();
      for (let s = 0; s < model.shipments; s++) {
        if (!takeOut(state, s)) continue;
        for (let v = 0; v < model.vehicles; v++) {
          if (state.stops[v] === 0 || model.fits[model.kind[s] * model.types + model.typeOf[v]] === 0) continue;
          blinks.left = 1_000_000;
          place.clear(Infinity);
          rich.findInRoute(s, v, place, blinks);
          const least = leastByTrying(state, s, v);
          assert.ok(place.cost <= least + 1e-6, `${s} in ${v} would cost ${least}, not ${place.cost}`);
          // With a reload more it may be cheaper.
          if (place.reload === 0) assert.ok(place.cost >= least - 1e-6, `${s} in ${v} costs ${least}`);
          compared++;
          if (least < Infinity) found++;
        }
      }
    }),
    { numRuns: 1000, seed: 4 },
  );
  assert.ok(compared > 500 && found > 300, `${compared} ${found}`);
});

test('a shipment costs as much more as its place was said to', () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryProblem(9), (problem) => {
      // What a place costs by balance leaves out that it moves the mean.
      if ((problem.objective?.balance ?? 0) > 0) return;
      const { state, recreate, model } = begin(problem);
      const total = (): number => {
        const { violations, cost } = evaluate(problem, toRoutes(problem, state));
        assert.deepEqual(violations, []);
        return cost.total + model.perVehicle * state.roster.usedCount;
      };
      for (let s = 0; s < model.shipments; s++) {
        const { penalty = 0 } = problem.shipments[s];
        if (!takeOut(state, s)) continue;
        const before = total();
        recreate.blinks.left = 1_000_000;
        if (!recreate.insert(s)) continue;
        const more = total() - before + penalty;
        assert.ok(Math.abs(recreate.place.cost - more) < 1e-5, `${s} costs ${more}, not ${recreate.place.cost}`);
        compared++;
      }
    }),
    { numRuns: 1000, seed: 5 },
  );
  assert.ok(compared > 1000, String(compared));
});
