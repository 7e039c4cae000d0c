/** Makes a haul: a trip that takes goods as a whole from hub to hub, known by the device that rides along. */
import type { Transaction } from 'kysely';
import type { Account } from '../../domain/account/account.ts';
import { DomainError, duplicate } from '../../domain/errors.ts';
import { assertDocument, type Haulage, type HaulageDraft } from '../../domain/trip/haulage.ts';
import { startTrip, tripCreated } from '../../domain/trip/lifecycle.ts';
import type { Trip } from '../../domain/trip/trip.ts';
import { holdDriverByName } from '../../store/driver.ts';
import { insertHaulage } from '../../store/haulage.ts';
import type { DB } from '../../store/schema.ts';
import { findTrips, insertTrip, saveTrip, toTripSummary } from '../../store/trip.ts';
import { holdVehicleByNumber, holdVehicleOf } from '../../store/vehicle.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireTracker } from '../fleet/trackers.ts';
import { requireHubs } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { readTrip, type TripView } from './read-trips.ts';

export interface HaulOrder extends HaulageDraft {
  readonly name: string;
  readonly vehicleNumber: string | null;
  readonly driverName: string | null;
  /** Of the device that rides along. */
  readonly trackerCode: string;
}

/**
 * @param startNow whether it sets out at once: then it is made and started, or neither
 * @throws DomainError `invalid_input` for an unknown hub or a missing document, `vehicle_not_found`,
 *   `tracker_not_found`, `duplicate` for a name that is taken, `in_use` for a vehicle on another trip
 */
export async function createHaul(
  deps: Deps,
  { account, caller }: Identity,
  order: HaulOrder,
  startNow: boolean,
): Promise<TripView> {
  assertDocument(order);
  const run = () =>
    transact(deps, caller, async (tx) => {
      const now = deps.now();
      const { vehicleNumber, driverName } = order;
      const trackerId = await requireTracker(deps, tx, account, order.trackerCode);
      const vehicleId = vehicleNumber === null ? null : await requireHeldVehicle(tx, account.id, vehicleNumber);
      // a driver whom the account does not have is no more than a name
      const driverId = driverName === null ? null : await holdDriverByName(tx, account.id, driverName);
      const trip: Trip = {
        accountId: account.id,
        id: deps.newId(),
        version: 1,
        name: order.name,
        state: 'planned',
        courierId: null,
        vehicleId,
        trackerId,
        driverName,
        assignedBy: 'hand',
        loadedAt: null,
        startedAt: null,
        endedAt: null,
        expectedEnd: null,
        drivenMetres: null,
        createdAt: now,
        updatedAt: now,
      };
      if (!(await insertTrip(tx, trip))) throw nameTaken(order.name);
      await insertHaulage(
        tx,
        toHaulage(order, { accountId: account.id, tripId: trip.id, driverId, cancellation: null }),
      );
      const [crewed] = await findTrips(tx, account.id, [trip.id]);
      if (!crewed) throw new Error('The trip that was just written is not there.');
      const scene = { summary: toTripSummary(crewed), deliveries: [], now };
      const events = [tripCreated(trip, scene)];
      if (startNow) {
        await holdVehicleOf(tx, account.id, trip);
        const started = startTrip(trip, { at: now, position: null }, scene);
        await saveTrip(tx, started.trip);
        events.push(started.event);
      }
      await recordEvents(deps, tx, caller, events);
      return readTrip(tx, account.id, trip.id);
    });
  try {
    return await withHubs(deps, account, order, run);
  } catch (error) {
    throw vehicleTaken(error) ?? error;
  }
}

/**
 * Runs what writes a haul. Hubs that it names and nobody made are made when nothing else is wrong with it, where the
 * account wants that; then it runs again.
 * @throws DomainError `invalid_input` for an unknown hub; whatever `run` throws
 */
export async function withHubs<T>(deps: Deps, account: Account, ends: Ends, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!endColumns.some((column) => violates(error, `haulage_account_id_${column}_fkey`))) throw error;
  }
  await requireHubs(deps, account, endColumns.map((path) => ({ path, code: ends[path] ?? null }))); // prettier-ignore
  return run();
}

/** Columns whose foreign keys lead to a hub, and their names in the input. */
const endColumns = ['origin', 'destination'] as const;
type Ends = Partial<Pick<HaulageDraft, (typeof endColumns)[number]>>;

/**
 * The vehicle with this number, kept from being deleted until the transaction ends.
 * @throws DomainError `vehicle_not_found`
 */
export async function requireHeldVehicle(tx: Transaction<DB>, accountId: string, number: string): Promise<string> {
  const id = await holdVehicleByNumber(tx, accountId, number);
  if (id !== null) return id;
  const message = `There is no vehicle ${number}.`;
  throw new DomainError('vehicle_not_found', message, [{ path: 'vehicleNumber', message }]);
}

/** The columns of the haul alone: the order has more. */
export function toHaulage(
  draft: HaulageDraft,
  rest: Pick<Haulage, 'accountId' | 'tripId' | 'driverId' | 'cancellation'>,
): Haulage {
  const { goodsKind, origin, destination, transportMode, lorryReceipt, flightNumber, trainNumber } = draft;
  const { waybillNumber, sealNumber, weightGrams, volumeMm3, units, reportingAt, notes } = draft;
  const documents = { lorryReceipt, flightNumber, trainNumber, waybillNumber, sealNumber };
  return { goodsKind, origin, destination, transportMode, ...documents, weightGrams, volumeMm3, units, reportingAt, notes, ...rest }; // prettier-ignore
}

export function nameTaken(name: string): DomainError {
  return duplicate('name', `There is a trip ${name} already.`);
}

/** The refusal behind a broken constraint, or null when it is none. */
export function vehicleTaken(error: unknown): DomainError | null {
  if (!violates(error, 'trip_started_vehicle')) return null;
  const message = 'The vehicle is on another trip.';
  return new DomainError('in_use', message, [{ path: 'vehicle', message }]);
}
