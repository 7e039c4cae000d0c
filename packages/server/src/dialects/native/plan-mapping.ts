/** Pure: plans as the native API takes and shows them. */
import { invalid } from '../../domain/errors.ts';
import type * as plan from '../../domain/plan/plan.ts';
import { toInstantOrNull } from './instants.ts';
import { iso, isoOrNull } from './iso.ts';
import type { NewPlan, Plan, PlanRoute, PlanSummary, Unplanned } from './schemas/plan.ts';

/** @throws DomainError `invalid_input` for a text that names no instant */
export function toDeliveriesRequest(body: NewPlan): plan.DeliveriesRequest {
  const { deliveryIds, courierIds, window, setOff, seconds } = body;
  if (window && !window.from && !window.until) throw invalid('window', 'Give one of its ends, or leave it out.');
  return {
    kind: 'deliveries',
    deliveryIds: deliveryIds ?? null,
    courierIds: courierIds ?? null,
    window: window
      ? {
          from: isoOrNull(toInstantOrNull('window.from', window.from)),
          until: isoOrNull(toInstantOrNull('window.until', window.until)),
        }
      : null,
    setOff: isoOrNull(toInstantOrNull('setOff', setOff)),
    seconds: seconds ?? null,
  };
}

export function toPlanSummary(one: plan.PlanSummary): PlanSummary {
  return {
    id: one.id,
    version: one.version,
    kind: one.kind,
    name: one.name,
    state: one.state,
    progress: one.progress,
    failure: one.failure,
    attempts: one.attempts,
    createdAt: iso(one.createdAt),
    startedAt: isoOrNull(one.startedAt),
    endedAt: isoOrNull(one.endedAt),
    updatedAt: iso(one.updatedAt),
  };
}

export function toPlan(one: plan.Plan): Plan {
  const { routes = [], unassigned = [] } = one.result ?? {};
  return { ...toPlanSummary(one), routes: routes.map(toPlanRoute), unassigned: unassigned.map(toUnplanned) };
}

export function toPlanRoute(one: plan.PlanRoute): PlanRoute {
  const { vehicle, courierId, tripId, startsAt, endsAt, distanceMetres } = one;
  const stops = one.stops.map(({ shipment, deliveryId, leg, position, slot, arrival, departure, ...stop }) => ({
    shipment,
    deliveryId,
    leg,
    position,
    slot,
    arrival,
    departure,
    distanceMetres: stop.distanceMetres,
  }));
  return { vehicle, courierId, tripId, startsAt, endsAt, distanceMetres, stops };
}

export function toUnplanned({ shipment, deliveryId, constraint, message }: plan.Unplanned): Unplanned {
  return { shipment, deliveryId, constraint, message };
}
