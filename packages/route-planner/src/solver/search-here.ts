/** A search in this very thread, by iterations: for tests and experiments, which `plan` would slow down by its threads. */
import type { RouteRef } from '../plan-types.ts';
import type { Problem } from '../problem.ts';
import { startFrom, toRoutes } from './chains.ts';
import { startClock } from './clock.ts';
import { compile, placesUsed } from './compile.ts';
import { layOut } from './near-grid.ts';
import { Search } from './search.ts';
import { take } from './snapshot.ts';
import type { State } from './state.ts';
import { allocateWays, rowFiller } from './ways.ts';

export interface Found {
  readonly routes: readonly RouteRef[];
  /** As the search counted it. */
  readonly cost: number;
  readonly score: number;
  readonly vehicles: number;
}

export function searchHere(
  problem: Problem,
  iterations: number,
  seed = 1,
  initial: readonly RouteRef[] | null = null,
): Found {
  const { travel } = problem;
  const places = placesUsed(problem);
  const ways = allocateWays(travel, places, travel.kind === 'matrix' ? travel.size : travel.points.length);
  const fill = rowFiller(ways, travel, places);
  places.forEach((_, row) => fill(row));
  const clock = startClock({ time: Infinity, iterations, now: () => 0, aborted: () => false });
  const model = compile(problem, ways);
  const start = initial === null ? null : (state: State) => startFrom(initial, problem, state);
  const search = new Search(
    model,
    { seed, layout: layOut(travel, places), start, onBest: () => {}, exchange: null },
    clock,
  );
  search.run(clock);
  take(search.state, search.best.next);
  const { best, state } = search;
  return {
    routes: toRoutes(problem, state),
    cost: best.cost - model.perVehicle * best.vehicles,
    score: best.score,
    vehicles: best.vehicles,
  };
}
