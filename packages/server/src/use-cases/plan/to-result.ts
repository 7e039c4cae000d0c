/** From the planner's routes to ours: names, instants, and reasons in our words. Pure. */
import type { Plan as Found, Route, Unassigned } from '@waybill/route-planner';
import type { Leg } from '../../domain/delivery/delivery.ts';
import type { PlanConstraint, PlanResult, PlanRoute, PlanStop, Unplanned } from '../../domain/plan/plan.ts';
import type { PlanningTask } from './task.ts';

const constraints = {
  capacity: 'capacity',
  skills: 'types',
  vehicle: 'vehicle',
  window: 'window',
  shift: 'shift',
  break: 'shift',
  maxDistance: 'max_distance',
  maxDuration: 'shift',
  maxStops: 'capacity',
  maxTrips: 'capacity',
  unreachable: 'unreachable',
  // these do not occur: we ask for no committed stops, and nothing is optional
  order: 'time',
  committed: 'time',
  twice: 'time',
  penalty: 'time',
  missing: 'time',
} as const satisfies Record<Unassigned['constraint'], PlanConstraint>;

/** @param found null where nothing was searched for */
export function toResult(task: PlanningTask, found: Found | null): PlanResult {
  const { leftOut, versions } = task;
  const routes = (found?.routes ?? []).flatMap((route) => toRoute(task, route) ?? []);
  const searched = (found?.unassigned ?? []).map((one): Unplanned => ({
    shipment: task.shipments.get(one.shipment)?.name ?? one.shipment,
    deliveryId: task.shipments.get(one.shipment)?.deliveryId ?? null,
    constraint: constraints[one.constraint],
    message: one.message,
  }));
  return { routes, unassigned: [...leftOut, ...searched], versions, applied: 0 };
}

function toRoute(task: PlanningTask, { vehicle, stops, distance }: Route): PlanRoute | null {
  const [first, last] = [stops[0], stops.at(-1)];
  const visits = stops.flatMap((stop, index) => toStop(task, stop, stops[index - 1]) ?? []);
  if (!first || !last || visits.length === 0) return null;
  return {
    vehicle,
    courierId: task.couriers.get(vehicle) ?? null,
    startsAt: instantOf(task, first.departure),
    endsAt: instantOf(task, last.arrival),
    distanceMetres: Math.round(distance),
    stops: visits,
    tripId: null,
  };
}

type Stop = Route['stops'][number];

function toStop(task: PlanningTask, stop: Stop, before: Stop | undefined): PlanStop | null {
  const { kind, shipment, arrival, departure, distance } = stop;
  if (shipment === null || (kind !== 'pickup' && kind !== 'delivery')) return null;
  const leg: Leg = kind === 'pickup' ? 'pickup' : 'dropoff';
  const known = task.shipments.get(shipment);
  const door = known?.doors[leg];
  if (!known || !door) throw new Error(`The planner names ${shipment}, which it was not given.`);
  return {
    shipment: known.name,
    deliveryId: known.deliveryId,
    leg,
    position: door.position,
    slot: door.slot,
    arrival: instantOf(task, arrival),
    departure: instantOf(task, departure),
    distanceMetres: Math.round(distance - (before?.distance ?? 0)),
  };
}

/** Whole seconds: roads are not known better. */
function instantOf({ base }: PlanningTask, seconds: number): string {
  return new Date(base + Math.round(seconds) * 1000).toISOString();
}
