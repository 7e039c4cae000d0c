/** SQL of offers: rounds of broadcasting. A delivery has at most one that is open. */
import { sql, type Kysely } from 'kysely';
import type { Offer, OfferOutcome } from '../domain/offer/offer.ts';
import type { DB } from './schema.ts';

/** All of them are of one account. */
export async function insertOffers(tx: Kysely<DB>, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return;
  await tx
    .insertInto('offer')
    .values(
      offers.map((offer) => ({
        account_id: offer.accountId,
        id: offer.id,
        delivery_id: offer.deliveryId,
        preference: offer.preference,
        squad_of: offer.squadOf,
        vehicle_kind: offer.vehicleKind,
        price: offer.price,
        currency: offer.currency,
        lat: offer.position?.lat ?? null,
        lng: offer.position?.lng ?? null,
        opened_at: offer.openedAt,
        expires_at: offer.expiresAt,
      })),
    )
    .execute();
}

/** The open rounds of deliveries that the transaction has locked. */
export async function closeOffers(
  tx: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
  end: { readonly outcome: OfferOutcome; readonly at: Date; readonly courierId?: string },
): Promise<void> {
  await tx
    .updateTable('offer')
    .set({ outcome: end.outcome, closed_at: end.at, courier_id: end.courierId ?? null })
    .where('account_id', '=', accountId)
    .where('delivery_id', '=', sql<string>`any(${deliveryIds}::uuid[])`)
    .where('closed_at', 'is', null)
    .execute();
}

/** What the open round of a delivery asks for now; the hour at which it was opened stays. Without one nothing happens. */
export async function reviseOffer(tx: Kysely<DB>, offer: Offer): Promise<void> {
  await tx
    .updateTable('offer')
    .set({
      preference: offer.preference,
      squad_of: offer.squadOf,
      vehicle_kind: offer.vehicleKind,
      price: offer.price,
      currency: offer.currency,
      lat: offer.position?.lat ?? null,
      lng: offer.position?.lng ?? null,
      expires_at: offer.expiresAt,
    })
    .where('account_id', '=', offer.accountId)
    .where('delivery_id', '=', offer.deliveryId)
    .where('closed_at', 'is', null)
    .execute();
}
