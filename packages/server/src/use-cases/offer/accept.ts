/** A courier takes what is on offer. Of all who try, one has it. */
import type { Transaction } from 'kysely';
import type { DeliveryLabel } from '../../domain/courier/action-result.ts';
import { DomainError } from '../../domain/errors.ts';
import type { LatLng } from '../../domain/geo.ts';
import { fits, whereabouts } from '../../domain/offer/fits.ts';
import type { Offer, OfferOutcome } from '../../domain/offer/offer.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { closeOffers, findOffer, type KnownOffer } from '../../store/offer.ts';
import type { DB } from '../../store/schema.ts';
import { requireDuty } from '../courier/duty.ts';
import type { CourierIdentity } from '../courier/identity.ts';
import type { Deps } from '../deps.ts';
import { createTripIn } from '../trip/create-trip.ts';

/**
 * A look without a lock, before the line for the delivery: whoever comes too late leaves here and costs the others
 * nothing.
 * @param here where he says he is; null: where he was seen last
 * @returns null when he has it already.
 * @throws DomainError `offer_not_found` for one that never was for him, `offer_taken`, `off_duty`
 */
export async function lookAtOffer(
  deps: Pick<Deps, 'db' | 'now'>,
  { account, courierId }: CourierIdentity,
  offerId: string,
  here: LatLng | null,
): Promise<KnownOffer | null> {
  const offer = await findOffer(deps.db.of(account.id), account.id, offerId);
  if (!offer) throw notFound();
  if (offer.courierId === courierId) return null;
  const now = deps.now();
  assertOpen(offer, now);
  const { duty, lastFix } = await requireDuty(deps, account.id, courierId);
  if (!duty?.onDutySince) throw new DomainError('off_duty', 'Offers are for couriers on duty.');
  const seeker = { ...duty, position: here ?? whereabouts(lastFix, now) };
  if (!fits(offer, seeker, account.settings.offerReachMetres)) throw notFound();
  return offer;
}

/**
 * Makes the trip, in the transaction of the caller: the delivery is locked first, and the round looked at once more.
 * @throws DomainError `offer_taken`; nothing was written then
 */
export async function acceptOfferIn(
  deps: Deps,
  tx: Transaction<DB>,
  courier: CourierIdentity,
  { id, deliveryId }: Pick<Offer, 'id' | 'deliveryId'>,
): Promise<DeliveryLabel> {
  const { account, courierId } = courier;
  const [delivery] = await lockDeliveries(tx, account.id, [deliveryId]);
  const offer = await findOffer(tx, account.id, id);
  if (!delivery || !offer) throw notFound();
  const now = deps.now();
  assertOpen(offer, now);
  await closeOffers(tx, account.id, [deliveryId], { outcome: 'accepted', at: now, courierId });
  await createTripIn(deps, tx, courier, {
    // one of its own for each round: a task may be given back and taken again
    name: `TASK-${id}`,
    courierId,
    vehicleId: null,
    driverName: null,
    trackerCode: null,
    setOff: null,
    deliveryIds: [deliveryId],
  });
  return { id: deliveryId, state: 'assigned', version: delivery.version + 1 };
}

const endings = {
  accepted: 'Another courier has taken it.',
  expired: 'The offer has expired.',
  withdrawn: 'The offer was withdrawn.',
} as const satisfies Record<OfferOutcome, string>;

/** Judged by our clock, whether or not anybody has written down that the round is over. */
function assertOpen({ outcome, expiresAt }: Offer, now: Date): void {
  if (outcome !== null) throw new DomainError('offer_taken', endings[outcome]);
  if (expiresAt && expiresAt <= now) throw new DomainError('offer_taken', endings.expired);
}

function notFound(): DomainError {
  return new DomainError('offer_not_found', 'There is no such offer for you.');
}
