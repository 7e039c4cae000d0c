/** SQL of offers: rounds of broadcasting. A delivery has at most one that is open. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Offer, OfferOutcome } from '../domain/offer/offer.ts';
import { toLatLng } from './delivery-row.ts';
import type { Due } from './due.ts';
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

/** With the code of the squad that it is for. */
export interface KnownOffer extends Offer {
  readonly squadCode: string | null;
}

export async function findOffer(db: Kysely<DB>, accountId: string, id: string): Promise<KnownOffer | null> {
  const { rows } = await sql<OfferRow & { readonly squad_code: string | null }>`
    select o.*, g.squad_code
    from offer o
    left join organisation g on g.account_id = o.account_id and g.id = o.squad_of
    where o.account_id = ${accountId} and o.id = ${id}`.execute(db);
  const [row] = rows;
  return row ? { ...toOffer(row), squadCode: row.squad_code } : null;
}

/** A round that is over by its own end and still stands open. */
export interface DueOffer extends Due {
  readonly deliveryId: string;
}

/** Of all accounts, those that ended first. */
export async function listDueOffers(db: Kysely<DB>, now: Date, limit: number): Promise<DueOffer[]> {
  const { rows } = await sql<DueOffer>`
    select account_id as "accountId", id, delivery_id as "deliveryId" from offer
    where closed_at is null and expires_at is not null and expires_at <= ${now}
    order by expires_at, account_id, id limit ${limit}`.execute(db);
  return rows;
}

type OfferRow = Selectable<DB['offer']>;

function toOffer(row: OfferRow): Offer {
  return {
    accountId: row.account_id,
    id: row.id,
    deliveryId: row.delivery_id,
    // checks in the database keep these columns to the words of the domain
    preference: row.preference as Offer['preference'],
    vehicleKind: row.vehicle_kind as Offer['vehicleKind'],
    outcome: row.outcome as Offer['outcome'],
    squadOf: row.squad_of,
    price: row.price,
    currency: row.currency,
    position: toLatLng(row.lat, row.lng),
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    closedAt: row.closed_at,
    courierId: row.courier_id,
  };
}
