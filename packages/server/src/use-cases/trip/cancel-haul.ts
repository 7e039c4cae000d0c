/** Calls a haul off before it starts, with the reason. */
import type { Cancellation } from '../../domain/trip/haulage.ts';
import { saveHaulage } from '../../store/haulage.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { readTrip, type TripView } from './read-trips.ts';
import { cancelWithin } from './run-trip.ts';
import { requireHaul } from './update-haul.ts';

/** @throws DomainError `trip_not_found` also for a trip that is no haul, `illegal_transition` once it has set out */
export async function cancelHaul(deps: Deps, caller: Caller, id: string, why: Cancellation): Promise<TripView> {
  return transact(deps, caller, async (tx) => {
    await requireHaul(tx, caller.accountId, id);
    await cancelWithin(deps, tx, caller, id);
    // read again: the trip is locked now
    await saveHaulage(tx, { ...(await requireHaul(tx, caller.accountId, id)), cancellation: why });
    return readTrip(tx, caller.accountId, id);
  });
}
