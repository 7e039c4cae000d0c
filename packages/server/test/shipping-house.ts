/** A house with a provider, its service and pickup point, and the means to run what waits for partners. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { CarrierDraft, CarrierRecord } from '../src/domain/carrier/carrier.ts';
import type { Address } from '../src/domain/delivery/delivery.ts';
import type { OrderDetails } from '../src/domain/public-order/public-order.ts';
import type { ShippingOrder } from '../src/domain/shipping-order/shipping-order.ts';
import { createCarrier } from '../src/use-cases/carrier/carriers.ts';
import { connectors } from '../src/use-cases/partner-call/connectors.ts';
import type { CallOutcome, ClaimedCall } from '../src/use-cases/partner-call/partner-calls.ts';
import type { RegisteredService } from '../src/use-cases/provider/verbs.ts';
import { confirm } from '../src/use-cases/shipping-order/confirm.ts';
import { settle } from '../src/use-cases/shipping-order/hear.ts';
import { quote } from '../src/use-cases/shipping-order/quote.ts';
import { getShippingOrder } from '../src/use-cases/shipping-order/read-orders.ts';
import type { Confirmation, Destination } from '../src/use-cases/shipping-order/verbs.ts';
import { transact } from '../src/use-cases/transact.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps, type TestDepsOptions } from './deps.ts';
import { orderDetails } from './draft-shipping.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export const fleetPrices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3, areas: null };

const address: Address = {
  apartment: '12',
  street: 'Strada Pușkin 47',
  landmark: null,
  locality: null,
  city: 'Chișinău',
  state: null,
  country: 'MD',
  postalCode: 'MD-2012',
};
/** About three kilometres from the pickup point. */
export const destination: Destination = { address, position: { lat: 47.03, lng: 28.87 }, phone: null };

export type ShippingHouse = {
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly tenant: Tenant;
  readonly of: RegisteredService;
  /** As a provider tells it at this moment; each with an order number of its own. */
  readonly details: (change?: Partial<OrderDetails>) => OrderDetails;
  readonly addCarrier: (draft?: Partial<CarrierDraft>) => Promise<{ carrier: CarrierRecord; secret: string | null }>;
  /** What the receiver confirms, with the cheapest offer. */
  readonly confirmation: (details?: OrderDetails, to?: Destination) => Promise<Confirmation>;
  readonly placed: (change?: Partial<OrderDetails>) => Promise<ShippingOrder>;
  readonly paid: (change?: Partial<OrderDetails>) => Promise<ShippingOrder>;
  readonly read: (order: Pick<ShippingOrder, 'id'>) => Promise<ShippingOrder>;
  /** Makes the calls to carriers that are due for an order, as the queue would. @returns their outcomes, by operation. */
  readonly work: (order: Pick<ShippingOrder, 'id'>) => Promise<[string, CallOutcome['outcome']][]>;
  /** Calls that wait or have been made for an order. */
  readonly calls: (order: Pick<ShippingOrder, 'id'>) => Promise<Record<string, unknown>[]>;
  /** What its provider has to be told, oldest first. */
  readonly told: (order: Pick<ShippingOrder, 'id'>) => Promise<unknown[]>;
  readonly events: (order: Pick<ShippingOrder, 'id'>) => Promise<string[]>;
  readonly close: () => Promise<void>;
};

export const openShippingHouse = async (options: TestDepsOptions = {}): Promise<ShippingHouse> => {
  const database = await testDatabase();
  const deps = testDeps(database.tenants, options);
  const tenant = await makeTenant(deps);
  const of = await addService(database, deps, tenant);
  const { caller } = tenant.identity;
  let orders = 0;

  const details: ShippingHouse['details'] = (change = {}) => {
    const at = (hours: number) => new Date(deps.now().getTime() + hours * 3_600_000);
    const times = { submittedAt: at(-1), acceptedUntil: at(240), readyAt: at(24) };
    return orderDetails({ orderId: `o-${(orders += 1)}`, ...times, ...change });
  };
  const addCarrier: ShippingHouse['addCarrier'] = (draft = {}) =>
    createCarrier(deps, caller, {
      code: `c-${deps.newId().slice(-8)}`,
      name: 'Waybill Fleet',
      kind: 'fleet',
      baseUrl: null,
      prices: fleetPrices,
      ...draft,
    });
  const confirmation: ShippingHouse['confirmation'] = async (given = details(), to = destination) => {
    const [chosen = assert.fail('no carrier makes an offer')] = await quote(deps, of, given, to);
    return { details: given, to, chosen, language: 'ro', returnUrl: null, formId: deps.newId() };
  };
  const placed: ShippingHouse['placed'] = async (change) => confirm(deps, of, await confirmation(details(change)));
  const paid: ShippingHouse['paid'] = async (change) => {
    const { id, orderAmount, deliveryCost } = await placed(change);
    const settlement = { amount: orderAmount + deliveryCost, paidAt: deps.now(), cause: 'payment' } as const;
    return transact(deps, caller, (tx) => settle(deps, tx, caller, id, settlement));
  };

  const work: ShippingHouse['work'] = async ({ id }) => {
    const done: [string, CallOutcome['outcome']][] = [];
    const { rows } = await sql<Record<string, never>>`
      select * from partner_call where aggregate_id = ${id} and connector like 'carrier.%' and state = 'waiting' and due_at <= ${deps.now()}
      order by sequence, connector`.execute(database.db);
    for (const row of rows) {
      const call = toCall(row);
      const connector = connectors[call.connector] ?? assert.fail(`nobody makes calls of ${call.connector}`);
      const outcome = await connector.run(deps, call);
      const owner = { accountId: call.accountId, actor: 'waybill', credentialId: null };
      await transact(deps, owner, async (tx) => {
        const state =
          outcome.outcome === 'done' ? 'acknowledged' : outcome.outcome === 'refused' ? 'refused' : 'waiting';
        const settled = state === 'waiting' ? null : deps.now();
        const dueAt = new Date(deps.now().getTime() + (outcome.outcome === 'again' ? outcome.after * 1000 : 0));
        await sql`update partner_call set state = ${state}, attempts = attempts + 1, settled_at = ${settled}, due_at = ${dueAt}
          where account_id = ${call.accountId} and id = ${call.id}`.execute(tx);
        await connector.apply(deps, tx, call, outcome);
      });
      done.push([call.operation, outcome.outcome]);
    }
    return done;
  };

  const calls: ShippingHouse['calls'] = async ({ id }) =>
    (
      await sql<Record<string, unknown>>`
      select connector, partner_id, operation, sequence, state, content, due_at from partner_call
      where aggregate_id = ${id} order by sequence, connector`.execute(database.db)
    ).rows;
  const told: ShippingHouse['told'] = async (order) =>
    (await calls(order)).filter(({ operation }) => operation === 'put_status').map(({ content }) => (content as { status: unknown }).status); // prettier-ignore
  const events: ShippingHouse['events'] = async ({ id }) =>
    (
      await sql<{ words: string }>`
      select replace(type, 'shipping_order.', '') || coalesce(' ' || (data->>'to'), '') as words from event
      where aggregate_id = ${id} order by sequence`.execute(database.db)
    ).rows.map(({ words }) => words);

  return {
    database,
    deps,
    tenant,
    of,
    details,
    addCarrier,
    confirmation,
    placed,
    paid,
    read: ({ id }) => getShippingOrder(deps, caller, id),
    work,
    calls,
    told,
    events,
    close: () => database.close(),
  };
};

/** A provider that sells in MDL, with one service and one pickup point. */
export async function addService(
  { db }: Pick<TestDatabase, 'db'>,
  deps: Pick<TestDeps, 'newId' | 'now'>,
  { account }: Pick<Tenant, 'account'>,
): Promise<RegisteredService> {
  const [providerId, serviceId] = [deps.newId(), deps.newId()];
  const code = `s-${serviceId.slice(-12)}`;
  await sql`insert into provider (account_id, id, version, code, name, own, auth, state)
    values (${account.id}, ${providerId}, 1, ${code}, 'Agency', true, 'bearer', 'active')`.execute(db);
  await sql`insert into provider_service (account_id, id, provider_id, code, name, add_delivery, redirect_to_mpay, identify)
    values (${account.id}, ${serviceId}, ${providerId}, ${code}, 'Certificates', true, true, 'none')`.execute(db);
  await sql`insert into pickup_point (account_id, provider_id, code, name, address, lat, lng, phone)
    values (${account.id}, ${providerId}, 'MAIN', 'Main office', ${JSON.stringify(address)}::jsonb, 47.0245, 28.8323, '+37322')`.execute(
    db,
  );
  const times = { createdAt: deps.now(), updatedAt: deps.now() };
  return {
    provider: { accountId: account.id, id: providerId, version: 1, code, name: 'Agency', idno: null, baseUrl: null, own: true, auth: 'bearer', trustedCa: null, returnOrigins: [], state: 'active', ...times }, // prettier-ignore
    service: { accountId: account.id, id: serviceId, providerId, code, name: 'Certificates', addDelivery: true, redirectToMpay: true, identify: 'none' }, // prettier-ignore
    currency: 'MDL',
  };
}

/** As whoever has claimed it sees it. */
function toCall(row: Readonly<Record<string, never>>): ClaimedCall {
  return {
    accountId: row['account_id'] ?? '',
    id: row['id'] ?? '',
    connector: row['connector'] ?? '',
    partnerId: row['partner_id'] ?? '',
    aggregateId: row['aggregate_id'] ?? '',
    sequence: row['sequence'] ?? 0,
    operation: row['operation'] ?? '',
    content: row['content'],
    attempt: 1,
  };
}
