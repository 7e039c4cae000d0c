/** An operator broadcasts a task again, after a courier gave it back or its trip was called off. */
import { offer } from '../../domain/delivery/on-the-road.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import { openRound } from '../../domain/offer/round.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { insertOffers } from '../../store/offer.ts';
import { findTaskSnapshots } from '../../store/task-snapshot.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';

/**
 * @throws DomainError `delivery_not_found`; `illegal_transition` for what does not wait for a courier, for what is no
 *   task, and for a round that would be over at once
 */
export async function openOffer(deps: Deps, { account, caller }: Identity, deliveryId: string): Promise<Offer> {
  return transact(deps, caller, async (tx) => {
    const [delivery] = await lockDeliveries(tx, account.id, [deliveryId]);
    if (!delivery) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    if (delivery.state !== 'ready' && delivery.state !== 'paid') {
      throw new DomainError('illegal_transition', 'Only a task that waits for a courier can be offered.');
    }
    const task = (await findTaskSnapshots(tx, account.id, [deliveryId])).get(deliveryId);
    if (!task) throw new DomainError('illegal_transition', 'Only a task of a partner can be offered to couriers.');
    const now = deps.now();
    const terms = { id: deps.newId(), now, mostMinutes: account.settings.maxBroadcastMinutes };
    const round = openRound(delivery, task, terms);
    if (round.expiresAt && round.expiresAt <= now) {
      throw new DomainError('illegal_transition', 'Its pickup ends too soon for couriers to be asked.');
    }
    // before the change: its event shows when the round ends
    await insertOffers(tx, [round]);
    await changeDelivery(deps, tx, caller, deliveryId, (scene) => ({
      changed: offer(scene.delivery, round, scene.circumstances),
    }));
    return round;
  });
}
