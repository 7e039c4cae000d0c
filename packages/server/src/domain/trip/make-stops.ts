/** The stops that a trip makes for its deliveries, with their timetable. */
import { currentLeg, type Delivery, type Leg } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';
import { schedule } from './schedule.ts';
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

/** Stops in the order of the deliveries; each pickup stands right before its drop-off. */
export function makeStops(deliveries: readonly Delivery[], journey: Journey): readonly Stop[] {
  const visits = deliveries.flatMap((delivery) => legsAhead(delivery).map((leg) => ({ delivery, leg })));
  const stops = visits.map(({ delivery, leg }, index): Stop => ({
    accountId: journey.accountId,
    tripId: journey.tripId,
    id: journey.newId(),
    deliveryId: delivery.id,
    leg,
    sequence: index + 1,
    state: 'open',
    plannedArrival: null,
    plannedDeparture: null,
    plannedDistanceMetres: null,
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
  return timed(stops, deliveries, journey);
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
