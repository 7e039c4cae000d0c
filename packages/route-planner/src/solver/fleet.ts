/**
 * Fewer vehicles, and fewer left out: one route is dissolved, then ruin and recreate goes on until all its shipments are
 * in other routes. A count of how often each shipment was left out says which are hard to place: a state is taken over if
 * what it leaves out has been left out less often (absence counters of slack induction by string removals).
 */
import type { Clock } from './clock.ts';
import type { Search } from './search.ts';
import { take } from './snapshot.ts';

const look = 16;

/** Goes on up to a share of the clock. With `dissolve` false it only tries to place what is left out. */
export function shrinkFleet(search: Search, clock: Clock, until: number, dissolve: boolean): void {
  const { state, ruin, recreate, random, settings, best, model } = search;
  const { roster } = state;
  const { weight } = model;
  const absences = new Float64Array(model.shipments).fill(1);
  const sumOfAbsences = (): number => {
    let sum = 0;
    for (let k = 0; k < state.absentCount; k++) {
      const s = state.absent[k];
      if (weight[s] > 0) sum += absences[s] * weight[s];
    }
    return sum;
  };
  const least = dissolve ? fewestPossible(search) : 0;
  for (;;) {
    if (best.score === 0 && roster.usedCount <= least) return;
    if (best.score === 0) {
      if (!dissolve) return;
      const victim = easiest(search, absences);
      if (victim < 0) return;
      roster.mostUsed = roster.usedCount - 1;
      ruin.removeRoute(victim);
      recreate.insertAll();
      state.commit();
    }
    let sum = sumOfAbsences();
    let cost = state.cost();
    const warmth = search.arcCost();
    for (let i = 0; sum > 0; i++) {
      if ((i % look === 0 && (clock.used() >= until || clock.stopped())) || !clock.tick()) {
        roster.mostUsed = best.score === 0 && dissolve ? best.vehicles : model.vehicles;
        take(state, best.next);
        return;
      }
      const s = state.absent[random.whole(state.absentCount)];
      ruin.removeStrings(settings.ruin, random.real() < 0.5 ? model.first[s] : -1);
      recreate.insertAll();
      const newSum = sumOfAbsences();
      const newCost = state.cost();
      const taken = newSum < sum || (newSum === sum && newCost < cost - warmth * Math.log(random.real()));
      for (let k = 0; k < state.absentCount; k++) absences[state.absent[k]]++;
      if (!taken) {
        state.rollback();
        // What is left out in both has become harder: the longer it stays out, the more others may take its turn.
        sum = sumOfAbsences();
        continue;
      }
      state.commit();
      sum = sumOfAbsences();
      cost = newCost;
      if (search.better(state.totals[1], newCost)) search.keep();
    }
    search.keep();
  }
}

/** The route whose shipments have been the easiest to place; not one with committed stops. */
function easiest({ state, model }: Search, absences: Float64Array): number {
  const { used, usedCount } = state.roster;
  let best = -1;
  let least = Infinity;
  for (let k = 0; k < usedCount; k++) {
    const v = used[k];
    if (model.committed[v].length > 0) continue;
    let sum = 0;
    for (let i = state.next[model.start0 + v]; i < model.end0; i = state.next[i])
      if (i < model.visits) sum += absences[model.shipmentOf[i]];
    if (sum < least) {
      least = sum;
      best = v;
    }
  }
  return best;
}

/** What the amounts alone demand, if every vehicle makes a single trip. */
function fewestPossible({ model }: Search): number {
  const { dimensions, amount, capacity, shipments, vehicles, origin, reloads } = model;
  let least = 1;
  if (reloads > 0 || origin.some((way) => way !== origin[0]) || origin[0] === 0) return least;
  for (let k = 0; k < dimensions; k++) {
    let sum = 0;
    let largest = 0;
    for (let s = 0; s < shipments; s++) sum += amount[s * dimensions + k];
    for (let v = 0; v < vehicles; v++) largest = Math.max(largest, capacity[v * dimensions + k]);
    least = Math.max(least, Math.ceil(sum / largest - 1e-9));
  }
  return least;
}
