/** SQL of stores, whose plans people subscribe to. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Store } from '../domain/subscription/plan.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type StoreRow = Selectable<DB['store']>;

/** @returns false when the account has the name already */
export async function insertStore(tx: Kysely<DB>, store: Store): Promise<boolean> {
  const { rows } = await sql`
    insert into store select * from jsonb_populate_record(null::store, ${json(toStoreJson(store))})
    on conflict (account_id, name) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findStore(db: Kysely<DB>, accountId: string, id: string): Promise<Store | null> {
  const { rows } = await sql<StoreRow>`select * from store where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toStore(rows[0]) : null;
}

/** As `findStore`, locked until the transaction ends. */
export async function lockStore(tx: Kysely<DB>, accountId: string, id: string): Promise<Store | null> {
  const { rows } = await sql<StoreRow>`
    select * from store where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toStore(rows[0]) : null;
}

/**
 * Writes what may change of one that this transaction has locked.
 * @returns false when another store of the account has the name
 */
export async function saveStore(tx: Kysely<DB>, store: Store): Promise<boolean> {
  const { rows } = await sql`
    update store s set version = n.version, name = n.name, phone = n.phone, address = n.address, lat = n.lat, lng = n.lng,
      updated_at = n.updated_at
    from jsonb_populate_record(null::store, ${json(toStoreJson(store))}) n
    where s.account_id = n.account_id and s.id = n.id and not exists (
      select from store other where other.account_id = n.account_id and other.name = n.name and other.id <> n.id
    )
    returning s.id`.execute(tx);
  return rows.length === 1;
}

/** Stores before the cursor, newest first. */
export async function listStores(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Store[]> {
  const { rows } = await sql<StoreRow>`
    select * from store
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toStore);
}

function toStore(row: StoreRow): Store {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    phone: row.phone,
    // written by toStoreJson and by nothing else
    address: row.address as unknown as Store['address'],
    position: toLatLng(row.lat, row.lng),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toStoreJson(store: Store): Record<string, unknown> {
  return {
    account_id: store.accountId,
    id: store.id,
    version: store.version,
    name: store.name,
    phone: store.phone,
    address: store.address,
    lat: store.position?.lat ?? null,
    lng: store.position?.lng ?? null,
    created_at: store.createdAt,
    updated_at: store.updatedAt,
  };
}
