/** Makes the delivery that brings another one's goods back. */
import { createReturn as bringBack } from '../../domain/delivery/lifecycle.ts';
import { DomainError } from '../../domain/errors.ts';
import { findDeliveries } from '../../store/delivery.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { insertOnce, type Created } from './insert-once.ts';

/**
 * A delivery has one return: asking again answers the first one's id.
 * @throws DomainError `delivery_not_found`, `return_not_allowed`, `duplicate`
 */
export async function createReturn(deps: Deps, caller: Caller, forwardId: string): Promise<Created> {
  return transact(deps, caller, async (tx) => {
    const [forward] = await findDeliveries(tx, caller.accountId, [forwardId]);
    if (!forward) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    const birth = { accountId: caller.accountId, id: deps.newId(), now: deps.now() };
    return insertOnce(deps, tx, caller, bringBack(forward, birth), {
      content: { returnOf: forward.id },
      taken: `There is a return ${forward.orderNumber} already.`,
    });
  });
}
