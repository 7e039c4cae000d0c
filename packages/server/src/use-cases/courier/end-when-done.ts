/** A trip ends by itself when its last stop is closed, so that its courier is free for the next. */
import type { Transaction } from 'kysely';
import type { Report } from '../../domain/event/event.ts';
import type { Stop } from '../../domain/trip/trip.ts';
import { findDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { findStops } from '../../store/stop.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { endTripIn } from '../trip/end-trip.ts';

export function hasStopsAhead(stops: readonly Pick<Stop, 'state'>[]): boolean {
  return stops.some(({ state }) => state === 'open' || state === 'arrived');
}

/** In the transaction that has locked the trip. One that carries goods to the hub ends there, and not at the last door. */
export async function endWhenDone(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  tripId: string,
  report: Report,
): Promise<void> {
  const stops = await findStops(tx, caller.accountId, [tripId]);
  if (hasStopsAhead(stops)) return;
  const ids = [...new Set(stops.map(({ deliveryId }) => deliveryId))];
  const deliveries = await findDeliveries(tx, caller.accountId, ids);
  if (deliveries.some((one) => one.tripId === tripId && one.state === 'in_transit')) return;
  await endTripIn(deps, tx, caller, tripId, { notDispatched: [], delivered: [] }, report);
}
