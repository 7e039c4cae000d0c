/** Calls a delivery off and takes it off its trip. */
import { cancel } from '../../domain/delivery/lifecycle.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { Reason } from '../../domain/delivery/on-the-road.ts';
import { dropped } from '../../domain/trip/stop-progress.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { changeDelivery, type Outcome, type Scene } from './change-deliveries.ts';

/** @throws DomainError `delivery_not_found`, `already_cancelled`, `not_cancellable`, `illegal_transition` */
export async function cancelDelivery(deps: Deps, caller: Caller, id: string, why: Reason): Promise<Delivery> {
  return transact(deps, caller, (tx) =>
    changeDelivery(deps, tx, caller, id, (scene) => cancelAt(scene, caller.actor, why)),
  );
}

/** The cancelled delivery, and its stops taken off the trip. */
export function cancelAt({ delivery, openStops, circumstances }: Scene, by: string, why: Reason): Outcome {
  return { changed: cancel(delivery, { by, ...why }, circumstances), stops: openStops.map(dropped) };
}
