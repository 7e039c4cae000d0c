/** SQL of what providers sell through us. When a service is asked for changes is the poller's: its columns are not read here. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ProviderService } from '../domain/provider/provider.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type ServiceRow = Pick<
  Selectable<DB['provider_service']>,
  'account_id' | 'id' | 'provider_id' | 'code' | 'name' | 'add_delivery' | 'redirect_to_mpay' | 'identify'
>;

const columns = sql.raw('account_id, id, provider_id, code, name, add_delivery, redirect_to_mpay, identify');

/** @returns false when anybody in the installation has the code already. */
export async function insertProviderService(tx: Kysely<DB>, service: ProviderService): Promise<boolean> {
  const { rows } = await sql`
    insert into provider_service (account_id, id, provider_id, code, name, add_delivery, redirect_to_mpay, identify)
    values (${service.accountId}, ${service.id}, ${service.providerId}, ${service.code}, ${service.name},
      ${service.addDelivery}, ${service.redirectToMpay}, ${service.identify})
    on conflict (code) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findProviderService(
  db: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<ProviderService | null> {
  const { rows } = await sql<ServiceRow>`
    select ${columns} from provider_service where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toProviderService(rows[0]) : null;
}

/** As `findProviderService`, locked until the transaction ends. */
export async function lockProviderService(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<ProviderService | null> {
  const { rows } = await sql<ServiceRow>`
    select ${columns} from provider_service where account_id = ${accountId} and id = ${id} for no key update`.execute(
    tx,
  );
  return rows[0] ? toProviderService(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveProviderService(tx: Kysely<DB>, service: ProviderService): Promise<void> {
  await sql`
    update provider_service set name = ${service.name}, add_delivery = ${service.addDelivery},
      redirect_to_mpay = ${service.redirectToMpay}, identify = ${service.identify}
    where account_id = ${service.accountId} and id = ${service.id}`.execute(tx);
}

/** Services before the cursor, newest first. */
export async function listProviderServices(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ProviderService[]> {
  const { rows } = await sql<ServiceRow>`
    select ${columns} from provider_service
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toProviderService);
}

/** @param tx in which the provider is locked, so that the count holds until the commit. */
export async function countProviderServices(tx: Kysely<DB>, accountId: string, providerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from provider_service
    where account_id = ${accountId} and provider_id = ${providerId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

function toProviderService(row: ServiceRow): ProviderService {
  return {
    accountId: row.account_id,
    id: row.id,
    providerId: row.provider_id,
    code: row.code,
    name: row.name,
    addDelivery: row.add_delivery,
    redirectToMpay: row.redirect_to_mpay,
    // checked by the database
    identify: row.identify as ProviderService['identify'],
  };
}
