/** Ends the rounds that are over: what nobody took in time is expired. */
import { expire } from '../../domain/delivery/lifecycle.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { closeOffers, findOffer, listDueOffers, type DueOffer } from '../../store/offer.ts';
import { house } from '../caller.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import { eachDue } from '../each-due.ts';
import { transact } from '../transact.ts';

/**
 * Any number of processes may do it at once: whoever comes second finds the round closed.
 * @returns how many were due; whoever could not be ended is told of in the log and tried again.
 */
export async function expireDueOffers(deps: Deps, limit: number): Promise<number> {
  const due = await listDueOffers(deps.db.house, deps.now(), limit);
  return eachDue(deps, due, 'an offer could not be ended', (offer) => expireOne(deps, offer));
}

async function expireOne(deps: Deps, { accountId, id, deliveryId }: DueOffer): Promise<void> {
  const caller = { ...house, accountId };
  await transact(deps, caller, async (tx) => {
    const [delivery] = await lockDeliveries(tx, accountId, [deliveryId]);
    const offer = await findOffer(tx, accountId, id);
    const now = deps.now();
    // taken, withdrawn, ended by another process, or given more time since we looked
    if (!delivery || !offer || offer.closedAt || !offer.expiresAt || offer.expiresAt > now) return;
    const isOffered = delivery.state === 'offered';
    await closeOffers(tx, accountId, [deliveryId], { outcome: isOffered ? 'expired' : 'withdrawn', at: now });
    if (!isOffered) return;
    await changeDelivery(deps, tx, caller, deliveryId, (scene) => ({
      changed: expire(scene.delivery, scene.circumstances),
    }));
  });
}
