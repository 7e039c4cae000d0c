/** One row in each table of public orders, providers, carriers and shipping orders, with ids and codes of our own. */
import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';

/** What paths name: by the segment that stands before it. */
export interface MDeliveryIds extends Readonly<Record<string, string>> {
  /** `serviceID`: the same on the provider's side and on ours. */
  readonly services: string;
  /** `orderID`. */
  readonly orders: string;
  readonly 'public-services': string;
  /** A public order has the id of its delivery. */
  readonly 'public-orders': string;
  readonly providers: string;
  readonly 'provider-services': string;
  readonly carriers: string;
  readonly 'shipping-orders': string;
  /** Of the shipping order. */
  readonly number: string;
  /** One that is to go back. */
  readonly payments: string;
  /** A shipping order that is paid, and waits for its provider. */
  readonly 'paid-orders': string;
  readonly 'partner-calls': string;
  /** A day that no other account has. */
  readonly reconciliations: string;
}

const receiver = { type: 'Person', id: '2000000000000', name: 'R', firstName: 'I', email: null, phone: null };
const product = { code: null, description: 'x', price: 5000, quantity: 1, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 250, holder: null }; // prettier-ignore
const address = { apartment: null, street: 'S', landmark: null, locality: null, city: 'C', state: null, country: 'MD', postalCode: null }; // prettier-ignore
const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3, areas: null };

const counted = { orders: 0, findings: 0, after: null, finishedAt: '2026-01-01T08:00:00.000Z' };
let days = 0;

/**
 * @param db of the house.
 * @param of whose; `delivery` becomes the public order, and may ask for it with `credential`.
 */
export async function addMDelivery(
  db: Kysely<DB>,
  {
    account,
    delivery,
    credential,
  }: { readonly account: string; readonly delivery: string; readonly credential: string },
): Promise<MDeliveryIds> {
  const id = newId();
  const services = `s-${id.slice(-12)}`;
  const orders = `o-${id.slice(-12)}`;
  const number = `D-${id.slice(-12)}`;
  const paid = newId();
  days += 1;
  const day = new Date(Date.UTC(2000, 0, days)).toISOString().slice(0, 10);
  const receiverJson = JSON.stringify(receiver);
  const products = JSON.stringify([product]);
  const details = { orderId: orders, isPaid: false, status: 'Unknown', message: null, receiver, pickupPointCode: 'MAIN', submittedAt: '2026-01-01T08:00:00.000Z', acceptedUntil: '2036-01-01T08:00:00.000Z', readyAt: '2036-01-01T08:00:00.000Z', products: [product] }; // prettier-ignore
  const offer = { carrierCode: services, code: 'standard', price: { amount: 4500, currency: 'MDL' }, pickupFrom: details.readyAt, estimatedStart: details.readyAt, estimatedEnd: details.readyAt, validUntil: details.readyAt }; // prettier-ignore
  const rows = [
    sql`insert into public_service (account_id, id, code, name) values (${account}, ${id}, ${services}, 'S')`,
    sql`insert into public_service_grant (account_id, credential_id, service_id) values (${account}, ${credential}, ${id})`,
    sql`insert into public_order (account_id, delivery_id, service_id, order_id, is_paid, receiver, submitted_at,
        accepted_until, ready_at, products, tracking_id)
      values (${account}, ${delivery}, ${id}, ${orders}, false, ${receiverJson}::jsonb, now(),
        now() + interval '1 day', now(), ${products}::jsonb, ${number})`,
    sql`insert into public_change (account_id, service_id, number, delivery_id, order_id, status, changed_at)
      values (${account}, ${id}, 1, ${delivery}, ${orders}, 'Ready', now())`,
    sql`insert into changes_cursor (account_id, credential_id, service_id) values (${account}, ${credential}, ${id})`,
    sql`insert into provider (account_id, id, version, code, name, own, auth, state)
      values (${account}, ${id}, 1, ${services}, 'P', true, 'bearer', 'active')`,
    sql`insert into provider_service (account_id, id, provider_id, code, name, add_delivery, redirect_to_mpay, identify,
        next_poll_at)
      values (${account}, ${id}, ${id}, ${services}, 'S', true, true, 'none', now() + interval '1 day')`,
    sql`insert into provider_product (account_id, service_id, code, name) values (${account}, ${id}, 'P1', 'P')`,
    sql`insert into pickup_point (account_id, provider_id, code, name, address, lat, lng)
      values (${account}, ${id}, 'MAIN', 'M', ${JSON.stringify(address)}::jsonb, 47.0245, 28.8323)`,
    sql`insert into carrier (account_id, id, version, code, name, kind, prices, state)
      values (${account}, ${id}, 1, ${services}, 'F', 'fleet', ${JSON.stringify(prices)}::jsonb, 'active')`,
    sql`insert into shipping_order (account_id, id, version, number, service_id, order_id, status, details, receiver,
        address, currency, order_amount, delivery_cost, order_paid, carrier_id, offer, language, accepted_until, pay_until)
      values (${account}, ${id}, 1, ${number}, ${id}, ${orders}, 'awaiting_payment', ${JSON.stringify(details)}::jsonb,
        ${receiverJson}::jsonb, ${JSON.stringify(address)}::jsonb, 'MDL', 5000, 4500, false, ${id},
        ${JSON.stringify(offer)}::jsonb, 'ro', ${details.acceptedUntil}, ${details.acceptedUntil})`,
    sql`insert into shipping_order (account_id, id, version, number, service_id, order_id, status, details, receiver,
        address, lat, lng, currency, order_amount, delivery_cost, order_paid, paid_amount, paid_at, carrier_id, offer,
        language, accepted_until, pay_until)
      select account_id, ${paid}, 2, ${`${number}-P`}, service_id, ${`${orders}-P`}, 'paid', details, receiver, address,
        47.03, 28.83, currency, order_amount, delivery_cost, order_paid, 9500, now(), carrier_id, offer, language,
        accepted_until, pay_until
      from shipping_order where account_id = ${account} and id = ${id}`,
    sql`insert into payment (account_id, id, shipping_order_id, payment_id, amount, currency, paid_at, fingerprint, outcome)
      values (${account}, ${id}, ${paid}, ${number}, 9500, 'MDL', now(), ${createHash('sha256').update(id).digest()}, 'excess')`,
    sql`insert into partner_call (account_id, id, connector, partner_id, aggregate_id, sequence, operation, content, state, due_at)
      values (${account}, ${id}, 'mdelivery.provider', ${id}, ${id}, 1, 'put_status', '{}', 'waiting', now() + interval '1 day')`,
    sql`insert into reconciliation (account_id, day, id, counted, findings)
      values (${account}, ${day}, ${id}, ${JSON.stringify(counted)}::jsonb, '[]')`,
  ];
  for (const row of rows) await row.execute(db);
  return {
    services,
    orders,
    number,
    'public-services': id,
    'public-orders': delivery,
    providers: id,
    'provider-services': id,
    carriers: id,
    'shipping-orders': id,
    'paid-orders': paid,
    payments: id,
    'partner-calls': id,
    reconciliations: day,
  };
}

/**
 * Rows in the tables that nobody but our own jobs and visitors write.
 * @returns the hash of the receiver's cookie
 */
export async function addMDeliveryTraces(db: Kysely<DB>, account: string, ids: MDeliveryIds): Promise<Buffer> {
  const order = ids['shipping-orders'];
  const provider = ids.providers;
  const hash = createHash('sha256').update(order).digest();
  const rows = [
    sql`insert into follow_up (account_id, follower, event_id, aggregate_id, sequence)
      select account_id, 'x', id, aggregate_id, sequence from event where account_id = ${account} limit 2`,
    sql`insert into partner_health (account_id, connector, partner_id) values (${account}, 'mdelivery.provider', ${provider})`,
    sql`insert into receiver_session (account_id, token_hash, service_id, order_id, identified, csrf, expires_at)
      values (${account}, ${hash}, ${ids['provider-services']}, ${ids.orders}, false, ${hash}, now() + interval '1 hour')`,
  ];
  for (const row of rows) await row.execute(db);
  return hash;
}
