/** Calls a delivery off and takes it off its trip. */
import { cancel } from '../../domain/delivery/lifecycle.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { dropped } from '../../domain/trip/stop-progress.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { changeDeliveries } from './change-deliveries.ts';

/** @throws DomainError `delivery_not_found`, `already_cancelled`, `not_cancellable`, `illegal_transition` */
export async function cancelDelivery(
  deps: Deps,
  caller: Caller,
  id: string,
  why: { readonly reasonCode: string | null; readonly reason: string | null },
): Promise<Delivery | undefined> {
  return transact(deps, caller, async (tx) => {
    const [delivery] = await changeDeliveries(
      deps,
      tx,
      caller,
      [id],
      ({ delivery: before, openStops, circumstances }) => ({
        changed: cancel(before, { by: caller.actor, ...why }, circumstances),
        stops: openStops.map(dropped),
      }),
    );
    return delivery;
  });
}
