/** SQL of providers. Their secrets come out by a statement of their own, and only sealed. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Provider } from '../domain/provider/provider.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type ProviderRow = Omit<Selectable<DB['provider']>, 'sealed_secret'>;

const columns = sql.raw(
  'account_id, id, version, code, name, idno, base_url, own, auth, trusted_ca, return_origins, state, created_at, updated_at',
);

/** @returns false when the account has the code already. */
export async function insertProvider(tx: Kysely<DB>, provider: Provider, sealedSecret: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into provider (account_id, id, version, code, name, idno, base_url, own, auth, sealed_secret, trusted_ca,
      return_origins, state, created_at, updated_at)
    values (${provider.accountId}, ${provider.id}, ${provider.version}, ${provider.code}, ${provider.name},
      ${provider.idno}, ${provider.baseUrl}, ${provider.own}, ${provider.auth}, ${sealedSecret}, ${provider.trustedCa},
      ${provider.returnOrigins}, ${provider.state}, ${provider.createdAt}, ${provider.updatedAt})
    on conflict (account_id, code) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findProvider(db: Kysely<DB>, accountId: string, id: string): Promise<Provider | null> {
  const { rows } = await sql<ProviderRow>`
    select ${columns} from provider where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toProvider(rows[0]) : null;
}

/** As `findProvider`, locked until the transaction ends: whoever writes what belongs to it waits. */
export async function lockProvider(tx: Kysely<DB>, accountId: string, id: string): Promise<Provider | null> {
  const { rows } = await sql<ProviderRow>`
    select ${columns} from provider where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toProvider(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveProvider(tx: Kysely<DB>, provider: Provider): Promise<void> {
  await sql`
    update provider set version = ${provider.version}, name = ${provider.name}, idno = ${provider.idno},
      base_url = ${provider.baseUrl}, auth = ${provider.auth}, trusted_ca = ${provider.trustedCa},
      return_origins = ${provider.returnOrigins}, state = ${provider.state}, updated_at = ${provider.updatedAt}
    where account_id = ${provider.accountId} and id = ${provider.id}`.execute(tx);
}

/** @param tx in which the provider is locked. */
export async function saveProviderSecret(
  tx: Kysely<DB>,
  { accountId, id }: Pick<Provider, 'accountId' | 'id'>,
  sealedSecret: Buffer,
): Promise<void> {
  await sql`update provider set sealed_secret = ${sealedSecret} where account_id = ${accountId} and id = ${id}`.execute(
    tx,
  );
}

/** Null for one without a secret. */
export async function findProviderSecret(db: Kysely<DB>, accountId: string, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed_secret: Buffer | null }>`
    select sealed_secret from provider where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0]?.sealed_secret ?? null;
}

/** Providers before the cursor, newest first. */
export async function listProviders(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Provider[]> {
  const { rows } = await sql<ProviderRow>`
    select ${columns} from provider
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toProvider);
}

/** Makes additions of one account wait for each other, so that the count holds until the commit. */
export async function countProviders(tx: Kysely<DB>, accountId: string): Promise<number> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from provider where account_id = ${accountId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

function toProvider(row: ProviderRow): Provider {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    code: row.code,
    name: row.name,
    idno: row.idno,
    baseUrl: row.base_url,
    own: row.own,
    // both words are checked by the database
    auth: row.auth as Provider['auth'],
    trustedCa: row.trusted_ca,
    returnOrigins: row.return_origins,
    state: row.state as Provider['state'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
