/** The stops that a trip makes for its deliveries, with their timetable. */
import { currentLeg, type Delivery, type Leg } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';
import { schedule, type Timing } from './schedule.ts';
import type { Stop } from './trip.ts';

/** Legs that a trip still has to drive: both, while the goods of a two-legged delivery are with the sender. */
export function legsAhead(delivery: Pick<Delivery, 'legs' | 'pickedUpAt'>): readonly Leg[] {
  const now = currentLeg(delivery);
  return delivery.legs === 'both' && now === 'pickup' ? ['pickup', 'dropoff'] : [now];
}

export interface Journey {
  readonly accountId: string;
  readonly tripId: string;
  readonly start: LatLng | null;
  readonly setOff: Date;
  readonly newId: () => string;
}

/** A visit in the order in which a plan drives, with its times where the plan knows them. */
export interface Visit {
  readonly deliveryId: string;
  readonly leg: Leg;
  readonly timing: Timing | null;
}

/**
 * Stops in the order of the visits, which must be the legs ahead of the deliveries; without them in the order of the
 * deliveries, each pickup right before its drop-off.
 * @param first sequence of the first of them
 */
export function makeStops(
  deliveries: readonly Delivery[],
  journey: Journey,
  visits: readonly Visit[] = deliveries.flatMap(visitsOf),
  first = 1,
): readonly Stop[] {
  const stops = visits.map(({ deliveryId, leg, timing }, index): Stop => ({
    accountId: journey.accountId,
    tripId: journey.tripId,
    id: journey.newId(),
    deliveryId,
    leg,
    sequence: first + index,
    state: 'open',
    plannedArrival: timing?.arrival ?? null,
    plannedDeparture: timing?.departure ?? null,
    plannedDistanceMetres: timing?.distanceMetres ?? null,
    acceptedAt: null,
    arrivedAt: null,
    arrivedPosition: null,
    leftAt: null,
    leftPosition: null,
    expectedArrival: null,
    fenceEnteredAt: null,
    fenceLeftAt: null,
    drivenMetres: null,
  }));
  // a timetable holds as a whole or not at all
  return visits.every(({ timing }) => timing !== null) ? stops : timed(stops, deliveries, journey);
}

function visitsOf(delivery: Delivery): readonly Visit[] {
  return legsAhead(delivery).map((leg) => ({ deliveryId: delivery.id, leg, timing: null }));
}

/** The same stops with the timetable of a journey that sets off then and there. */
export function timed(
  stops: readonly Stop[],
  deliveries: readonly Delivery[],
  { start, setOff }: Pick<Journey, 'start' | 'setOff'>,
): readonly Stop[] {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const places = stops.map((stop) => byId.get(stop.deliveryId)?.[stop.leg] ?? null);
  const times = schedule(
    start,
    setOff,
    places.map((place) => ({
      position: place?.position ?? null,
      earliest: place?.window.from ?? null,
      serviceMinutes: place?.serviceMinutes ?? null,
    })),
  );
  return stops.map((stop, index) => ({
    ...stop,
    plannedArrival: times[index]?.arrival ?? null,
    plannedDeparture: times[index]?.departure ?? null,
    plannedDistanceMetres: times[index]?.distanceMetres ?? null,
  }));
}
