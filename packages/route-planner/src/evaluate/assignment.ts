/** Rules on which shipment goes with which vehicle in which order; nothing here depends on time or load. */
import type { Constraint, Violation } from '../plan-types.ts';
import type { Problem, Shipment, Vehicle } from '../problem.ts';
import type { Call, Tour, VisitCall } from './tour.ts';
import { isVisit, namedVehicles } from './tour.ts';

interface Seen {
  readonly tour: Tour;
  readonly call: VisitCall;
  readonly position: number;
}

export function assignmentViolations(problem: Problem, tours: readonly Tour[]): Violation[] {
  const seen = visitsByShipment(tours);
  return [
    ...vehiclesTwice(tours),
    ...committedViolations(problem.vehicles, tours),
    ...[...seen].flatMap(([shipment, visits]) => [
      ...carrierViolations(shipment, visits),
      ...visitsTwice(shipment, visits),
      ...pairViolations(shipment, visits),
    ]),
  ];
}

/** Shipments with a visit in any route. */
export function visitsByShipment(tours: readonly Tour[]): Map<Shipment, Seen[]> {
  const seen = new Map<Shipment, Seen[]>();
  for (const tour of tours) {
    for (const [position, call] of tour.calls.entries()) {
      if (!isVisit(call)) continue;
      const visits = seen.get(call.shipment);
      if (visits === undefined) seen.set(call.shipment, [{ tour, call, position }]);
      else visits.push({ tour, call, position });
    }
  }
  return seen;
}

function vehiclesTwice(tours: readonly Tour[]): Violation[] {
  const names = new Set<string>();
  return tours.flatMap(({ name }) => {
    if (!names.has(name)) {
      names.add(name);
      return [];
    }
    return [violation('twice', name, null, 1, `${name} has more than one route.`)];
  });
}

function committedViolations(vehicles: readonly Vehicle[], tours: readonly Tour[]): Violation[] {
  const found: Violation[] = [];
  for (const [name, vehicle] of namedVehicles(vehicles)) {
    const { committed = [] } = vehicle;
    if (committed.length === 0) continue;
    const calls = tours.find((tour) => tour.name === name)?.calls ?? [];
    const at = committed.findIndex((stop, position) => !isCall(calls[position], stop.shipment, stop.visit));
    const first = committed[at];
    if (first === undefined) continue;
    const message = `${name} is committed to the ${first.visit} of ${first.shipment} as its stop number ${at + 1}.`;
    found.push(violation('committed', name, first.shipment, committed.length - at, message));
  }
  return found;
}

const isCall = (call: Call | undefined, shipment: string, visit: VisitCall['kind']): boolean =>
  call !== undefined && isVisit(call) && call.shipment.id === shipment && call.kind === visit;

function carrierViolations(shipment: Shipment, visits: readonly Seen[]): Violation[] {
  const { id, skills = [], vehicles } = shipment;
  return [...new Set(visits.map(({ tour }) => tour))].flatMap(({ name, vehicle }) => {
    const missing = [...new Set(skills)].filter((skill) => vehicle.skills?.includes(skill) !== true);
    const needed = `${id} needs ${missing.join(', ')}, which ${name} does not offer.`;
    const pinned = `${id} may go only with ${vehicles?.join(', ')}, not with ${name}.`;
    return [
      ...(missing.length > 0 ? [violation('skills', name, id, missing.length, needed)] : []),
      ...(vehicles?.includes(vehicle.id) === false ? [violation('vehicle', name, id, 1, pinned)] : []),
    ];
  });
}

function visitsTwice({ id }: Shipment, visits: readonly Seen[]): Violation[] {
  return (['pickup', 'delivery'] as const).flatMap((kind) => {
    const [, ...again] = visits.filter(({ call }) => call.kind === kind);
    const last = again.at(-1);
    if (last === undefined) return [];
    const message = `The ${kind} of ${id} is in the routes ${again.length + 1} times.`;
    return [violation('twice', last.tour.name, id, again.length, message)];
  });
}

function pairViolations(shipment: Shipment, visits: readonly Seen[]): Violation[] {
  const { id } = shipment;
  if (shipment.pickup === undefined || shipment.delivery === undefined) return [];
  const pickup = visits.find(({ call }) => call.kind === 'pickup');
  const delivery = visits.find(({ call }) => call.kind === 'delivery');
  const only = pickup ?? delivery;
  if (pickup !== undefined && delivery !== undefined) {
    if (pickup.tour !== delivery.tour) {
      const message = `${id} is picked up by ${pickup.tour.name} but delivered by ${delivery.tour.name}.`;
      return [violation('vehicle', delivery.tour.name, id, 1, message)];
    }
    if (pickup.position < delivery.position) return [];
    const message = `${id} is delivered by ${delivery.tour.name} before it is picked up.`;
    return [violation('order', delivery.tour.name, id, pickup.position - delivery.position, message)];
  }
  if (only === undefined) return [];
  const lacks = pickup === undefined ? 'pickup' : 'delivery';
  const message = `${id} has its ${only.call.kind} on the route of ${only.tour.name}, but its ${lacks} is nowhere.`;
  return [violation('missing', only.tour.name, id, 1, message)];
}

const violation = (
  constraint: Constraint,
  vehicle: string,
  shipment: string | null,
  by: number,
  message: string,
): Violation => ({ constraint, vehicle, shipment, by, message });
