import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Problem, Visit } from '../problem.ts';
import { startClock } from './clock.ts';
import { compile, placesUsed } from './model.ts';
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

function withoutSetups(problem: Problem): Problem {
  const strip = ({ setup: _setup, ...visit }: Visit): Visit => visit;
  return {
    ...problem,
    shipments: problem.shipments.map(({ pickup, delivery, ...rest }) => ({
      ...rest,
      ...(pickup === undefined ? {} : { pickup: strip(pickup) }),
      ...(delivery === undefined ? {} : { delivery: strip(delivery) }),
    })),
  };
}

test('bounds leave out no place that would be cheaper', () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryProblem(9), fc.boolean(), (some, withSetups) => {
      const problem = withSetups ? some : withoutSetups(some);
      // Where roads make detours, bounds may pass over a place; balance changes what it costs.
      if (problem.travel.kind === 'matrix' || (problem.objective?.balance ?? 0) > 0) return;
      const places = placesUsed(problem);
      const ways = allocateWays(problem.travel, places, problem.travel.points.length);
      const fill = rowFiller(ways, problem.travel, places);
      places.forEach((_, row) => fill(row));
      const model = compile(problem, ways);
      const hasSetups = model.setup.some((time) => time > 0);
      // A stop can save another one its set-up, which only the labels of single windows without breaks know.
      if (hasSetups && (model.windows.length > 0 || model.breaks.some(({ length }) => length > 0))) return;
      if (!model.features.rich) return;
      const clock = startClock({ time: Infinity, iterations: 20, now: () => 0, aborted: () => false });
      const search = new Search(model, { seed: 1, layout: null, start: null, onBest: () => {}, exchange: null }, clock);
      search.run(clock);
      const { state } = search;
      const rich = new RichSearch(state);
      const blinks = new Blinks(createRandom(1));
      const place = new Place();
      for (let s = 0; s < model.shipments; s++) {
        const from = state.routeOf[model.first[s]];
        if (from >= 0) {
          if (model.committed[from].length > 0) continue;
          state.remove(s);
          state.relabel(from);
        }
        for (let v = 0; v < model.vehicles; v++) {
          if (state.stops[v] === 0 || model.fits[model.kind[s] * model.types + model.typeOf[v]] === 0) continue;
          blinks.left = 1_000_000;
          place.clear(Infinity);
          rich.findInRoute(s, v, place, blinks);
          assert.ok(place.cost <= leastByTrying(state, s, v) + 1e-6, `${s} in ${v}`);
          compared++;
        }
      }
    }),
    { numRuns: 800, seed: 4 },
  );
  assert.ok(compared > 150, String(compared));
});
