/** SQL of calls to partners that wait until they are answered. */
import { sql, type Kysely } from 'kysely';
import { json } from './json.ts';
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
