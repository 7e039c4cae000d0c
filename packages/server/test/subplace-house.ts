/** A house with SUBPLACE's door and the native one open, a partner in Kuala Lumpur who signs, and subscriptions to list. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { native } from '../src/dialects/native/index.ts';
import { subplace } from '../src/dialects/subplace/index.ts';
import type { SubscriptionView } from '../src/domain/subscription/events.ts';
import { issueBill } from '../src/domain/subscription/bill.ts';
import { cycleOf } from '../src/domain/subscription/cycle.ts';
import { newFulfilment, type Fulfilment } from '../src/domain/subscription/fulfilment.ts';
import { approve, pay, place } from '../src/domain/subscription/lifecycle.ts';
import type { SubscriptionOrderDraft } from '../src/domain/subscription/order.ts';
import { buildApp } from '../src/http/app.ts';
import { insertBills } from '../src/store/bill.ts';
import { insertFulfilments } from '../src/store/fulfilment.ts';
import { writeListing } from '../src/store/listing.ts';
import { insertSubscriptionOrders } from '../src/store/subscription-order.ts';
import { createSigningPair, type SigningPair } from '../src/use-cases/account/signing-keys.ts';
import type { Caller } from '../src/use-cases/caller.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import { billRow, fulfilmentRow, orderRow } from '../src/use-cases/listing/rows.ts';
import { addSubscriptions } from './add-subscriptions.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { draft } from './draft-delivery.ts';
import { orderedAt, subscriptionDraft } from './draft-subscription.ts';
import { signBody } from './sign-body.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface SubplaceHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly caller: Caller;
  /** What the partner signs with, and we. */
  readonly pair: SigningPair;
  /** Signed by the partner. @returns the answer's body; its HTTP status stands in `http`. */
  readonly ask: (path: string, body: object) => Promise<Answer>;
  /** An order of the partner that was paid and approved on the sample's days, with its bill and its delivery. */
  readonly subscribe: (change?: Partial<SubscriptionOrderDraft>, bill?: string) => Promise<SubscriptionView>;
  readonly close: () => Promise<void>;
}

export interface Answer {
  readonly http: number;
  readonly text: string;
  readonly body: { readonly status: { readonly code: number; readonly message: string } } & Readonly<Record<string, unknown>>; // prettier-ignore
}

/** 10-3-2022, 1:21 PM and 1:22 PM in Kuala Lumpur. */
const packedAt = new Date('2022-03-10T05:21:00Z');
const approvedAt = new Date('2022-03-10T05:22:00Z');

export async function openSubplaceHouse(): Promise<SubplaceHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants, { dialects: [subplace] });
  const tenant = await makeTenant(deps, { settings: { partnerCode: 'MR1907' } });
  const account = tenant.account.id;
  await database.db.updateTable('account').set({ time_zone: 'Asia/Kuala_Lumpur' }).where('id', '=', account).execute();
  const pair = await createSigningPair(deps, tenant.identity.caller, { dialect: 'subplace', label: 'SUBPLACE', encrypted: false }); // prettier-ignore
  const mounts = [subplace, native].map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) }));
  const app = buildApp({ mounts, log: pino({ level: 'silent' }) });
  await app.ready();
  const delivery = await newDelivery(deps, tenant, 'ANOTHER');
  const things = await addSubscriptions(database.db, { account, delivery });
  await database.db.updateTable('subscriber').set({ name: 'LEONG KOK YOONG' }).where('account_id', '=', account).execute(); // prettier-ignore
  const named = { storeId: things.stores, planId: things['subscription-plans'], variationId: things['subscription-plans'], subscriberId: things.subscribers }; // prettier-ignore

  return {
    app,
    database,
    deps,
    caller: tenant.identity.caller,
    pair,
    ask: async (path, fields) => {
      const payload = signBody('subplace', fields, { subplace: pair, saladin: { secret: '' } }) as object;
      const answer = await app.inject({ method: 'POST', url: `/subplace${path}`, payload });
      return { http: answer.statusCode, text: answer.body, body: answer.json<Answer['body']>() };
    },
    async subscribe(change = {}, number = 'SBL-16865') {
      const id = deps.newId();
      const placed = place(subscriptionDraft({ ...named, ...change }), { accountId: account, id, now: orderedAt });
      const { order } = approve(pay(placed, orderedAt), approvedAt);
      const cycle = cycleOf({ ...order, anchor: '2022-03-09' }, 1);
      const bill = issueBill(order, cycle, { id, number, now: orderedAt });
      const means = { kind: 'delivery', deliveryId: await newDelivery(deps, tenant, order.number) } as const;
      const fulfilment: Fulfilment = newFulfilment(order, 1, means, { id, now: packedAt, partnerCode: 'MR1907' });
      const view: SubscriptionView = { order, subscriber: { name: 'LEONG KOK YOONG', email: null, phone: null }, fulfilment, bill }; // prettier-ignore
      await database.tenants
        .of(account)
        .transaction()
        .execute(async (tx) => {
          await insertSubscriptionOrders(tx, [order]);
          await insertBills(tx, [bill]);
          await insertFulfilments(tx, [fulfilment]);
          await writeListing(tx, account, [orderRow(view), fulfilmentRow(view, fulfilment), billRow(view, bill)]);
        });
      return view;
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

async function newDelivery(deps: TestDeps, { identity }: Tenant, orderNumber: string): Promise<string> {
  return (await createDelivery(deps, identity, draft({ orderNumber, legs: 'dropoff' }))).id;
}
