/** SQL of subscription plans. They are read with their variations, and never changed without a lock. */
import { sql, type Kysely } from 'kysely';
import type { PlanVariation, SubscriptionPlan } from '../domain/subscription/plan.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';
import { toPlan, toPlanJson, toVariationJson, type PlanRow } from './subscription-plan-row.ts';

const withVariations = sql`
  select p.*, (
    select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'sku', v.sku, 'price', v.price, 'options', v.options)
      order by v.ordinal)
    from plan_variation v where v.account_id = p.account_id and v.plan_id = p.id
  ) as variations
  from subscription_plan p`;

export async function insertPlan(tx: Kysely<DB>, plan: SubscriptionPlan): Promise<void> {
  await sql`
    insert into subscription_plan
    select * from jsonb_populate_record(null::subscription_plan, ${json(toPlanJson(plan))})`.execute(tx);
  await insertVariations(tx, plan, plan.variations, 0);
}

/** @param first the place of the first of them. */
export async function insertVariations(
  tx: Kysely<DB>,
  plan: Pick<SubscriptionPlan, 'accountId' | 'id'>,
  variations: readonly PlanVariation[],
  first: number,
): Promise<void> {
  const rows = variations.map((one, index) => toVariationJson(plan, one, first + index));
  await sql`
    insert into plan_variation
      select * from jsonb_populate_recordset(null::plan_variation, ${json(rows)})`.execute(tx);
}

export async function findPlan(db: Kysely<DB>, accountId: string, id: string): Promise<SubscriptionPlan | null> {
  const { rows } = await sql<PlanRow>`
    ${withVariations} where p.account_id = ${accountId} and p.id = ${id}`.execute(db);
  return rows[0] ? toPlan(rows[0]) : null;
}

/** As `findPlan`, locked until the transaction ends. */
export async function lockPlan(tx: Kysely<DB>, accountId: string, id: string): Promise<SubscriptionPlan | null> {
  await sql`select 1 from subscription_plan where account_id = ${accountId} and id = ${id} for no key update`.execute(
    tx,
  );
  return findPlan(tx, accountId, id);
}

/** Writes what may change of one that this transaction has locked; its variations stay. */
export async function savePlan(tx: Kysely<DB>, plan: SubscriptionPlan): Promise<void> {
  await sql`
    update subscription_plan p set version = n.version, name = n.name, due_days = n.due_days,
      delivery_days = n.delivery_days, archived_at = n.archived_at, updated_at = n.updated_at
    from jsonb_populate_record(null::subscription_plan, ${json(toPlanJson(plan))}) n
    where p.account_id = n.account_id and p.id = n.id`.execute(tx);
}

/** Writes what variations of a plan cost that this transaction has locked. */
export async function savePrices(
  tx: Kysely<DB>,
  { accountId, id, variations }: Pick<SubscriptionPlan, 'accountId' | 'id' | 'variations'>,
): Promise<void> {
  await sql`
    update plan_variation v set price = n.price
    from jsonb_to_recordset(${json(variations)}) as n (id uuid, price bigint)
    where v.account_id = ${accountId} and v.plan_id = ${id} and v.id = n.id and v.price <> n.price`.execute(tx);
}

/** Plans before the cursor, newest first. */
export async function listPlans(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<SubscriptionPlan[]> {
  const { rows } = await sql<PlanRow>`
    ${withVariations}
    where p.account_id = ${accountId} and p.id < ${page.before ?? afterAll}::uuid
    order by p.id desc limit ${page.limit}`.execute(db);
  return rows.map(toPlan);
}
