/** SQL of insurers elsewhere. Their tokens come out by a statement of their own, and only sealed. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Insurer } from '../domain/coverage/coverage.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type InsurerRow = Omit<Selectable<DB['insurer']>, 'sealed_token'>;

const columns = sql.raw(
  'account_id, id, version, name, base_url, own, paths, product_code, currency, premium, state, created_at, updated_at',
);

/** @returns false when the account has the name already. */
export async function insertInsurer(tx: Kysely<DB>, insurer: Insurer, sealedToken: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into insurer (account_id, id, version, name, base_url, own, paths, sealed_token, product_code, currency,
      premium, state, created_at, updated_at)
    values (${insurer.accountId}, ${insurer.id}, ${insurer.version}, ${insurer.name}, ${insurer.baseUrl},
      ${insurer.own}, ${json(insurer.paths)}, ${sealedToken}, ${insurer.productCode}, ${insurer.currency},
      ${json(insurer.premium)}, ${insurer.state}, ${insurer.createdAt}, ${insurer.updatedAt})
    on conflict (account_id, name) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findInsurer(db: Kysely<DB>, accountId: string, id: string): Promise<Insurer | null> {
  const { rows } = await sql<InsurerRow>`
    select ${columns} from insurer where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toInsurer(rows[0]) : null;
}

/** As `findInsurer`, locked until the transaction ends. */
export async function lockInsurer(tx: Kysely<DB>, accountId: string, id: string): Promise<Insurer | null> {
  const { rows } = await sql<InsurerRow>`
    select ${columns} from insurer where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toInsurer(rows[0]) : null;
}

/**
 * Writes what may change of one that this transaction has locked.
 * @param sealedToken null: it keeps the one that it has.
 * @returns false when another insurer of the account has the name
 */
export async function saveInsurer(tx: Kysely<DB>, insurer: Insurer, sealedToken: Buffer | null): Promise<boolean> {
  const { rows } = await sql`
    update insurer i set version = ${insurer.version}, name = ${insurer.name}, base_url = ${insurer.baseUrl},
      paths = ${json(insurer.paths)}, sealed_token = coalesce(${sealedToken}::bytea, sealed_token),
      product_code = ${insurer.productCode}, premium = ${json(insurer.premium)}, state = ${insurer.state},
      updated_at = ${insurer.updatedAt}
    where account_id = ${insurer.accountId} and id = ${insurer.id} and not exists (
      select from insurer other
      where other.account_id = i.account_id and other.name = ${insurer.name} and other.id <> i.id
    )
    returning id`.execute(tx);
  return rows.length === 1;
}

/** @throws Error for an insurer that is not there */
export async function findInsurerToken(db: Kysely<DB>, accountId: string, id: string): Promise<Buffer> {
  const { rows } = await sql<{ sealed_token: Buffer }>`
    select sealed_token from insurer where account_id = ${accountId} and id = ${id}`.execute(db);
  if (!rows[0]) throw new Error('There is no such insurer.');
  return rows[0].sealed_token;
}

/** Insurers before the cursor, newest first. */
export async function listInsurers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Insurer[]> {
  const { rows } = await sql<InsurerRow>`
    select ${columns} from insurer
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toInsurer);
}

/** Those that insure at this moment. They are few: see the quota of insurers.ts. */
export async function listActiveInsurers(db: Kysely<DB>, accountId: string): Promise<Insurer[]> {
  const { rows } = await sql<InsurerRow>`
    select ${columns} from insurer where account_id = ${accountId} and state = 'active'`.execute(db);
  return rows.map(toInsurer);
}

/** Makes additions of one account wait for each other, so that the count holds until the commit. */
export async function countInsurers(tx: Kysely<DB>, accountId: string): Promise<number> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from insurer where account_id = ${accountId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

function toInsurer(row: InsurerRow): Insurer {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    baseUrl: row.base_url,
    own: row.own,
    // the JSON is written by insertInsurer and saveInsurer alone
    paths: row.paths as unknown as Insurer['paths'],
    productCode: row.product_code,
    currency: row.currency,
    premium: row.premium as unknown as Insurer['premium'],
    // checked by the database
    state: row.state as Insurer['state'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
