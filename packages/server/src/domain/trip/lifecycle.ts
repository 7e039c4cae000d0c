/** What happens to a trip as a whole: made, loaded, started, ended, called off. */
import { DomainError } from '../errors.ts';
import type { EventData, NewEvent, Report, TripSummary } from '../event/event.ts';
import { assertTripMove, type Trip } from './trip.ts';

export interface TripChanged {
  readonly trip: Trip;
  readonly event: NewEvent;
}

/** The names around a trip, for its event. */
export interface TripScene {
  readonly summary: TripSummary;
  readonly deliveries: EventData['trip.created']['deliveries'];
  readonly now: Date;
}

/** What may be corrected after a trip was made. */
export type TripDetails = Pick<Trip, 'name' | 'vehicleId' | 'trackerId' | 'driverName'>;

export function tripCreated(trip: Trip, { summary, deliveries }: TripScene): NewEvent {
  return tripEvent(trip, 'trip.created', { trip: summary, deliveries });
}

/** Everything is on the vehicle. @throws DomainError `illegal_transition` for a trip that is over */
export function finishLoading(before: Trip, report: Report, revisedEta: Date | null, scene: TripScene): TripChanged {
  if (before.state !== 'planned' && before.state !== 'started') {
    throw new DomainError('illegal_transition', 'Only a trip that is not over can be loaded.');
  }
  const trip = next(before, { loadedAt: report.at }, scene);
  const data = { trip: scene.summary, deliveries: scene.deliveries, report, revisedEta };
  return { trip, event: tripEvent(trip, 'trip.loaded', data) };
}

/** @throws DomainError `illegal_transition` */
export function startTrip(before: Trip, report: Report, scene: TripScene): TripChanged {
  assertTripMove(before.state, 'started');
  const trip = next(before, { state: 'started', startedAt: report.at }, scene);
  return {
    trip,
    event: tripEvent(trip, 'trip.started', { trip: scene.summary, deliveries: scene.deliveries, report }),
  };
}

/** @throws DomainError `illegal_transition` */
export function endTrip(before: Trip, report: Report, scene: TripScene): TripChanged {
  assertTripMove(before.state, 'ended');
  // clocks of different devices: a trip never ends before it starts
  const endedAt = before.startedAt && report.at < before.startedAt ? before.startedAt : report.at;
  const trip = next(before, { state: 'ended', endedAt }, scene);
  return { trip, event: tripEvent(trip, 'trip.ended', { trip: scene.summary, deliveries: scene.deliveries, report }) };
}

/** What is known of a trip changed, and not where it stands. */
export function updateTrip(before: Trip, patch: TripDetails, scene: TripScene): TripChanged {
  const trip = next(before, patch, scene);
  return { trip, event: tripEvent(trip, 'trip.updated', { trip: scene.summary, deliveries: scene.deliveries }) };
}

/** @throws DomainError `illegal_transition` */
export function cancelTrip(before: Trip, scene: TripScene): TripChanged {
  assertTripMove(before.state, 'cancelled');
  const trip = next(before, { state: 'cancelled' }, scene);
  return { trip, event: tripEvent(trip, 'trip.cancelled', { trip: scene.summary, deliveries: scene.deliveries }) };
}

/** It came within the fence of a hub, or out of it. Nothing but its version changes. */
export function crossHub(
  before: Trip,
  type: 'trip.entered_hub' | 'trip.left_hub',
  crossing: Omit<EventData['trip.entered_hub'], 'trip'>,
  { summary, now }: Pick<TripScene, 'summary' | 'now'>,
): TripChanged {
  const trip = next(before, {}, { now });
  return { trip, event: tripEvent(trip, type, { trip: summary, ...crossing }) };
}

function next(before: Trip, patch: Partial<Trip>, { now }: Pick<TripScene, 'now'>): Trip {
  return { ...before, ...patch, version: before.version + 1, updatedAt: now };
}

type TripEventType = Extract<NewEvent['type'], `trip.${string}`>;

function tripEvent<T extends TripEventType>(trip: Trip, type: T, data: EventData[T]): NewEvent {
  const event = { aggregate: 'trip', aggregateId: trip.id, sequence: trip.version, type, data };
  // one member of the union by construction: type and data share T
  return event as unknown as NewEvent;
}
