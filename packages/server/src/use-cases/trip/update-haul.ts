/** Corrects a haul: what it carries, between which hubs, who drives it in what. */
import type { Transaction } from 'kysely';
import type { Account } from '../../domain/account/account.ts';
import { DomainError } from '../../domain/errors.ts';
import { assertChangeable, assertDocument, type Haulage } from '../../domain/trip/haulage.ts';
import { updateTrip } from '../../domain/trip/lifecycle.ts';
import type { Trip } from '../../domain/trip/trip.ts';
import { holdDriverByName } from '../../store/driver.ts';
import { findHaulages, saveHaulage } from '../../store/haulage.ts';
import type { DB } from '../../store/schema.ts';
import { saveTrip } from '../../store/trip.ts';
import { holdVehicleOf } from '../../store/vehicle.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireTracker } from '../fleet/trackers.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { nameTaken, requireHeldVehicle, toHaulage, vehicleTaken, withHubs, type HaulOrder } from './create-haul.ts';
import { readTrip, type TripView } from './read-trips.ts';
import { lockWholeTrip } from './run-trip.ts';

/** What is to be other than it is; what is missing stays. */
export type HaulChange = Partial<HaulOrder>;

/**
 * @throws DomainError `trip_not_found` also for a trip that is no haul, `illegal_transition` for one that is over and
 *   for what may not change on the road, otherwise as `createHaul`
 */
export async function updateHaul(
  deps: Deps,
  { account, caller }: Identity,
  id: string,
  change: HaulChange,
): Promise<TripView> {
  const run = () =>
    transact(deps, caller, async (tx) => {
      const { trip, scene } = await lockWholeTrip(deps, tx, caller, id);
      const haulage = await requireHaul(tx, account.id, id);
      const draft = { ...haulage, name: trip.name, ...change };
      assertChangeable(trip, haulage, draft);
      assertDocument(draft);
      const crew = await crewAfter(deps, tx, account, trip, change);
      const { driverName, vehicleNumber = scene.summary.vehicleNumber } = { ...crew, ...change };
      const summary = {
        ...scene.summary,
        name: draft.name,
        driverName: driverName ?? scene.summary.courierName,
        vehicleNumber,
      };
      const changed = updateTrip(trip, { ...crew, name: draft.name }, { ...scene, summary });
      if (trip.state === 'started') await holdVehicleOf(tx, account.id, changed.trip);
      await saveTrip(tx, changed.trip);
      const driverId = await driverAfter(tx, account, haulage, change);
      const { cancellation } = haulage;
      await saveHaulage(tx, toHaulage(draft, { accountId: account.id, tripId: id, driverId, cancellation }));
      await recordEvents(deps, tx, caller, [changed.event]);
      return readTrip(tx, account.id, id);
    });
  try {
    return await withHubs(deps, account, change, run);
  } catch (error) {
    if (violates(error, 'trip_account_id_name_key')) throw nameTaken(change.name ?? '');
    throw vehicleTaken(error) ?? error;
  }
}

/** @throws DomainError `trip_not_found` */
export async function requireHaul(
  db: Parameters<typeof findHaulages>[0],
  accountId: string,
  id: string,
): Promise<Haulage> {
  const [haulage] = await findHaulages(db, accountId, [id]);
  if (!haulage) throw new DomainError('trip_not_found', 'There is no such haul.');
  return haulage;
}

/** Vehicle, device and driver's name after the change; a vehicle that was deleted meanwhile keeps its trip. */
async function crewAfter(
  deps: Deps,
  tx: Transaction<DB>,
  account: Account,
  trip: Trip,
  { vehicleNumber, trackerCode, driverName }: HaulChange,
): Promise<Pick<Trip, 'vehicleId' | 'trackerId' | 'driverName'>> {
  let { vehicleId, trackerId } = trip;
  if (trackerCode !== undefined) trackerId = await requireTracker(deps, tx, account, trackerCode);
  if (vehicleNumber !== undefined) {
    vehicleId = vehicleNumber === null ? null : await requireHeldVehicle(tx, account.id, vehicleNumber);
  }
  return { vehicleId, trackerId, driverName: driverName === undefined ? trip.driverName : driverName };
}

async function driverAfter(
  tx: Transaction<DB>,
  account: Account,
  { driverId }: Haulage,
  { driverName }: HaulChange,
): Promise<string | null> {
  if (driverName === undefined) return driverId;
  return driverName === null ? null : holdDriverByName(tx, account.id, driverName);
}
