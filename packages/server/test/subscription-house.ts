/** A house for tests of subscriptions: a partner in Kuala Lumpur with a store, and whoever subscribes to its plans. */
import { sql } from 'kysely';
import type { SubscriptionView } from '../src/domain/subscription/events.ts';
import type { Contact, PlanDraft } from '../src/domain/subscription/plan.ts';
import { approveOrder, payOrder } from '../src/use-cases/subscription/move-order.ts';
import { placeOrder } from '../src/use-cases/subscription/place-order.ts';
import { createPlan } from '../src/use-cases/subscription/plans.ts';
import { createStore } from '../src/use-cases/subscription/stores.ts';
import { createSubscriber } from '../src/use-cases/subscription/subscribers.ts';
import type { Identity } from '../src/use-cases/identity.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { subscriptionDraft } from './draft-subscription.ts';
import { makeTenant } from './tenant.ts';

export interface SubscriptionHouse {
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly identity: Identity;
  /** By the week and without end, delivered with each cycle, unless the plan says something else. */
  readonly placed: (plan?: Partial<PlanDraft>) => Promise<SubscriptionView>;
  /** Placed, paid and approved now. */
  readonly approved: (plan?: Partial<PlanDraft>) => Promise<SubscriptionView>;
  /** Cycles that have a bill, cycles that have a fulfilment with a delivery or a code of their own, and events. */
  readonly outcome: (orderId: string) => Promise<Outcome>;
  readonly rows: (text: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

export interface Outcome {
  readonly state: string;
  readonly bills: readonly number[];
  readonly fulfilments: readonly number[];
  /** `issued`, `completed`, …, in their order. */
  readonly events: readonly string[];
}

/** The morning of the first of January in Kuala Lumpur. */
export const newYear = new Date('2026-01-01T01:00:00Z');

export async function openSubscriptionHouse(): Promise<SubscriptionHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants);
  deps.clock.set(newYear);
  const tenant = await makeTenant(deps, { settings: { partnerCode: 'MR1907' } });
  const { caller } = tenant.identity;
  const identity: Identity = { account: { ...tenant.account, timeZone: 'Asia/Kuala_Lumpur' }, caller };
  const shipping: Contact | null = subscriptionDraft().shipping;
  const store = await createStore(deps, caller, {
    name: 'LOCKIN Malaysia',
    phone: null,
    address: null,
    position: null,
  });
  const subscriber = await createSubscriber(deps, caller, { name: 'LEONG', email: null, phone: null, billing: null, shipping }); // prettier-ignore
  const rows = async (text: string) => (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(database.db)).rows;

  async function placed(change: Partial<PlanDraft> = {}): Promise<SubscriptionView> {
    const plan = await createPlan(deps, caller, {
      storeId: store.id,
      name: '2X Pro Rental Plan',
      model: 'subscribe',
      cycle: 'weekly',
      deliveryMode: 'every_cycle',
      fulfilment: 'delivery',
      period: 0,
      effective: null,
      dueDays: 7,
      deliveryDays: 3,
      currency: 'MYR',
      product: [],
      variations: [{ name: 'Black', sku: null, price: 1000, options: [] }],
      ...change,
    });
    return placeOrder(deps, identity, {
      planId: plan.id,
      variationId: plan.variations[0]?.id ?? '',
      subscriberId: subscriber.id,
      quantity: 1,
      refs: [null, null, null],
      billing: null,
      shipping: null,
      adjustments: { discount: 0, merchantDiscount: 0, tax: 0 },
    });
  }

  return {
    database,
    deps,
    identity,
    placed,
    async approved(plan) {
      const { order } = await placed(plan);
      await payOrder(deps, caller, order.id);
      return approveOrder(deps, caller, order.id);
    },
    async outcome(orderId) {
      const cyclesOf = async (table: string) =>
        (await rows(`select cycle from ${table} where order_id = '${orderId}' order by cycle`)).map((row) => Number(row['cycle'])); // prettier-ignore
      const events = await rows(`select sequence, type from event where aggregate_id = '${orderId}' order by sequence`);
      if (events.some(({ sequence }, index) => sequence !== index + 1)) throw new Error('A sequence is missing.');
      const [order] = await rows(`select state from subscription_order where id = '${orderId}'`);
      return {
        state: String(order?.['state']),
        bills: await cyclesOf('bill'),
        fulfilments: await cyclesOf('fulfilment'),
        events: events.map(({ type }) => String(type).replace(/^.*\./, '')),
      };
    },
    rows,
    close: () => database.close(),
  };
}
