/** Makes the delivery that brings another one's goods back. */
import { createReturn as bringBack } from '../../domain/delivery/lifecycle.ts';
import { DomainError } from '../../domain/errors.ts';
import { fingerprint } from '../../lib/hash.ts';
import { findByOrderNumber, findDeliveries, insertDelivery } from '../../store/delivery.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { toWrite } from '../record-events.ts';
import { transact } from '../transact.ts';
import type { Created } from './create-delivery.ts';

/**
 * A delivery has one return: asking again answers the first one's id.
 * @throws DomainError `delivery_not_found`, `return_not_allowed`, `duplicate`
 */
export async function createReturn(deps: Deps, caller: Caller, forwardId: string): Promise<Created> {
  return transact(deps, caller, async (tx) => {
    const [forward] = await findDeliveries(tx, caller.accountId, [forwardId]);
    if (!forward) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    const birth = { accountId: caller.accountId, id: deps.newId(), now: deps.now() };
    const { delivery, event } = bringBack(forward, birth);
    const print = fingerprint({ returnOf: forward.id });
    if (await insertDelivery(tx, delivery, print, toWrite(deps, caller, event)))
      return { id: delivery.id, delivery, repeated: false };
    const first = await findByOrderNumber(tx, delivery);
    if (first?.fingerprint?.equals(print)) {
      const [known] = await findDeliveries(tx, caller.accountId, [first.id]);
      if (known) return { id: first.id, delivery: known, repeated: true };
    }
    const message = `There is a return ${delivery.orderNumber} already.`;
    throw new DomainError('duplicate', message, [{ path: 'orderNumber', message }]);
  });
}
