/** A trip: an ordered list of stops driven by one courier in one vehicle. */
import type { Leg } from '../delivery/delivery.ts';
import { DomainError } from '../errors.ts';
import type { LatLng } from '../geo.ts';

export const tripStates = ['planned', 'started', 'ended', 'cancelled'] as const;
export type TripState = (typeof tripStates)[number];

/** Every legal move of a trip. */
export const tripMoves = {
  planned: ['started', 'cancelled'],
  started: ['ended'],
  ended: [],
  cancelled: [],
} as const satisfies Record<TripState, readonly TripState[]>;

/** @throws DomainError `illegal_transition` */
export function assertTripMove(from: TripState, to: TripState): void {
  const exits: readonly TripState[] = tripMoves[from];
  if (!exits.includes(to)) throw new DomainError('illegal_transition', `A trip that is ${from} cannot become ${to}.`);
}

export interface Trip {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly state: TripState;
  readonly courierId: string | null;
  readonly vehicleId: string | null;
  readonly trackerId: string | null;
  readonly driverName: string | null;
  readonly assignedBy: 'hand' | 'plan';
  readonly loadedAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** When it will be done, or at its destination, as far as its tracker tells; null: nobody knows. */
  readonly expectedEnd: Date | null;
  /** As its tracker saw it; null before the first fix. */
  readonly drivenMetres: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** open: ahead of the courier; arrived: at the door; done and failed: attempted; dropped: taken off the trip. */
export const stopStates = ['open', 'arrived', 'done', 'failed', 'dropped'] as const;
export type StopState = (typeof stopStates)[number];

/** One leg of a delivery inside a trip. */
export interface Stop {
  readonly accountId: string;
  readonly tripId: string;
  readonly id: string;
  readonly deliveryId: string;
  readonly leg: Leg;
  /** 1 for the first stop; a dropped stop keeps its number. */
  readonly sequence: number;
  readonly state: StopState;
  readonly plannedArrival: Date | null;
  readonly plannedDeparture: Date | null;
  /** From the stop before, or from the start of the trip. */
  readonly plannedDistanceMetres: number | null;
  readonly acceptedAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly arrivedPosition: LatLng | null;
  readonly leftAt: Date | null;
  readonly leftPosition: LatLng | null;
  /** From the last fix or action at a stop; null before there was any. */
  readonly expectedArrival: Date | null;
  /** The last time the tracker came within the fence around the door before the stop was attended to. */
  readonly fenceEnteredAt: Date | null;
  readonly fenceLeftAt: Date | null;
  /** From the stop before, or from where the trip was seen first; known once the stop is reached. */
  readonly drivenMetres: number | null;
}
