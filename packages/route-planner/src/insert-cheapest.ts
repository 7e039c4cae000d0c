/**
 * The cheapest place for one shipment among all tours that breaks nothing.
 *
 * It comes within milliseconds also when nothing is compiled yet, by leaving out what it can: a tour is laid out only
 * when no place found so far is cheaper than the shortest detour in it, and judged by a few additions per stop.
 */
import { followTour } from './evaluate/follow.ts';
import { exceeds } from './evaluate/tolerance.ts';
import type { Tour } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import type { Line } from './insert-line.ts';
import { lineOf } from './insert-line.ts';
import { Queue } from './insert-queue.ts';
import { leastBound } from './insert-bound.ts';
import { Trial } from './insert-trial.ts';
import type { Candidate } from './insertions.ts';
import { candidatesIn, suits, tryOut } from './insertions.ts';
import type { Shipment, Visit } from './problem.ts';

export interface Cheapest {
  readonly candidate: Candidate;
  readonly added: number;
  readonly addedDistance: number;
}

interface Entry {
  /** What it costs at least. */
  readonly key: number;
  /** Of equal bounds the first one in the order of the tours counts. */
  readonly order: number;
  readonly tour: Tour;
  /** Null: the tour has not been looked into. */
  readonly candidate: Candidate | null;
}

/** More positions than a tour ever has. */
const ordersPerTour = 2 ** 32;

export function cheapest(tours: readonly Tour[], shipment: Shipment, ways: Ways): Cheapest | null {
  const queue = new Queue<Entry>();
  tours.forEach((tour, k) => {
    if (!suits(tour.vehicle, shipment)) return;
    const key = leastBound(tour, shipment, ways);
    if (key < Infinity) queue.push({ key, order: k * ordersPerTour, tour, candidate: null });
  });
  const judge = new Judge(shipment, ways);
  let best: Cheapest | null = null;
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
    if (best !== null && entry.key >= best.added) break;
    const { tour, candidate, order } = entry;
    if (candidate === null)
      candidatesIn(tour, shipment, ways, true).forEach((found, k) =>
        // What is no number comes from where no way leads: nothing is known about it.
        queue.push({
          key: found.bound >= -Infinity ? found.bound : -Infinity,
          order: order + k + 1,
          tour,
          candidate: found,
        }),
      );
    else best = judge.better(candidate, best) ?? best;
  }
  return best;
}

/** A tour as it is now. */
interface Standing {
  readonly line: Line;
  readonly cost: number;
  readonly distance: number;
  readonly violations: number;
  /** Whether a trial says all there is to say about it. */
  readonly plain: boolean;
}

/** Sums in another order than the judge's are off by less. */
const slackOf = (cost: number): number => 1e-6 + 1e-9 * Math.abs(cost);

class Judge {
  private readonly shipment: Shipment;
  private readonly ways: Ways;
  private readonly trial: Trial;
  private readonly first: Visit | null;
  private readonly second: Visit | null;
  private readonly single: boolean;
  private readonly standings = new Map<Tour, Standing>();

  constructor(shipment: Shipment, ways: Ways) {
    const { pickup, delivery } = shipment;
    this.shipment = shipment;
    this.ways = ways;
    this.trial = new Trial(ways);
    this.first = pickup ?? delivery ?? null;
    this.second = pickup !== undefined && delivery !== undefined ? delivery : null;
    this.single = [pickup, delivery].every((visit) => visit === undefined || hasOneWindow(visit));
  }

  /** Null: it is not better, or breaks something. */
  better(candidate: Candidate, best: Cheapest | null): Cheapest | null {
    const { trial, first, second, shipment, ways } = this;
    const { tour, at, deliveryAt, reload } = candidate;
    if (first === null) return null;
    const now = this.standings.get(tour) ?? this.standingOf(tour);
    this.standings.set(tour, now);
    const possible = trial.run(tour, now.line, { first, second, at, deliveryAt, reload });
    if (now.violations === 0) {
      if (!possible) return null;
      const added = costOf(tour, trial) - now.cost;
      if (now.plain && this.single)
        return best === null || added < best.added
          ? { candidate, added, addedDistance: trial.distance - now.distance }
          : null;
      if (best !== null && added > best.added + slackOf(now.cost)) return null;
    }
    const { route, violations } = tryOut(candidate, shipment, ways);
    if (violations.length > now.violations) return null;
    const added = route.cost.total - now.cost;
    return best === null || added < best.added
      ? { candidate, added, addedDistance: route.distance - now.distance }
      : null;
  }

  private standingOf(tour: Tour): Standing {
    const { trial, ways } = this;
    const line = lineOf(tour, ways);
    const plain = isPlain(tour, line);
    // A vehicle that stands still costs nothing and breaks nothing, wherever it would have to end.
    if (tour.calls.length === 0) return { line, cost: 0, distance: 0, violations: 0, plain };
    if (plain && trial.run(tour, line, null))
      return { line, cost: costOf(tour, trial), distance: trial.distance, violations: 0, plain };
    const { route, violations } = followTour(tour, ways);
    return { line, cost: route.cost.total, distance: route.distance, violations: violations.length, plain: false };
  }
}

/** In the order in which the judge adds it up. */
function costOf({ vehicle }: Tour, { distance, duration }: Trial): number {
  const { fixedCost = 0, costPerDistance = 1, costPerTime = 0 } = vehicle;
  return fixedCost + distance * costPerDistance + duration * costPerTime;
}

/** Whether single windows, the limits and one trip's load are all there is; the load of the tour as it is included. */
function isPlain({ vehicle, calls }: Tour, { mostUntil }: Line): boolean {
  const { breaks = [], maxTrips = 1, capacity = [] } = vehicle;
  return (
    breaks.length === 0 &&
    maxTrips <= 1 &&
    calls.every((call) => isVisit(call) && hasOneWindow(call.visit)) &&
    mostUntil.every((along, dimension) => !exceeds(along.at(-1) ?? 0, capacity[dimension] ?? Infinity))
  );
}

const hasOneWindow = ({ windows }: Visit): boolean => windows === undefined || windows.length === 1;
