/**
 * The judge of plans: works out what routes mean on the caller's own numbers, and names every rule they break.
 *
 * It shares no arithmetic with the solver, so that each finds the other's mistakes. What it holds to be true:
 *
 * **Names.** A vehicle with `count` 1 is called by its id, one with more `id#1` … `id#count`. A vehicle has at most one
 * route (two: `twice`). A route without a pickup or delivery is no route: it costs nothing and is not given back, but a
 * vehicle with `committed` stops must have them. Names that the problem does not know are refused with
 * `InvalidProblem`, since nothing can be said about them.
 *
 * **Ways.** From a place to itself it is 0 far and takes no time, whatever a matrix says on its diagonal. A distance or
 * duration that is negative or infinite: `unreachable`. Points: haversine with a radius of 6,371,008.8 m, times
 * `detour`; seconds are these metres divided by `speed`. Plane: Euclidean; `nearest` is `Math.floor(d + 0.5)`. A way
 * takes its duration divided by the vehicle's `speedFactor`. Nothing else is rounded.
 *
 * **Visits.** A visit begins within one of its windows (bounds included); before that the vehicle waits there. It lasts
 * `setup` (only when the place before it, start and reload included, has another index) plus `service`, and may end
 * after the window.
 *
 * **Shift, departure, duration.** Without a `shift` a vehicle may be out from 0 on, for ever. It departs in the shift
 * and is at its end, or with an open end has finished its last visit, by the shift's end. Among all schedules that keep
 * windows, shift and breaks the one with the shortest time from departure to end counts, among these the one that ends
 * first: with single windows that is the latest departure that does not delay the end. Loading at the start takes no
 * time.
 *
 * **Breaks** are taken in the order listed, between two stops (start, visits, reloads and end are stops), also on the
 * way. A break begins within its window, not before the stop before it is done, and delays what follows by its length:
 * with `y` the end of a stop and `t` the way to the next, the vehicle is there at `max(y + t, from) + duration` at the
 * earliest, provided that `y <= until`. A break may also lie before the departure (`from + duration <= departure`) or
 * after the end (`end <= until`), where it neither costs nor delays anything: a driver on the road only in the
 * afternoon owes no lunch break. In the schedule a break is shown at the next stop's place where that is reached in
 * time, else as early as it may begin, at the place of the stop before it.
 *
 * **Load.** Goods with a delivery only are on board from the start of the trip (the start, or the reload before them);
 * goods with a pickup only stay on board until the end of the trip (a reload takes them off, too); pairs are on board
 * from pickup to delivery, through a reload if need be. Pickup and delivery of a pair: same vehicle (`vehicle`),
 * pickup first (`order`), neither without the other (`missing`). No dimension may exceed the capacity at any time.
 *
 * **Limits** hold for a vehicle's whole route, all trips together: `maxDistance`; `maxDuration` from departure to end,
 * waiting, breaks and reloads included; `maxStops` counts pickups and deliveries, also several at one place;
 * `maxTrips` is reloads + 1. A reload happens at the start's place and takes `reloadDuration`.
 *
 * **Committed** stops are the first of the route, in their order, with no reload among or before them. A shipment that a
 * vehicle has picked up already is one with a delivery only.
 *
 * **Cost.** `fixedCost` of each vehicle with a visit; distance and time by its rates; the penalties of optional
 * shipments left out; `balance` times the time by which each route is longer than the mean of all used. Left-out
 * shipments without a penalty cost nothing here and are no violation: `unassigned` tells.
 *
 * **Tolerance.** A limit is broken when it is exceeded by more than 1e-6 plus 1e-12 of its size, since sums of fractions
 * depend on the order of addition.
 *
 * Where no schedule keeps all windows, the visits begin as early as they can, each late one counts with how late it is,
 * and the shortest schedule that is no later anywhere is given.
 */
import { assignmentViolations, visitsByShipment } from './evaluate/assignment.ts';
import { sum, totalCost, withBalance } from './evaluate/costs.ts';
import { followTour } from './evaluate/follow.ts';
import { isVisit, readTours } from './evaluate/tour.ts';
import { waysOf } from './evaluate/ways.ts';
import type { Evaluation, RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';

export function evaluate(problem: Problem, routes: readonly RouteRef[]): Evaluation {
  const tours = readTours(problem, routes);
  const ways = waysOf(problem.travel);
  const followed = tours.filter(({ calls }) => calls.some(isVisit)).map((tour) => followTour(tour, ways));
  const violations = [...assignmentViolations(problem, tours), ...followed.flatMap((tour) => tour.violations)];
  const seen = visitsByShipment(tours);
  const unassigned = problem.shipments.filter((shipment) => !seen.has(shipment));
  const balanced = withBalance(
    followed.map(({ route }) => route),
    problem.objective?.balance ?? 0,
  );
  const penalties = sum(unassigned.map(({ penalty = 0 }) => penalty));
  return {
    feasible: violations.length === 0,
    violations,
    routes: balanced,
    unassigned: unassigned.map(({ id }) => id),
    cost: totalCost(
      balanced.map(({ cost }) => cost),
      penalties,
    ),
  };
}
