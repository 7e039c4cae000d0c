/** SQL of hubs. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Hub } from '../domain/hub/hub.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** Adds hubs; a code that the account has already is left as it is. @returns the codes that are new. */
export async function insertHubs(db: Kysely<DB>, hubs: readonly Hub[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    insert into hub select * from jsonb_populate_recordset(null::hub, ${json(hubs.map(toHubJson))})
    on conflict (account_id, code) do nothing returning code`.execute(db);
  return rows.map((row) => row.code);
}

/** Those of the codes that the account has. */
export async function knownHubCodes(db: Kysely<DB>, accountId: string, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from hub where account_id = ${accountId} and code = any(${codes}::text[])`.execute(db);
  return new Set(rows.map((row) => row.code));
}

export async function findHub(db: Kysely<DB>, accountId: string, id: string): Promise<Hub | null> {
  const row = await db
    .selectFrom('hub')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toHub(row) : null;
}

export async function findHubByCode(db: Kysely<DB>, accountId: string, code: string): Promise<Hub | null> {
  const row = await db
    .selectFrom('hub')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row ? toHub(row) : null;
}

/** As `findHub`, locked until the transaction ends. */
export async function lockHub(tx: Kysely<DB>, accountId: string, id: string): Promise<Hub | null> {
  await sql`select 1 from hub where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return findHub(tx, accountId, id);
}

/** Writes a hub that this transaction has locked; its code stays. */
export async function saveHub(tx: Kysely<DB>, hub: Hub): Promise<void> {
  await sql`
    update hub h set name = n.name, lat = n.lat, lng = n.lng, geofence_metres = n.geofence_metres, address = n.address
    from jsonb_populate_record(null::hub, ${json(toHubJson(hub))}) n
    where h.account_id = n.account_id and h.id = n.id`.execute(tx);
}

/** Hubs before the cursor, newest first. */
export async function listHubs(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Hub[]> {
  const { rows } = await sql<Selectable<DB['hub']>>`
    select * from hub
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toHub);
}

function toHub(row: Selectable<DB['hub']>): Hub {
  return {
    accountId: row.account_id,
    id: row.id,
    code: row.code,
    name: row.name,
    position: toLatLng(row.lat, row.lng),
    geofenceMetres: row.geofence_metres,
    // written by toHubJson and by nothing else
    address: row.address as Hub['address'],
    createdAt: row.created_at,
  };
}

function toHubJson(hub: Hub): Record<string, unknown> {
  return {
    account_id: hub.accountId,
    id: hub.id,
    code: hub.code,
    name: hub.name,
    lat: hub.position?.lat ?? null,
    lng: hub.position?.lng ?? null,
    geofence_metres: hub.geofenceMetres,
    address: hub.address,
    created_at: hub.createdAt,
  };
}
