/** The tracker that stands for a courier's phone; made on first use. */
import { DomainError } from '../../domain/errors.ts';
import { findDuty, giveTracker } from '../../store/courier-duty.ts';
import { findTrackerByCode, insertTracker } from '../../store/tracker.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import type { CourierIdentity } from './identity.ts';

/** @throws DomainError `courier_not_found` */
export async function ownTracker(deps: Deps, { caller, courierId }: CourierIdentity): Promise<string> {
  const { accountId } = caller;
  const found = await findDuty(deps.db.of(accountId), accountId, courierId);
  return found?.trackerId ?? makeTracker(deps, { caller, courierId });
}

async function makeTracker(
  deps: Deps,
  { caller, courierId }: Pick<CourierIdentity, 'caller' | 'courierId'>,
): Promise<string> {
  const { accountId } = caller;
  const code = `courier:${courierId}`;
  return transact(deps, caller, async (tx) => {
    await insertTracker(tx, { accountId, id: deps.newId(), code, kind: 'phone', createdAt: deps.now() });
    const made = await findTrackerByCode(tx, accountId, code);
    if (made) await giveTracker(tx, accountId, courierId, made.id);
    // somebody may have given him another one meanwhile
    const trackerId = (await findDuty(tx, accountId, courierId))?.trackerId;
    if (!trackerId) throw new DomainError('courier_not_found', 'There is no such courier.');
    return trackerId;
  });
}
