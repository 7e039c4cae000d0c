/** Changes a hub: one that a partner named has neither place nor geofence until somebody gives it both. */
import { DomainError } from '../../domain/errors.ts';
import type { Hub, HubDraft } from '../../domain/hub/hub.ts';
import { lockHub, saveHub } from '../../store/hub.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

/** A field that is not given stays as it is. The code stays: deliveries and trips name the hub by it. */
export type HubChange = Partial<Omit<HubDraft, 'code'>>;

/** Whoever is in or out by the new fence is so with the next fix. @throws DomainError `hub_not_found` */
export async function changeHub(deps: Deps, caller: Caller, id: string, change: HubChange): Promise<Hub> {
  return transact(deps, caller, async (tx) => {
    const before = await lockHub(tx, caller.accountId, id);
    if (!before) throw new DomainError('hub_not_found', 'There is no such hub.');
    const after = { ...before, ...change };
    await saveHub(tx, after);
    return after;
  });
}
