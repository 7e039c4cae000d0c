/** SQL of housekeeping: what has served its time goes, in batches that lock little, of all accounts. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { DB } from './schema.ts';

const dayMs = 24 * 3_600_000;

/** Rows in one statement. */
const batch = 1000;

/** Kept answers; a request that is still running keeps its row. */
export async function purgeIdempotencyKeys(db: Kysely<DB>, before: Date): Promise<number> {
  return inBatches(
    db,
    sql`delete from idempotency_key where (account_id, operation, key) in (
      select account_id, operation, key from idempotency_key
      where created_at < ${before} and (status is not null or claimed_until < ${before})
      order by created_at limit ${batch}
    )`,
  );
}

export async function purgeSessions(db: Kysely<DB>, expiredBefore: Date): Promise<number> {
  return inBatches(
    db,
    sql`delete from session where (account_id, id) in (
      select account_id, id from session where expires_at < ${expiredBefore} order by expires_at limit ${batch}
    )`,
  );
}

/** Settled webhook messages with their attempts. */
export async function purgeMessages(db: Kysely<DB>, settledBefore: Date): Promise<number> {
  return inBatches(
    db,
    sql`delete from webhook_message where (account_id, id) in (
      select account_id, id from webhook_message where settled_at < ${settledBefore} order by settled_at limit ${batch}
    )`,
  );
}

/** Messages that have waited too long for a disabled endpoint. */
export async function dropStaleMessages(db: Kysely<DB>, createdBefore: Date): Promise<number> {
  return inBatches(
    db,
    sql`update webhook_message set state = 'dropped', settled_at = now(), claimed_by = null where (account_id, id) in (
      select m.account_id, m.id from webhook_endpoint e
      join webhook_message m on m.account_id = e.account_id and m.endpoint_id = e.id
      where e.state = 'disabled' and m.state = 'pending' and m.created_at < ${createdBefore} limit ${batch}
    )`,
  );
}

/** Route plans that are over, with their problems and results. */
export async function purgePlans(db: Kysely<DB>, endedBefore: Date): Promise<number> {
  return inBatches(
    db,
    sql`delete from route_plan where (account_id, id) in (
      select account_id, id from route_plan where ended_at < ${endedBefore} order by ended_at limit ${batch}
    )`,
  );
}

/** @param statement removes up to `batch` rows at a time. */
async function inBatches(db: Kysely<DB>, statement: RawBuilder<unknown>): Promise<number> {
  for (let total = 0; ;) {
    const { numAffectedRows = 0n } = await statement.execute(db);
    total += Number(numAffectedRows);
    if (numAffectedRows < batch) return total;
  }
}

/** Kinds of things that go, by name, a number of days after their use was over. */
export type Purges = Readonly<
  Record<string, { readonly days: number; readonly statement: (before: Date) => RawBuilder<unknown> }>
>;

/** @returns how many rows of each kind went. */
export async function purgeEach(db: Kysely<DB>, now: Date, purges: Purges): Promise<Readonly<Record<string, number>>> {
  const gone: Record<string, number> = {};
  for (const [name, { days, statement }] of Object.entries(purges)) {
    gone[name] = await inBatches(db, statement(new Date(now.getTime() - days * dayMs)));
  }
  return gone;
}

/** @param over says which, and in which order. */
export function oldest(table: keyof DB, key: string, over: RawBuilder<unknown>): RawBuilder<unknown> {
  const columns = sql.raw(key);
  return sql`delete from ${sql.table(table)} where (${columns}) in (
    select ${columns} from ${sql.table(table)} where ${over} limit ${batch}
  )`;
}
