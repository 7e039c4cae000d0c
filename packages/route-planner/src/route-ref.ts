/** Calls back into the form in which routes are passed around. */
import type { Call } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import type { RouteRef } from './plan-types.ts';

export function toRouteRef(vehicle: string, calls: readonly Call[]): RouteRef {
  return {
    vehicle,
    stops: calls.map((call) => (isVisit(call) ? { shipment: call.shipment.id, visit: call.kind } : 'reload')),
  };
}
