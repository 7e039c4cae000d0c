/** A haul: goods as a whole that a trip takes from one hub to another, by road, air or rail. */
import { DomainError } from '../errors.ts';
import { distanceMetres, type LatLng } from '../geo.ts';
import type { SpeedProfile } from './schedule.ts';
import type { Trip } from './trip.ts';

export const transportModes = ['road', 'air', 'rail'] as const;
export type TransportMode = (typeof transportModes)[number];

export interface HaulageDraft {
  /** What is carried, in the partner's word: `Bag`, `Manifest`. */
  readonly goodsKind: string;
  /** Codes of hubs. */
  readonly origin: string;
  readonly destination: string;
  readonly transportMode: TransportMode;
  readonly lorryReceipt: string | null;
  readonly flightNumber: string | null;
  readonly trainNumber: string | null;
  readonly waybillNumber: string | null;
  readonly sealNumber: string | null;
  readonly weightGrams: number | null;
  readonly volumeMm3: number | null;
  readonly units: number | null;
  /** When the vehicle reports at the origin. */
  readonly reportingAt: Date;
  readonly notes: string | null;
}

/** Why a haul was called off. */
export interface Cancellation {
  readonly reasonCode: string;
  readonly reason: string | null;
  readonly at: Date;
}

export interface Haulage extends HaulageDraft {
  readonly accountId: string;
  readonly tripId: string;
  /** Set where the trip's driver is one of the account's. */
  readonly driverId: string | null;
  readonly cancellation: Cancellation | null;
}

/** The number under which each mode takes goods. */
const documentOf = {
  road: 'lorryReceipt',
  air: 'flightNumber',
  rail: 'trainNumber',
} as const satisfies Record<TransportMode, keyof HaulageDraft>;

/** @throws DomainError `invalid_input` when the number that the mode asks for is missing */
export function assertDocument(draft: HaulageDraft): void {
  const path = documentOf[draft.transportMode];
  if (draft[path] !== null) return;
  const message = `It is needed by ${draft.transportMode}.`;
  throw new DomainError('invalid_input', message, [{ path, message }]);
}

/**
 * What is settled once the trip is under way: its name, where it came from and how it goes. Device, vehicle, driver and
 * destination may change on the road.
 * @throws DomainError `illegal_transition` for a trip that is over, or one under way whose settled words would change
 */
export function assertChangeable(
  trip: Pick<Trip, 'state' | 'name'>,
  before: HaulageDraft,
  after: HaulageDraft & { readonly name: string },
): void {
  if (trip.state === 'ended' || trip.state === 'cancelled') {
    throw new DomainError('illegal_transition', `A trip that is ${trip.state} cannot be changed.`);
  }
  if (trip.state !== 'started') return;
  const settled = [
    ['name', trip.name === after.name],
    ['origin', before.origin === after.origin],
    ['transportMode', before.transportMode === after.transportMode],
  ] as const;
  const faults = settled.flatMap(([path, same]) => (same ? [] : [{ path, message: 'The trip is under way.' }]));
  if (faults[0]) throw new DomainError('illegal_transition', faults[0].message, faults);
}

/** Roads and tracks wind more than the great circle, and nobody travels without rests. */
const profiles: Readonly<Record<TransportMode, SpeedProfile>> = {
  road: { detourFactor: 1.3, metresPerSecond: 45 / 3.6 },
  rail: { detourFactor: 1.2, metresPerSecond: 50 / 3.6 },
  air: { detourFactor: 1.05, metresPerSecond: 600 / 3.6 },
};

/** When the goods should be at the destination; null where one of the hubs has no place on the globe. */
export function plannedArrival(
  mode: TransportMode,
  setOff: Date,
  origin: LatLng | null,
  destination: LatLng | null,
): Date | null {
  if (!origin || !destination) return null;
  const { detourFactor, metresPerSecond } = profiles[mode];
  const seconds = Math.round((distanceMetres(origin, destination) * detourFactor) / metresPerSecond);
  return new Date(setOff.getTime() + seconds * 1000);
}
