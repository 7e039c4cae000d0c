/** What a courier does at a stop of his: arrives, picks up, delivers, fails. */
import type { Transaction } from 'kysely';
import { whenActed } from '../../domain/courier/late-action.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { assertCourierMove } from '../../domain/task/courier-moves.ts';
import { taskService } from '../../domain/task/task.ts';
import type { Stop, StopState } from '../../domain/trip/trip.ts';
import { countProofs } from '../../store/courier-work.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { findStop } from '../../store/stop.ts';
import type { Deps } from '../deps.ts';
import { actAtStopIn } from '../trip/act-at-stop.ts';
import type { Deed, DoorAction, Effect } from './action.ts';
import { endWhenDone } from './end-when-done.ts';
import type { CourierIdentity } from './identity.ts';
import { lockOwnTrip } from './set-out.ts';

export type StopDeed = Extract<Deed, { readonly action: DoorAction }>;

/** A stop in one of these has seen the action already. */
const after: Readonly<Record<StopDeed['kind'], readonly StopState[]>> = {
  arrive: ['arrived', 'done', 'failed'],
  pick_up: ['done'],
  deliver: ['done'],
  fail: ['failed'],
};

/**
 * @throws DomainError `stop_not_found` for one that is not his, `illegal_transition` for a step out of order and for what
 *   was taken off his trip, `proof_not_found` for a proof that has not been uploaded yet
 */
export async function actAtOwnStop(
  deps: Deps,
  tx: Transaction<DB>,
  courier: CourierIdentity,
  deed: StopDeed,
  said: Report,
): Promise<Effect> {
  const { account, caller } = courier;
  const { stop: known, trip } = await lockOwnTrip(tx, courier, deed.on);
  const [delivery] = await lockDeliveries(tx, account.id, [known.delivery.id]);
  const stop = await findStop(tx, account.id, known.stopId);
  if (!stop || !delivery) throw new DomainError('stop_not_found', 'You have no such stop.');
  if (after[deed.kind].includes(stop.state)) return { outcome: 'superseded', delivery: known.delivery };
  assertStillHis(stop, delivery);
  if (trip.state !== 'started') throw new DomainError('illegal_transition', 'The trip has not set out.');
  if (delivery.service === taskService) assertCourierMove(delivery.state, targetOf(deed.action, stop));
  await requireProofs(tx, delivery, deed.proofIds);
  const steps = [trip.startedAt, delivery.pickedUpAt, stop.arrivedAt];
  const report = { ...said, at: whenActed(said.at, deps.now(), steps) };
  const { id, state, version } = await actAtStopIn(deps, tx, caller, stop.id, deed.action, report);
  await endWhenDone(deps, tx, caller, trip.id, report);
  return { outcome: 'done', delivery: { id, state, version } };
}

/** An operator may have called it off, or given it to somebody else, while the phone was offline. */
function assertStillHis({ state, tripId }: Stop, delivery: Delivery): void {
  if (delivery.tripId === tripId && state !== 'dropped') return;
  const found = delivery.state.replaceAll('_', ' ');
  const message = delivery.tripId === tripId ? `The delivery is ${found}.` : 'Another courier has the delivery now.';
  throw new DomainError('illegal_transition', message);
}

function targetOf({ kind }: DoorAction, { leg }: Stop): DeliveryState {
  switch (kind) {
    case 'arrive':
      return leg === 'pickup' ? 'at_pickup' : 'at_dropoff';
    case 'pick_up':
      return 'in_transit';
    case 'deliver':
      return 'delivered';
    case 'deliver_partially':
      return 'partially_delivered';
    case 'fail':
      return leg === 'pickup' ? 'pickup_failed' : 'delivery_failed';
  }
}

async function requireProofs(tx: Transaction<DB>, delivery: Delivery, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return;
  if ((await countProofs(tx, delivery.accountId, delivery.id, [...wanted])) === wanted.size) return;
  throw new DomainError('proof_not_found', 'A proof of it has not been uploaded yet.');
}
