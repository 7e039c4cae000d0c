/** The open offers that fit a courier, nearest first. */
import { whereabouts } from '../../domain/offer/fits.ts';
import { searchOffers, type NearOffer } from '../../store/offer-search.ts';
import { requireDuty } from '../courier/duty.ts';
import type { CourierIdentity } from '../courier/identity.ts';
import type { Deps } from '../deps.ts';

export type { NearOffer } from '../../store/offer-search.ts';

/** None for whoever is off duty. */
export async function listNearOffers(
  deps: Pick<Deps, 'db' | 'now'>,
  { account, courierId }: CourierIdentity,
  limit: number,
): Promise<NearOffer[]> {
  const { duty, lastFix } = await requireDuty(deps, account.id, courierId);
  if (!duty?.onDutySince) return [];
  const now = deps.now();
  const seeker = { ...duty, position: whereabouts(lastFix, now) };
  const reachMetres = account.settings.offerReachMetres;
  return searchOffers(deps.db.of(account.id), account.id, { courierId, seeker, reachMetres, now, limit });
}
