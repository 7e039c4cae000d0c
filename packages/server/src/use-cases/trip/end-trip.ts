/** Ends a trip: every delivery that it still carries is handed over at the hub or waits for another courier. */
import type { Transaction } from 'kysely';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { deliver, release, silentHandover } from '../../domain/delivery/on-the-road.ts';
import { canMove, onTheRoad } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { endTrip as end } from '../../domain/trip/lifecycle.ts';
import { dropped, left } from '../../domain/trip/stop-progress.ts';
import type { DB } from '../../store/schema.ts';
import { saveTrip } from '../../store/trip.ts';
import { house, type Caller } from '../caller.ts';
import { changeDeliveries, type Scene } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { takeFixes } from '../tracking/take-fixes.ts';
import { transact } from '../transact.ts';
import { readTrip, type TripView } from './read-trips.ts';
import { lockWholeTrip } from './run-trip.ts';

/** What the caller says of single deliveries; the rest follows the rule of `fateOf`. */
export interface TripEnd {
  readonly notDispatched: readonly string[];
  readonly delivered: readonly string[];
}

type Fate = 'deliver' | 'release' | 'leave';

/** @throws DomainError `trip_not_found`, `illegal_transition`, `delivery_not_found` for one that is not on the trip */
export async function endTrip(
  deps: Deps,
  caller: Caller,
  id: string,
  said: TripEnd,
  report: Report,
): Promise<TripView> {
  return transact(deps, caller, async (tx) => {
    await endTripIn(deps, tx, caller, id, said, report);
    return readTrip(tx, caller.accountId, id);
  });
}

/** As `endTrip`, in a transaction that does more. */
export async function endTripIn(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  said: TripEnd,
  report: Report,
): Promise<void> {
  const { trip: before, deliveries, scene } = await lockWholeTrip(deps, tx, caller, id);
  // what its tracker told until now belongs to the trip; afterwards nobody asks it
  const own = { ...house, accountId: caller.accountId };
  const trip = (await takeFixes(deps, tx, own, before, deps.now())) ?? before;
  const aboard = new Set(deliveries.map((delivery) => delivery.id));
  if (![...said.notDispatched, ...said.delivered].every((one) => aboard.has(one))) {
    throw new DomainError('delivery_not_found', 'The trip does not carry that delivery.');
  }
  const changed = end(trip, report, scene);
  const fates = new Map(deliveries.map((delivery) => [delivery.id, fateOf(delivery, said)]));
  const moving = deliveries.filter((delivery) => fates.get(delivery.id) !== 'leave').map((delivery) => delivery.id);
  const act = ({ delivery, openStops, circumstances }: Scene) =>
    fates.get(delivery.id) === 'deliver'
      ? {
          changed: deliver(delivery, silentHandover, report, circumstances),
          stops: openStops.map((stop) => left(stop, 'done', report)),
        }
      : { changed: release(delivery, null, circumstances), stops: openStops.map(dropped) };
  await changeDeliveries(deps, tx, caller, moving, act, report);
  await saveTrip(tx, changed.trip);
  await recordEvents(deps, tx, caller, [changed.event]);
}

/**
 * A pickup that succeeded ends at the hub, so its goods are handed over there. Whatever else is still under way waits
 * for another courier. What was attempted stays as it was left at the door.
 */
function fateOf(delivery: Delivery, { notDispatched, delivered }: TripEnd): Fate {
  if (delivered.includes(delivery.id)) return delivery.state === 'delivered' ? 'leave' : 'deliver';
  if (notDispatched.includes(delivery.id)) return 'release';
  if (delivery.state !== 'assigned' && !onTheRoad.includes(delivery.state)) return 'leave';
  if (delivery.legs === 'pickup' && delivery.pickedUpAt && canMove(delivery.state, 'delivered')) return 'deliver';
  return 'release';
}
