/** SQL of the subscriptions that the sandbox is given at a start, many rows in a statement. */
import { sql, type Kysely } from 'kysely';
import type { Bill } from '../domain/subscription/bill.ts';
import type { Fulfilment } from '../domain/subscription/fulfilment.ts';
import type { SubscriptionOrder } from '../domain/subscription/order.ts';
import type { Contact } from '../domain/subscription/plan.ts';
import { toBillJson } from './bill-row.ts';
import { toFulfilmentJson } from './fulfilment-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { toSubscriptionOrderJson } from './subscription-order-row.ts';

/** A store, its plan with one variation, and who subscribes to it. */
export interface SeedShop {
  readonly accountId: string;
  readonly store: { readonly id: string; readonly name: string };
  readonly plan: { readonly id: string; readonly variationId: string };
  /** Of the plan as of its orders. */
  readonly terms: SubscriptionOrder['terms'];
  readonly price: { readonly amount: number; readonly currency: string };
  readonly subscribers: readonly { readonly id: string; readonly name: string; readonly contact: Contact }[];
}

export async function hasSeedStore(tx: Kysely<DB>, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from store where account_id = ${accountId} and id = ${id}`.execute(tx);
  return rows.length === 1;
}

export async function insertSeedShop(tx: Kysely<DB>, shop: SeedShop): Promise<void> {
  const { accountId, store, plan, terms, price, subscribers } = shop;
  await tx.insertInto('store').values({ account_id: accountId, id: store.id, version: 1, name: store.name }).execute();
  await tx
    .insertInto('subscription_plan')
    .values({
      account_id: accountId,
      id: plan.id,
      version: 1,
      number: terms.planNumber,
      store_id: store.id,
      name: terms.planName,
      model: terms.model,
      cycle: terms.cycle,
      delivery_mode: terms.deliveryMode,
      fulfilment: terms.fulfilment,
      period: terms.period,
      effective: terms.effective,
      due_days: terms.dueDays,
      delivery_days: terms.deliveryDays,
      currency: price.currency,
      product: JSON.stringify(terms.product),
    })
    .execute();
  await tx
    .insertInto('plan_variation')
    .values({
      account_id: accountId,
      id: plan.variationId,
      plan_id: plan.id,
      ordinal: 0,
      name: terms.variationName,
      sku: terms.sku,
      price: price.amount,
      options: '[]',
    })
    .execute();
  await sql`
    insert into subscriber (account_id, id, version, name, phone, email, billing, shipping)
    select ${accountId}, s.id, 1, s.name, s.contact ->> 'phone', s.contact ->> 'email', s.contact, s.contact
    from jsonb_to_recordset(${json(subscribers)}) as s (id uuid, name text, contact jsonb)`.execute(tx);
}

export interface SeedSubscription {
  readonly order: SubscriptionOrder;
  readonly bill: Bill;
  /** Its delivery is there. */
  readonly fulfilment: Fulfilment;
}

export async function insertSeedSubscriptions(tx: Kysely<DB>, seeds: readonly SeedSubscription[]): Promise<void> {
  const orders = seeds.map(({ order }) => toSubscriptionOrderJson(order));
  const bills = seeds.map(({ bill }) => toBillJson(bill));
  const fulfilments = seeds.map(({ fulfilment }) => toFulfilmentJson(fulfilment));
  await sql`
    insert into subscription_order
    select * from jsonb_populate_recordset(null::subscription_order, ${json(orders)})`.execute(tx);
  await sql`insert into bill select * from jsonb_populate_recordset(null::bill, ${json(bills)})`.execute(tx);
  await sql`
    insert into fulfilment select * from jsonb_populate_recordset(null::fulfilment, ${json(fulfilments)})`.execute(tx);
}

/** From where numbers are counted on, by the name of the counter. */
export async function saveSeedSerials(
  tx: Kysely<DB>,
  accountId: string,
  serials: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`
    insert into serial_counter (account_id, name, last)
    select ${accountId}, key, value::bigint from jsonb_each_text(${json(serials)})
    on conflict (account_id, name) do update set last = greatest(serial_counter.last, excluded.last)`.execute(tx);
}

/** Where the account has none of its own. */
export async function saveSeedPartnerCode(tx: Kysely<DB>, accountId: string, partnerCode: string): Promise<void> {
  await sql`
    update account set settings = ${json({ partnerCode })} || settings
    where id = ${accountId} and not settings ? 'partnerCode'`.execute(tx);
}
