/** SQL of where providers' goods are fetched. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { PickupPoint } from '../domain/provider/provider.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export type PickupRow = Omit<Selectable<DB['pickup_point']>, 'account_id'>;

/** All of a provider, by code. They are few: see the quota of the native API. */
export async function listPickupPoints(
  db: Kysely<DB>,
  accountId: string,
  providerId: string,
): Promise<readonly PickupPoint[]> {
  const { rows } = await sql<PickupRow>`
    select provider_id, code, name, address, lat, lng, phone, opens from pickup_point
    where account_id = ${accountId} and provider_id = ${providerId} order by code`.execute(db);
  return rows.map(toPickupPoint);
}

/** In place of those before. @param tx in which the provider is locked. */
export async function savePickupPoints(
  tx: Kysely<DB>,
  { accountId, providerId }: { readonly accountId: string; readonly providerId: string },
  points: readonly PickupPoint[],
): Promise<void> {
  await sql`delete from pickup_point where account_id = ${accountId} and provider_id = ${providerId}`.execute(tx);
  const rows = points.map(({ position, code, name, address, phone, opens }) => ({ code, name, address, lat: position?.lat ?? null, lng: position?.lng ?? null, phone, opens })); // prettier-ignore
  await sql`
    insert into pickup_point (account_id, provider_id, code, name, address, lat, lng, phone, opens)
    select ${accountId}, ${providerId}, code, name, address, lat, lng, phone, opens
    from jsonb_populate_recordset(null::pickup_point, ${json(rows)})`.execute(tx);
}

export function toPickupPoint(row: PickupRow): PickupPoint {
  return {
    providerId: row.provider_id,
    code: row.code,
    name: row.name,
    // both are written from the domain's own types
    address: row.address as unknown as PickupPoint['address'],
    position: toLatLng(row.lat, row.lng),
    phone: row.phone,
    opens: row.opens as unknown as PickupPoint['opens'],
  };
}
