/** What the database holds after a crash run, read as the superuser past all of our code. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxDelivery } from '../../src/use-cases/account/sandbox-delivery.ts';
import { onDatabase } from '../throwaway-postgres.ts';
import type { CrashHouse } from './crash-house.ts';

export interface Found {
  readonly orders: readonly { readonly number: string; readonly id: string }[];
  /** `tracker millisecond`, with the latitude. */
  readonly fixes: readonly { readonly name: string; readonly ms: number; readonly lat: number }[];
  /** Webhook messages with the order that each tells of. */
  readonly messages: readonly { readonly id: string; readonly body: string; readonly order: string }[];
  /** Counts that have to be zero. */
  readonly broken: Readonly<Record<string, number>>;
}

/** The sandbox has tasks, subscriptions, an order of MDelivery and a courier's phone of its own, which nobody here sends. */
const isOrder = `d.service is null and d.order_number <> '${sandboxDelivery.order}' and not exists (
  select from fulfilment f where f.account_id = d.account_id and f.delivery_id = d.id)`;
const isSent = `not exists (
  select from tracker t where t.account_id = p.account_id and t.id = p.tracker_id and t.code like 'courier:%')`;

/** Each counts rows that must not be there once all is drained. */
const mustBeZero = {
  'orders without exactly one delivery.created event': `
    select count(*)::int as n from delivery d where ${isOrder} and 1 <> (
      select count(*) from event e where e.account_id = d.account_id and e.aggregate_id = d.id and e.type = 'delivery.created')`,
  'events of no order': `
    select count(*)::int as n from event e where e.aggregate = 'delivery' and not exists (
      select from delivery d where d.account_id = e.account_id and d.id = e.aggregate_id)`,
  'orders without exactly one package': `
    select count(*)::int as n from delivery d where ${isOrder} and 1 <> (
      select count(*) from package p where p.account_id = d.account_id and p.delivery_id = d.id)`,
  'packages without items': `
    select count(*)::int as n from package p join delivery d on d.account_id = p.account_id and d.id = p.delivery_id
    where ${isOrder} and not exists (
      select from item i where (i.account_id, i.delivery_id, i.package_code) = (p.account_id, p.delivery_id, p.code))`,
  'events without exactly one message': `
    select count(*)::int as n from event e join delivery d on d.account_id = e.account_id and d.id = e.aggregate_id
    where ${isOrder} and e.type = 'delivery.created' and 1 <> (
      select count(*) from webhook_message m where m.account_id = e.account_id and m.event_id = e.id)`,
  'outbox rows left': `select count(*)::int as n from outbox`,
  'messages not delivered': `select count(*)::int as n from webhook_message where state <> 'delivered'`,
  'idempotency keys without an answer': `select count(*)::int as n from idempotency_key where status is null`,
  'trackers whose latest fix is not their newest': `
    select count(*)::int as n from tracker t where t.latest_at is distinct from (
      select max(recorded_at) from position p where p.account_id = t.account_id and p.tracker_id = t.id)`,
} as const;

export async function readFound(house: CrashHouse): Promise<Found> {
  return onWaybill(house, async (query) => {
    const broken: Record<string, number> = {};
    for (const [name, text] of Object.entries(mustBeZero)) broken[name] = Number((await query(text))[0]?.['n']);
    return {
      orders: (await query(`select order_number, id from delivery d where ${isOrder}`)).map((row) => ({
        number: String(row['order_number']),
        id: String(row['id']),
      })),
      fixes: (
        await query(
          `select tracker_id, (extract(epoch from recorded_at) * 1000)::float8 as ms, lat from position p where ${isSent}`,
        )
      ).map((row) => ({
        name: `${String(row['tracker_id'])} ${Number(row['ms'])}`,
        ms: Number(row['ms']),
        lat: Number(row['lat']),
      })),
      messages: (
        await query(`
          select m.id, m.body, d.order_number from webhook_message m
          join delivery d on d.account_id = m.account_id and d.id = m.aggregate_id`)
      ).map((row) => ({ id: String(row['id']), body: String(row['body']), order: String(row['order_number']) })),
      broken,
    };
  });
}

/** Waits until every event has become messages and every message has arrived. */
export async function drain(house: CrashHouse, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  const left = `select (select count(*) from outbox) + (select count(*) from webhook_message where state = 'pending') as n`;
  while (Number((await onWaybill(house, (query) => query(left)))[0]?.['n']) > 0) {
    if (performance.now() > end) return;
    await sleep(250);
  }
}

/**
 * Turns the clock of leases forward, in place of waiting 30 s: what a dead process had claimed before the given moment is
 * free now. Only for what nobody alive can still be working on.
 */
export async function lapseLeases(house: CrashHouse, before: Date): Promise<void> {
  const at = `'${before.toISOString()}'`;
  await onWaybill(house, async (query) => {
    await query(`update idempotency_key set claimed_until = now() where status is null and created_at < ${at}`);
    await query(`update webhook_message set due_at = now() where claimed_by is not null and state = 'pending'
      and due_at < ${at}::timestamptz + interval '30 seconds'`);
  });
}

type Query = (text: string) => Promise<Record<string, unknown>[]>;

/** Right after a death the database may still be on its way: tries until it answers. */
async function onWaybill<T>(house: CrashHouse, work: (query: Query) => Promise<T>): Promise<T> {
  for (let left = 100; ; left -= 1) {
    try {
      const url = new URL(await house.databaseUrl());
      url.pathname = '/waybill';
      return await onDatabase(url.href, (client) =>
        work(async (text) => (await client.query<Record<string, unknown>>(text)).rows),
      );
    } catch (cause) {
      if (left === 0) throw cause;
      await sleep(100);
    }
  }
}
