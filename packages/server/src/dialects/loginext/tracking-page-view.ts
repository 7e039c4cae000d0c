/** Orders and trips as the tracking page is told of them. Pure and total: a new state does not compile without a word. */
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import type { TripState } from '../../domain/trip/trip.ts';
import type {
  Crew,
  Moment,
  Seen,
  Sight,
  orderMoments,
  TrackedVisit,
  tripMoments,
} from '../../use-cases/live/tracked.ts';
import type * as core from '../../use-cases/live/tracked.ts';
import type { OrderPhase, TrackedOrder, TrackedStop, TrackedThing, TrackedTrip, TripPhase } from './schemas/tracking-page.ts'; // prettier-ignore
import { toLogiNextStatus, toOrderLeg } from './status.ts';
import { toEpoch } from './wire.ts';

const phases = {
  draft: 'received',
  awaiting_payment: 'received',
  paid: 'received',
  processing: 'received',
  ready: 'received',
  offered: 'received',
  assigned: 'planned',
  to_pickup: 'to_pickup',
  at_pickup: 'at_pickup',
  pickup_failed: 'not_collected',
  in_transit: 'on_the_way',
  at_dropoff: 'at_door',
  delivery_failed: 'not_delivered',
  delivered: 'delivered',
  partially_delivered: 'partly_delivered',
  confirmed: 'delivered',
  returning: 'returning',
  returned: 'returned',
  cancelled: 'cancelled',
  expired: 'cancelled',
} as const satisfies Record<DeliveryState, OrderPhase>;

const orderMomentPhases = {
  'delivery.created': 'received',
  'delivery.assigned': 'planned',
  'delivery.released': 'waiting',
  'delivery.rejected': 'waiting',
  'delivery.dispatched': 'set_out',
  'delivery.arrived': 'at_door',
  'delivery.picked_up': 'collected',
  'delivery.pickup_failed': 'not_collected',
  'delivery.delivered': 'delivered',
  'delivery.partially_delivered': 'partly_delivered',
  'delivery.delivery_failed': 'not_delivered',
  'delivery.cancelled': 'cancelled',
  'delivery.expired': 'cancelled',
} as const satisfies Record<(typeof orderMoments)[number], OrderPhase>;

const tripMomentPhases = {
  'trip.created': 'planned',
  'trip.loaded': 'loaded',
  'trip.started': 'started',
  'trip.ended': 'ended',
  'trip.cancelled': 'cancelled',
} as const satisfies Record<(typeof tripMoments)[number], TripPhase>;

const tripStatePhases = {
  planned: 'planned',
  started: 'started',
  ended: 'ended',
  cancelled: 'cancelled',
} as const satisfies Record<TripState, TripPhase>;

export function toTrackedThing({ version, tracked }: Sight): TrackedThing {
  return tracked.kind === 'order' ? toOrder(version, tracked) : toTrip(version, tracked);
}

function toOrder(version: string, order: core.TrackedOrder): TrackedOrder {
  const isReceived = phases[order.state] === 'received';
  // one that came back from a courier waits for the next
  const last = order.history.at(-1)?.type;
  const isWaiting = isReceived && (last === 'delivery.released' || last === 'delivery.rejected');
  return {
    kind: 'order',
    version,
    orderNo: order.orderNumber,
    status: toLogiNextStatus(order.state, order.legs),
    phase: isWaiting ? 'waiting' : phaseOf(order),
    leg: toOrderLeg[order.leg],
    startTimeWindow: toEpoch(order.window.from),
    endTimeWindow: toEpoch(order.window.until),
    eta: toEpoch(order.arrival),
    stopsBefore: order.stopsBefore,
    courier: order.crew && toCrew(order.crew),
    position: order.seen && toSeen(order.seen),
    door: order.door,
    history: order.history.flatMap((moment) => {
      const phase = momentPhase(moment);
      return phase ? [{ phase, time: moment.at.getTime() }] : [];
    }),
  };
}

/** For a customer whose goods are only collected, the matter ends with the collection. */
function phaseOf({ state, legs }: core.TrackedOrder): OrderPhase {
  const phase = phases[state];
  return legs === 'pickup' && (phase === 'on_the_way' || phase === 'delivered') ? 'collected' : phase;
}

function momentPhase({ type, leg }: Moment): OrderPhase | null {
  if (type === 'delivery.arrived' && leg === 'pickup') return 'at_pickup';
  return wordOf(orderMomentPhases, type);
}

function toTrip(version: string, trip: core.TrackedTrip): TrackedTrip {
  return {
    kind: 'trip',
    version,
    tripName: trip.name,
    phase: tripStatePhases[trip.state],
    origin: trip.origin,
    destination: trip.destination,
    eta: toEpoch(trip.arrival),
    courier: trip.crew && toCrew(trip.crew),
    position: trip.seen && toSeen(trip.seen),
    stops: trip.stops.map(toStop),
    history: trip.history.flatMap(({ type, at }) => {
      const phase = wordOf(tripMomentPhases, type);
      return phase ? [{ phase, time: at.getTime() }] : [];
    }),
  };
}

function toStop(visit: TrackedVisit): TrackedStop {
  return {
    sequence: visit.sequence,
    orderNo: visit.orderNumber,
    leg: toOrderLeg[visit.leg],
    state: visit.state,
    eta: toEpoch(visit.arrival),
    arrivedTime: toEpoch(visit.arrivedAt),
    leftTime: toEpoch(visit.leftAt),
    door: visit.door,
  };
}

function toCrew({ firstName: name, vehicleNumber }: Crew): { name: string; vehicleNumber: string | null } {
  return { name, vehicleNumber };
}

function toSeen({ lat, lng, recordedAt }: Seen): { lat: number; lng: number; time: number } {
  return { lat, lng, time: recordedAt.getTime() };
}

function wordOf<T>(table: Readonly<Record<string, T>>, type: string): T | null {
  return Object.hasOwn(table, type) ? (table[type] ?? null) : null;
}
