/** One row in each table of subscriptions, with ids of our own. */
import { sql, type Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';
import { planTerms, subscriptionDraft } from './draft-subscription.ts';

/** What paths name: by the segment that stands before it. */
export interface SubscriptionIds extends Readonly<Record<string, string>> {
  readonly stores: string;
  readonly 'subscription-plans': string;
  readonly subscribers: string;
  /** Approved, with an unpaid bill and a delivery. */
  readonly 'subscription-orders': string;
  readonly bills: string;
  readonly fulfilments: string;
  /** `reference_no`. */
  readonly reference: string;
  /** Of a second order, whose code nobody has redeemed yet. */
  readonly redemptions: string;
  /** Of the plan. */
  readonly variations: string;
  /** An order that waits for its money. */
  readonly 'placed-order': string;
  /** An order that is paid and waits for its partner. */
  readonly 'paid-order': string;
}

/**
 * @param db of the house.
 * @param of whose; `delivery` becomes the fulfilment of the order.
 */
export async function addSubscriptions(
  db: Kysely<DB>,
  { account, delivery }: { readonly account: string; readonly delivery: string },
): Promise<SubscriptionIds> {
  const [id, paid, redeemable, placed] = [newId(), newId(), newId(), newId()];
  const mark = id.slice(-12);
  const serial = Number.parseInt(id.slice(-6), 16) + 1;
  const { shipping } = subscriptionDraft();
  const contact = JSON.stringify(shipping);
  const reference = `DO-WB-${mark}-1`;
  const terms = JSON.stringify(planTerms());
  const order = (one: string, more: number, state: string, anchor: string | null) => sql`
    insert into subscription_order (account_id, id, version, number, serial, state, store_id, plan_id, variation_id,
      subscriber_id, terms, quantity, currency, price, billing, shipping, time_zone, anchor, cycles_made, next_cycle_at,
      placed_at, paid_at, approved_at, updated_at)
    values (${account}, ${one}, 3, ${`SO-${mark}-${more}`}, ${serial + more}, ${state}, ${id}, ${id}, ${id}, ${id},
      ${terms}::jsonb, 1, 'MYR', 47500, ${contact}::jsonb, ${contact}::jsonb, 'UTC', ${anchor}, ${anchor ? 1 : 0},
      ${anchor && '2036-01-01'}, now(), ${state === 'placed' ? null : new Date()}, ${anchor && '2026-01-01'}, now())`;
  const rows = [
    sql`insert into store (account_id, id, version, name) values (${account}, ${id}, 1, ${`S ${mark}`})`,
    sql`insert into subscription_plan (account_id, id, version, number, store_id, name, model, cycle, delivery_mode,
        fulfilment, period, due_days, delivery_days, currency, product)
      values (${account}, ${id}, 1, ${serial}, ${id}, 'P', 'rent_to_own', 'upfront', 'one_time', 'delivery', 6, 7, 3,
        'MYR', '[]')`,
    sql`insert into plan_variation (account_id, id, plan_id, ordinal, name, price, options)
      values (${account}, ${id}, ${id}, 0, 'V', 47500, '[]')`,
    sql`insert into subscriber (account_id, id, version, name, billing, shipping)
      values (${account}, ${id}, 1, 'S', ${contact}::jsonb, ${contact}::jsonb)`,
    order(id, 0, 'approved', '2026-01-01'),
    order(paid, 1, 'paid', null),
    order(placed, 3, 'placed', null),
    order(redeemable, 2, 'approved', '2026-01-01'),
    sql`insert into bill (account_id, id, number, order_id, cycle, due_at, state, amount, discount, merchant_discount, tax,
        final, collected, currency, created_at)
      values (${account}, ${id}, ${`SBL-${mark}`}, ${id}, 1, '2036-01-01', 'unpaid', 47500, 0, 0, 0, 47500, 0, 'MYR', now())`,
    sql`insert into fulfilment (account_id, id, order_id, cycle, sequence, total, kind, status, reference, delivery_id,
        created_at)
      values (${account}, ${id}, ${id}, 1, 1, 1, 'delivery', 'pending', ${reference}, ${delivery}, now())`,
    sql`insert into fulfilment (account_id, id, order_id, cycle, sequence, total, kind, status, reference, code, created_at)
      values (${account}, ${redeemable}, ${redeemable}, 1, 1, 1, 'redemption', 'pending', ${`DO-WB-${mark}-2`}, ${mark}, now())`,
  ];
  for (const row of rows) await row.execute(db);
  return {
    stores: id,
    'subscription-plans': id,
    subscribers: id,
    'subscription-orders': id,
    bills: id,
    fulfilments: id,
    reference,
    redemptions: redeemable,
    variations: id,
    'placed-order': placed,
    'paid-order': paid,
  };
}

/** Rows in the tables that only our own use-cases write. @param credential one with a signing key. */
export async function addSubscriptionTraces(
  db: Kysely<DB>,
  { account, credential, row }: { readonly account: string; readonly credential: string; readonly row: string },
): Promise<void> {
  const rows = [
    sql`insert into used_nonce (account_id, credential_id, nonce) values (${account}, ${credential}, ${Buffer.alloc(12)})`,
    sql`insert into serial_counter (account_id, name, last) values (${account}, 'x', 1)`,
    sql`insert into listing_counter (account_id, list, position, revision) values (${account}, 'orders', 1, 1)
      on conflict do nothing`,
    sql`insert into listing (account_id, list, position, revision, row_id, kind, status, at, text)
      values (${account}, 'orders', 1, 1, ${row}, 0, 0, now(), 'x') on conflict do nothing`,
  ];
  for (const one of rows) await one.execute(db);
}
