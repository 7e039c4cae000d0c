/** SQL of the rules by which deliveries are insured elsewhere. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { InsuranceRule } from '../domain/coverage/rule.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type RuleRow = Selectable<DB['insurance_rule']>;

export async function insertRule(tx: Kysely<DB>, rule: InsuranceRule): Promise<void> {
  await sql`
    insert into insurance_rule (account_id, id, version, insurer_id, priority, conditions, state, created_at, updated_at)
    values (${rule.accountId}, ${rule.id}, ${rule.version}, ${rule.insurerId}, ${rule.priority},
      ${json(rule.conditions)}, ${rule.state}, ${rule.createdAt}, ${rule.updatedAt})`.execute(tx);
}

export async function findRule(db: Kysely<DB>, accountId: string, id: string): Promise<InsuranceRule | null> {
  const { rows } = await sql<RuleRow>`
    select * from insurance_rule where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toRule(rows[0]) : null;
}

/** As `findRule`, locked until the transaction ends. */
export async function lockRule(tx: Kysely<DB>, accountId: string, id: string): Promise<InsuranceRule | null> {
  const { rows } = await sql<RuleRow>`
    select * from insurance_rule where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toRule(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveRule(tx: Kysely<DB>, rule: InsuranceRule): Promise<void> {
  await sql`
    update insurance_rule set version = ${rule.version}, insurer_id = ${rule.insurerId}, priority = ${rule.priority},
      conditions = ${json(rule.conditions)}, state = ${rule.state}, updated_at = ${rule.updatedAt}
    where account_id = ${rule.accountId} and id = ${rule.id}`.execute(tx);
}

/** Rules before the cursor, newest first. */
export async function listRules(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<InsuranceRule[]> {
  const { rows } = await sql<RuleRow>`
    select * from insurance_rule
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toRule);
}

/** Makes additions of one account wait for each other, so that the count holds until the commit. */
export async function countRules(tx: Kysely<DB>, accountId: string): Promise<number> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from insurance_rule where account_id = ${accountId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Those that decide, in their order. They are few: see the quota of insurance-rules.ts. */
export async function listActiveRules(db: Kysely<DB>, accountId: string): Promise<InsuranceRule[]> {
  const { rows } = await sql<RuleRow>`
    select * from insurance_rule
    where account_id = ${accountId} and state = 'active' order by priority, id`.execute(db);
  return rows.map(toRule);
}

/** Which of the accounts insure deliveries at all. @param db of the house. */
export async function accountsWithRules(db: Kysely<DB>, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select a.id from unnest(${accountIds}::uuid[]) as a (id)
    where exists (select from insurance_rule r where r.account_id = a.id and r.state = 'active')`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function toRule(row: RuleRow): InsuranceRule {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    insurerId: row.insurer_id,
    priority: row.priority,
    // the JSON is written by insertRule and saveRule alone
    conditions: row.conditions as unknown as InsuranceRule['conditions'],
    // checked by the database
    state: row.state as InsuranceRule['state'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
