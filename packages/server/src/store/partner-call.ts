/** SQL of calls to partners that wait until they are answered. */
import { sql, type Kysely } from 'kysely';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

export interface PartnerCallRow {
  readonly accountId: string;
  readonly id: string;
  readonly connector: string;
  readonly partnerId: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly operation: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

/** @returns false when the same operation of this aggregate and sequence is there already. */
export async function insertPartnerCall(tx: Kysely<DB>, call: PartnerCallRow): Promise<boolean> {
  const { rows } = await sql`
    insert into partner_call
      (account_id, id, connector, partner_id, aggregate_id, sequence, operation, content, state, due_at, created_at)
    values (${call.accountId}, ${call.id}, ${call.connector}, ${call.partnerId}, ${call.aggregateId}, ${call.sequence},
      ${call.operation}, ${json(call.content)}, 'waiting', ${call.dueAt}, ${call.createdAt})
    on conflict (account_id, connector, aggregate_id, sequence, operation) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

/**
 * Takes calls of an aggregate off the queue that nobody makes at this moment: what they were for is over. One that is
 * being made ends by itself.
 */
export async function supersedeCalls(
  tx: Kysely<DB>,
  { accountId, aggregateId }: Pick<PartnerCallRow, 'accountId' | 'aggregateId'>,
  {
    connectors,
    operations,
    now,
  }: { readonly connectors: readonly string[]; readonly operations: readonly string[]; readonly now: Date },
): Promise<void> {
  await sql`
    update partner_call set state = 'superseded', settled_at = ${now}
    where account_id = ${accountId} and aggregate_id = ${aggregateId} and connector = any(${connectors}::text[])
      and operation = any(${operations}::text[]) and state = 'waiting' and claimed_by is null`.execute(tx);
}

export type CallState = 'waiting' | 'acknowledged' | 'refused' | 'superseded';

/** A call as it stands, without its content and the answer. */
export interface PartnerCall extends Omit<PartnerCallRow, 'content'> {
  readonly state: CallState;
  /** Tries so far, since it was put back the last time. */
  readonly attempts: number;
  /** Of the last try; null when no answer came. */
  readonly status: number | null;
  readonly error: string | null;
  readonly settledAt: Date | null;
}

const columns =
  sql.raw(`account_id as "accountId", id, connector, partner_id as "partnerId", aggregate_id as "aggregateId",
  sequence, operation, state, attempts, due_at as "dueAt", status, error, created_at as "createdAt",
  settled_at as "settledAt"`);

/** Calls before the cursor, newest first. */
export async function listPartnerCalls(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number; readonly state: CallState | null },
): Promise<PartnerCall[]> {
  const ofState = page.state === null ? sql`` : sql`and state = ${page.state}`;
  const { rows } = await sql<PartnerCall>`
    select ${columns} from partner_call
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid ${ofState}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Locked until the transaction ends. */
export async function lockPartnerCall(tx: Kysely<DB>, accountId: string, id: string): Promise<PartnerCall | null> {
  const { rows } = await sql<PartnerCall>`
    select ${columns} from partner_call where account_id = ${accountId} and id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** Makes one due that waits or was refused; one under way at this moment ends first. @param tx that has locked it. */
export async function makeCallDue(
  tx: Kysely<DB>,
  { accountId, id }: Pick<PartnerCallRow, 'accountId' | 'id'>,
  now: Date,
): Promise<void> {
  await sql`
    update partner_call set state = 'waiting', settled_at = null, attempts = 0, due_at = ${now}
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}
