/** What somebody who follows an order or a trip gets to know of it, and no more. Pure. */
import { hasLeg, type Leg, type Window } from '../../domain/delivery/delivery.ts';
import { onTheRoad, type DeliveryState } from '../../domain/delivery/delivery-state.ts';
import type { EventType } from '../../domain/event/event.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { StopState, TripState } from '../../domain/trip/trip.ts';
import { sha256 } from '../../lib/hash.ts';
import type { TrackedEvent, TrackedOrderRow, TrackedStop, TrackedTripRow } from '../../store/tracking-page.ts';

export interface Seen extends LatLng {
  readonly recordedAt: Date;
}

export interface Crew {
  /** The first of the courier's names. */
  readonly firstName: string;
  readonly vehicleNumber: string | null;
}

export interface Moment {
  readonly type: EventType;
  readonly at: Date;
  /** Of an arrival. */
  readonly leg: Leg | null;
}

export interface TrackedOrder {
  readonly kind: 'order';
  readonly orderNumber: string;
  readonly state: DeliveryState;
  readonly legs: TrackedOrderRow['legs'];
  /**
   * The customer's end of the journey, with its promised window and its place: the receiver's, or the sender's where the
   * goods are only collected. The receiver of a delivery that has both is not shown where the sender lives.
   */
  readonly leg: Leg;
  readonly window: Window;
  readonly door: LatLng | null;
  /** When the courier is expected at that door; null before there is a trip and after the visit. */
  readonly arrival: Date | null;
  /** Doors before this one, while the courier is under way. */
  readonly stopsBefore: number | null;
  /** Who carries it now. */
  readonly crew: Crew | null;
  /** Where the courier was last, on the way to that door. */
  readonly seen: Seen | null;
  readonly history: readonly Moment[];
}

export interface TrackedVisit {
  readonly sequence: number;
  readonly orderNumber: string;
  readonly leg: Leg;
  readonly state: StopState;
  readonly arrival: Date | null;
  readonly arrivedAt: Date | null;
  readonly leftAt: Date | null;
  readonly door: LatLng | null;
}

export interface TrackedTrip {
  readonly kind: 'trip';
  readonly name: string;
  readonly state: TripState;
  /** Where it is loaded. */
  readonly origin: { readonly name: string; readonly position: LatLng | null } | null;
  /** The hub a haul goes to; else the town of its last door. */
  readonly destination: string | null;
  /** When the last door, or the hub a haul goes to, is expected to be reached. */
  readonly arrival: Date | null;
  readonly crew: Crew | null;
  readonly seen: Seen | null;
  readonly stops: readonly TrackedVisit[];
  readonly history: readonly Moment[];
}

export type Tracked = TrackedOrder | TrackedTrip;

/** What is known at one moment. The version changes when anything in it does, and is the same in every process. */
export interface Sight {
  readonly version: string;
  readonly tracked: Tracked;
}

/** What a customer may know of the way of an order. */
export const orderMoments = [
  'delivery.created',
  'delivery.assigned',
  'delivery.released',
  'delivery.rejected',
  'delivery.dispatched',
  'delivery.arrived',
  'delivery.picked_up',
  'delivery.pickup_failed',
  'delivery.delivered',
  'delivery.partially_delivered',
  'delivery.delivery_failed',
  'delivery.cancelled',
  'delivery.expired',
] as const satisfies readonly EventType[];

export const tripMoments = [
  'trip.created',
  'trip.loaded',
  'trip.started',
  'trip.ended',
  'trip.cancelled',
] as const satisfies readonly EventType[];

/** States in which the courier is on the way to the door of a leg, or at it. */
const towards: Readonly<Record<Leg, readonly DeliveryState[]>> = {
  pickup: ['to_pickup', 'at_pickup'],
  dropoff: ['in_transit', 'at_dropoff'],
};

export function toTrackedOrder(row: TrackedOrderRow, events: readonly TrackedEvent[]): TrackedOrder {
  const leg = hasLeg(row.legs, 'dropoff') ? 'dropoff' : 'pickup';
  const isOut = onTheRoad.includes(row.state);
  const isAhead = isOut || row.state === 'assigned';
  return {
    kind: 'order',
    orderNumber: row.order_number,
    state: row.state,
    legs: row.legs,
    leg,
    window: leg === 'pickup' ? { from: row.pickup_from, until: row.pickup_until } : { from: row.dropoff_from, until: row.dropoff_until }, // prettier-ignore
    door: leg === 'pickup' ? pointOf(row.pickup_lat, row.pickup_lng) : pointOf(row.dropoff_lat, row.dropoff_lng),
    arrival: isAhead ? row.arrival : null,
    stopsBefore: isOut && row.trip_state === 'started' ? row.stops_before : null,
    crew: isAhead ? crewOf(row) : null,
    seen: towards[leg].includes(row.state) ? seenOf(row) : null,
    history: events.map(toMoment),
  };
}

export function toTrackedTrip(row: TrackedTripRow, events: readonly TrackedEvent[]): TrackedTrip {
  const last = row.stops.findLast(({ state }) => state !== 'dropped');
  const ahead = row.stops.findLast(({ state }) => state === 'open' || state === 'arrived');
  const isOver = row.state === 'ended' || row.state === 'cancelled';
  return {
    kind: 'trip',
    name: row.name,
    state: row.state,
    origin: row.origin === null ? null : { name: row.origin, position: pointOf(row.origin_lat, row.origin_lng) },
    destination: row.destination ?? last?.city ?? null,
    arrival: isOver ? null : (instant(ahead?.arrival ?? null) ?? row.expected_end),
    crew: crewOf(row),
    seen: row.state === 'started' ? seenOf(row) : null,
    stops: row.stops.map(toVisit),
    history: events.map(toMoment),
  };
}

/** @param tracked made of rows by the functions above: equal ones have the same version in every process. */
export function toSight(tracked: Tracked): Sight {
  return { version: sha256(JSON.stringify(tracked)).toString('base64url').slice(0, 22), tracked };
}

function toVisit(stop: TrackedStop): TrackedVisit {
  const { sequence, orderNumber, leg, state } = stop;
  return {
    sequence,
    orderNumber,
    leg,
    state,
    // a visit that is over or called off is not expected any more
    arrival: state === 'open' ? instant(stop.arrival) : null,
    arrivedAt: instant(stop.arrivedAt),
    leftAt: instant(stop.leftAt),
    door: pointOf(stop.lat, stop.lng),
  };
}

function toMoment({ type, at, leg }: TrackedEvent): Moment {
  return { type, at, leg };
}

function crewOf({ driver_name: name, vehicle_number: vehicleNumber }: Pick<TrackedTripRow, 'driver_name' | 'vehicle_number'>): Crew | null {
  const [firstName] = (name ?? '').trim().split(/\s+/);
  return firstName || vehicleNumber !== null ? { firstName: firstName ?? '', vehicleNumber } : null;
} // prettier-ignore

function seenOf(row: Pick<TrackedTripRow, 'seen_lat' | 'seen_lng' | 'seen_at'>): Seen | null {
  const point = pointOf(row.seen_lat, row.seen_lng);
  return point && row.seen_at ? { ...point, recordedAt: row.seen_at } : null;
}

function pointOf(lat: number | null, lng: number | null): LatLng | null {
  return lat === null || lng === null ? null : { lat, lng };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
