/** Where carriers fetch what a provider sends: read, and put in place of those before. */
import type { PickupPoint } from '../../domain/provider/provider.ts';
import { listPickupPoints, savePickupPoints } from '../../store/pickup-point.ts';
import { lockProvider } from '../../store/provider.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { assertOnce } from './assert-once.ts';
import { getProvider, noProvider } from './providers.ts';

/** By code. @throws DomainError `provider_not_found` */
export async function getPickupPoints(deps: Deps, caller: Caller, providerId: string): Promise<readonly PickupPoint[]> {
  await getProvider(deps, caller, providerId);
  return listPickupPoints(deps.db.of(caller.accountId), caller.accountId, providerId);
}

/** @throws DomainError `provider_not_found`; `duplicate` for a code that comes twice */
export async function putPickupPoints(
  deps: Deps,
  caller: Caller,
  providerId: string,
  points: readonly Omit<PickupPoint, 'providerId'>[],
): Promise<readonly PickupPoint[]> {
  assertOnce('pickupPoints', points);
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    if (!(await lockProvider(tx, accountId, providerId))) throw noProvider();
    await savePickupPoints(tx, { accountId, providerId }, points.map((point) => ({ ...point, providerId }))); // prettier-ignore
    return listPickupPoints(tx, accountId, providerId);
  });
}
