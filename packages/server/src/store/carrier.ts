/** SQL of carriers. Their secrets come out by a statement of their own, and only sealed. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { CarrierKind, CarrierRecord } from '../domain/carrier/carrier.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type CarrierRow = Omit<Selectable<DB['carrier']>, 'sealed_secret'>;

const columns = sql.raw('account_id, id, version, code, name, kind, base_url, prices, state, created_at, updated_at');

/** @returns false when the account has the code already. */
export async function insertCarrier(
  tx: Kysely<DB>,
  carrier: CarrierRecord,
  sealedSecret: Buffer | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into carrier (account_id, id, version, code, name, kind, base_url, sealed_secret, prices, state, created_at,
      updated_at)
    values (${carrier.accountId}, ${carrier.id}, ${carrier.version}, ${carrier.code}, ${carrier.name}, ${carrier.kind},
      ${carrier.baseUrl}, ${sealedSecret}, ${json(carrier.prices)}, ${carrier.state}, ${carrier.createdAt},
      ${carrier.updatedAt})
    on conflict (account_id, code) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findCarrier(db: Kysely<DB>, accountId: string, id: string): Promise<CarrierRecord | null> {
  const { rows } = await sql<CarrierRow>`
    select ${columns} from carrier where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toCarrier(rows[0]) : null;
}

/** As `findCarrier`, locked until the transaction ends. */
export async function lockCarrier(tx: Kysely<DB>, accountId: string, id: string): Promise<CarrierRecord | null> {
  const { rows } = await sql<CarrierRow>`
    select ${columns} from carrier where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toCarrier(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveCarrier(tx: Kysely<DB>, carrier: CarrierRecord): Promise<void> {
  await sql`
    update carrier set version = ${carrier.version}, name = ${carrier.name}, base_url = ${carrier.baseUrl},
      prices = ${json(carrier.prices)}, state = ${carrier.state}, updated_at = ${carrier.updatedAt}
    where account_id = ${carrier.accountId} and id = ${carrier.id}`.execute(tx);
}

/** @param tx in which the carrier is locked. */
export async function saveCarrierSecret(
  tx: Kysely<DB>,
  { accountId, id }: Pick<CarrierRecord, 'accountId' | 'id'>,
  sealedSecret: Buffer,
): Promise<void> {
  await sql`update carrier set sealed_secret = ${sealedSecret} where account_id = ${accountId} and id = ${id}`.execute(
    tx,
  );
}

/** Null for one without a secret. */
export async function findCarrierSecret(db: Kysely<DB>, accountId: string, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed_secret: Buffer | null }>`
    select sealed_secret from carrier where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0]?.sealed_secret ?? null;
}

/** Carriers before the cursor, newest first. */
export async function listCarriers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<CarrierRecord[]> {
  const { rows } = await sql<CarrierRow>`
    select ${columns} from carrier
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toCarrier);
}

/** Those that may be asked for a price, the oldest first. They are few: see the quota of carriers.ts. */
export async function listActiveCarriers(db: Kysely<DB>, accountId: string): Promise<CarrierRecord[]> {
  const { rows } = await sql<CarrierRow>`
    select ${columns} from carrier where account_id = ${accountId} and state = 'active' order by id`.execute(db);
  return rows.map(toCarrier);
}

/** Makes additions of one account wait for each other, so that the count holds until the commit. */
export async function countCarriers(tx: Kysely<DB>, accountId: string): Promise<number> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from carrier where account_id = ${accountId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

function toCarrier(row: CarrierRow): CarrierRecord {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    code: row.code,
    name: row.name,
    // both words are checked by the database
    kind: row.kind as CarrierKind,
    baseUrl: row.base_url,
    // written by insertCarrier and saveCarrier and by nothing else
    prices: row.prices as CarrierRecord['prices'],
    state: row.state as CarrierRecord['state'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
