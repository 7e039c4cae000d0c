/** Follows one vehicle over its stops: what it costs, when it is where with what on board, and what it breaks. */
import type { Route, Stop, Violation } from '../plan-types.ts';
import type { Window } from '../problem.ts';
import type { TimedJourney } from './lateness.ts';
import { timeJourney } from './lateness.ts';
import { loadsOf } from './load.ts';
import type { Leg } from './timetable.ts';
import { anyTime } from './timetable.ts';
import { exceeds, inWords } from './tolerance.ts';
import type { Call, Tour } from './tour.ts';
import { isVisit } from './tour.ts';
import type { Ways } from './ways.ts';

/** A route without its share of the balance, which takes all routes to know. */
export interface FollowedTour {
  readonly route: Route;
  readonly violations: readonly Violation[];
}

interface Way extends Leg {
  /** What is done at its end; null: the vehicle's end. */
  readonly call: Call | null;
  readonly place: number;
  readonly distance: number;
  readonly reachable: boolean;
}

export const noShift: Window = [0, Infinity];

export function followTour(tour: Tour, ways: Ways): FollowedTour {
  const { vehicle, name } = tour;
  const legs = waysOfTour(tour, ways);
  const timed = timeJourney({ shift: vehicle.shift ?? noShift, breaks: vehicle.breaks ?? [], legs });
  const { duration } = timed.timetable;
  const distance = legs.reduce((driven, leg) => driven + leg.distance, 0);
  const fixed = vehicle.fixedCost ?? 0;
  const costs = {
    fixed,
    distance: distance * (vehicle.costPerDistance ?? 1),
    time: duration * (vehicle.costPerTime ?? 0),
  };
  const loads = loadsOf(tour);
  return {
    route: {
      vehicle: name,
      stops: stopsOf(tour, legs, timed, loads.after),
      distance,
      duration,
      cost: { ...costs, total: costs.fixed + costs.distance + costs.time, penalties: 0, balance: 0 },
    },
    violations: [
      ...loads.violations,
      ...timeViolations(tour, legs, timed),
      ...limitViolations(tour, distance, duration),
    ],
  };
}

function waysOfTour({ vehicle, calls }: Tour, ways: Ways): Way[] {
  const { start, end = start, speedFactor = 1, reloadDuration = 0 } = vehicle;
  let here = start;
  const wayTo = (place: number): { place: number; distance: number; drive: number; reachable: boolean } => {
    const [distance, duration] = [ways.distance(here, place), ways.duration(here, place)];
    here = place;
    const reachable = [distance, duration].every((length) => Number.isFinite(length) && length >= 0);
    return reachable
      ? { place, distance, drive: duration / speedFactor, reachable }
      : { place, distance: 0, drive: 0, reachable };
  };
  const legs = calls.map((call): Way => {
    if (!isVisit(call)) return { call, ...wayTo(start), windows: anyTime, hold: reloadDuration };
    const { location, windows = anyTime, service = 0, setup = 0 } = call.visit;
    const hold = location === here ? service : setup + service;
    return { call, windows, hold, ...wayTo(location) };
  });
  if (end !== null) legs.push({ call: null, ...wayTo(end), windows: anyTime, hold: 0 });
  return legs;
}

function stopsOf(
  { vehicle }: Tour,
  legs: readonly Way[],
  { timetable }: TimedJourney,
  loads: readonly (readonly number[])[],
): Stop[] {
  let [here, distance, load] = [vehicle.start, 0, loads[0] ?? []];
  const departure = timetable.departure;
  const stops: Stop[] = [
    { kind: 'start', shipment: null, location: here, arrival: departure, waiting: 0, departure, load, distance },
  ];
  for (const [at, leg] of legs.entries()) {
    const call = timetable.calls[at];
    if (call === undefined) continue;
    for (const { driven, arrival, begin, end } of call.rests) {
      const location = driven === 1 ? leg.place : here;
      const soFar = distance + driven * leg.distance;
      const waiting = begin - arrival;
      stops.push({ kind: 'break', shipment: null, location, arrival, waiting, departure: end, load, distance: soFar });
    }
    here = leg.place;
    distance += leg.distance;
    load = loads[at + 1] ?? load;
    stops.push({
      kind: leg.call?.kind ?? 'end',
      shipment: leg.call !== null && isVisit(leg.call) ? leg.call.shipment.id : null,
      location: here,
      arrival: call.arrival,
      waiting: call.begin - call.arrival,
      departure: call.end,
      load,
      distance,
    });
  }
  if (vehicle.end === null) {
    const now = departure + timetable.duration;
    stops.push({
      kind: 'end',
      shipment: null,
      location: here,
      arrival: now,
      waiting: 0,
      departure: now,
      load,
      distance,
    });
  }
  return stops;
}

function timeViolations({ name, vehicle }: Tour, legs: readonly Way[], timed: TimedJourney): Violation[] {
  const found: Violation[] = [];
  for (const [at, leg] of legs.entries()) {
    const visit = leg.call !== null && isVisit(leg.call) ? leg.call : null;
    const shipment = visit?.shipment.id ?? null;
    if (!leg.reachable) {
      const what = visit === null ? `the ${leg.call === null ? 'end' : 'reload'}` : `the ${visit.kind} of ${shipment}`;
      const message = `No way leads to ${what} (place ${leg.place}) from the stop before it on the route of ${name}.`;
      found.push({ constraint: 'unreachable', vehicle: name, shipment, by: 1, message });
    }
    const by = timed.late[at] ?? 0;
    if (by > 0 && visit !== null) {
      const begin = timed.timetable.calls[at]?.begin ?? 0;
      const message = `The ${visit.kind} of ${shipment} by ${name} begins ${inWords(by)} too late, at ${inWords(begin)}.`;
      found.push({ constraint: 'window', vehicle: name, shipment, by, message });
    }
  }
  for (const [at, by] of timed.breaksLate.entries()) {
    if (by <= 0) continue;
    const window = vehicle.breaks?.[at]?.window.map(inWords).join(' and ') ?? '';
    const message = `The break of ${name} between ${window} begins ${inWords(by)} too late.`;
    found.push({ constraint: 'break', vehicle: name, shipment: null, by, message });
  }
  if (timed.overtime > 0) {
    const message = `${name} is out ${inWords(timed.overtime)} longer than its shift, which ends at ${inWords(vehicle.shift?.[1] ?? 0)}.`;
    found.push({ constraint: 'shift', vehicle: name, shipment: null, by: timed.overtime, message });
  }
  return found;
}

function limitViolations({ name, vehicle, calls }: Tour, distance: number, duration: number): Violation[] {
  const { maxDistance = Infinity, maxDuration = Infinity, maxStops = Infinity, maxTrips = 1 } = vehicle;
  const visits = calls.filter(isVisit).length;
  const limits = [
    { constraint: 'maxDistance', value: distance, limit: maxDistance, does: 'drives a distance of' },
    { constraint: 'maxDuration', value: duration, limit: maxDuration, does: 'is out for' },
    { constraint: 'maxStops', value: visits, limit: maxStops, does: 'has stops:' },
    { constraint: 'maxTrips', value: calls.length - visits + 1, limit: maxTrips, does: 'makes trips:' },
  ] as const;
  return limits
    .filter(({ value, limit }) => exceeds(value, limit))
    .map(({ constraint, value, limit, does }) => {
      const by = value - limit;
      const message = `${name} ${does} ${inWords(value)}, ${inWords(by)} more than its limit of ${inWords(limit)}.`;
      return { constraint, vehicle: name, shipment: null, by, message };
    });
}
