/** SQL of rounds of broadcasting that are open, with what they go by. */
import { sql, type Kysely, type Selectable } from 'kysely';
import { defaultSettings, type AccountSettings } from '../domain/account/account.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { OpenRound } from '../domain/offer/revise-round.ts';
import type { OfferedTask } from '../domain/offer/round.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

type Row = Selectable<DB['offer']> & {
  readonly settings: Partial<AccountSettings>;
  readonly task: OfferedTask | null;
};

/** Those of deliveries that the transaction has locked. */
export async function findOpenRounds(
  tx: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<OpenRound[]> {
  const { rows } = await sql<Row>`
    select o.*, a.settings,
      case when t.delivery_id is not null then jsonb_build_object(
        'organisationId', t.organisation_id, 'broadcastPreference', t.broadcast_preference,
        'vehiclePreference', t.vehicle_preference, 'price', t.price, 'currency', t.currency
      ) end as task
    from offer o
    join account a on a.id = o.account_id
    left join task t on t.account_id = o.account_id and t.delivery_id = o.delivery_id
    where o.account_id = ${accountId} and o.delivery_id = any(${deliveryIds}::uuid[]) and o.closed_at is null`.execute(
    tx,
  );
  return rows.map((row) => ({
    offer: toOffer(row),
    task: row.task,
    mostMinutes: row.settings.maxBroadcastMinutes ?? defaultSettings.maxBroadcastMinutes,
  }));
}

/** What open rounds ask for now; the hour at which they were opened stays. */
export async function reviseOffers(tx: Kysely<DB>, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return;
  const rows = offers.map((offer) => ({
    account_id: offer.accountId,
    id: offer.id,
    preference: offer.preference,
    squad_of: offer.squadOf,
    vehicle_kind: offer.vehicleKind,
    price: offer.price,
    currency: offer.currency,
    lat: offer.position?.lat ?? null,
    lng: offer.position?.lng ?? null,
    expires_at: offer.expiresAt,
  }));
  await sql`
    update offer o set
      preference = n.preference, squad_of = n.squad_of, vehicle_kind = n.vehicle_kind, price = n.price,
      currency = n.currency, lat = n.lat, lng = n.lng, expires_at = n.expires_at
    from jsonb_populate_recordset(null::offer, ${json(rows)}) n
    where o.account_id = n.account_id and o.id = n.id and o.closed_at is null`.execute(tx);
}

function toOffer(row: Selectable<DB['offer']>): Offer {
  return {
    accountId: row.account_id,
    id: row.id,
    deliveryId: row.delivery_id,
    // checks in the database keep these columns to the words of the domain
    preference: row.preference as Offer['preference'],
    squadOf: row.squad_of,
    vehicleKind: row.vehicle_kind as Offer['vehicleKind'],
    price: row.price,
    currency: row.currency,
    position: toLatLng(row.lat, row.lng),
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    closedAt: row.closed_at,
    outcome: row.outcome as Offer['outcome'],
    courierId: row.courier_id,
  };
}
