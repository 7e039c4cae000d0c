/** A courier does not want it: he does not see it again. Others do. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { findOffer } from '../../store/offer.ts';
import { insertRefusal } from '../../store/offer-refusal.ts';
import type { DB } from '../../store/schema.ts';
import type { CourierIdentity } from '../courier/identity.ts';
import type { Deps } from '../deps.ts';

/**
 * @returns false when he had said so before, or there is nothing left to decline.
 * @throws DomainError `offer_not_found`; `illegal_transition` for what he has taken: it is given back by the operator
 */
export async function declineOfferIn(
  deps: Pick<Deps, 'now'>,
  tx: Transaction<DB>,
  { account, courierId }: CourierIdentity,
  offerId: string,
): Promise<boolean> {
  const offer = await findOffer(tx, account.id, offerId);
  if (!offer) throw new DomainError('offer_not_found', 'There is no such offer for you.');
  if (offer.courierId === courierId) throw new DomainError('illegal_transition', 'You have taken it already.');
  if (offer.outcome !== null) return false;
  return insertRefusal(tx, { accountId: account.id, offerId, courierId, at: deps.now() });
}
