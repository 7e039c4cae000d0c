/** A house with MDelivery's door open on a socket: sellers with their services, callers, and orders as the samples have them. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { mdelivery } from '../src/dialects/mdelivery/index.ts';
import type { AccountSettings } from '../src/domain/account/account.ts';
import type { BirthState } from '../src/domain/delivery/lifecycle.ts';
import { buildApp } from '../src/http/app.ts';
import { createApiKey } from '../src/use-cases/account/manage-credentials.ts';
import type { Caller } from '../src/use-cases/caller.ts';
import { runFollowUps } from '../src/use-cases/follow/run-follow-ups.ts';
import {
  createPublicOrder,
  type NewPublicOrder,
  type StandingOrder,
} from '../src/use-cases/public-order/public-orders.ts';
import { createService } from '../src/use-cases/public-order/public-services.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps, type TestDepsOptions } from './deps.ts';
import { draft } from './draft-delivery.ts';
import { makeTenant, type Tenant } from './tenant.ts';

/** As the sample of "GET order details" has it. */
export const sampleOrder = (change: Partial<NewPublicOrder> = {}): NewPublicOrder => ({
  serviceCode: '1',
  orderId: 'string',
  isPaid: true,
  message: 'string',
  receiver: { type: 'Person', id: 'string', name: 'string', firstName: 'string', email: 'string', phone: 'string' },
  pickupPointCode: 'string',
  submittedAt: new Date('2022-04-18T20:03:38.005Z'),
  acceptedUntil: new Date('2022-04-19T20:03:38.005Z'),
  readyAt: new Date('2022-04-25T20:03:38.005Z'),
  products: [
    {
      code: 'string',
      description: 'string',
      price: 5000,
      currency: 'MDL',
      quantity: 1,
      lengthMm: 0,
      widthMm: 0,
      heightMm: 0,
      weightGrams: 0,
      holder: { id: 'string', name: 'string', firstName: 'string' },
    },
  ],
  ...change,
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Asker {
  readonly credentialId: string;
  readonly token: string;
  /** @param path from the mount on, or a whole one that begins with `/mdelivery` */
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

export interface Seller {
  readonly tenant: Tenant;
  readonly caller: Caller;
  /** May ask for the service `1`. */
  readonly asker: Asker;
  readonly serviceId: string;
  readonly newAsker: (label?: string) => Promise<Asker>;
  readonly place: (state: BirthState, change?: Partial<NewPublicOrder>) => Promise<StandingOrder>;
}

export interface MDeliveryHouse {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly seller: (settings?: Partial<AccountSettings>) => Promise<Seller>;
  /** Whatever follows the events so far, in their order. @returns how many were followed */
  readonly followUp: () => Promise<number>;
  readonly rows: (query: string) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

/** Its samples say so. */
export const mount = '/mdelivery/auth/api/v1/delivery/services';

export async function openMDeliveryHouse(options: TestDepsOptions = {}): Promise<MDeliveryHouse> {
  const database = await testDatabase();
  let origin = '';
  const deps = testDeps(database.tenants, { dialects: [mdelivery], publicUrl: () => origin, ...options });
  const mounts = [{ name: mdelivery.name, prefix: mdelivery.prefix, plugin: mdelivery.plugin(deps) }];
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  let orders = 0;

  const askerOf = (credentialId: string, token: string): Asker => ({
    credentialId,
    token,
    async ask(method, path, body, headers = {}) {
      const url = `${origin}${path.startsWith('/mdelivery') ? path : `${mount}${path}`}`;
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      const signed = { authorization: `Bearer ${token}`, ...json, ...headers };
      const answer = await fetch(url, { method, headers: signed, ...(body !== undefined && { body: JSON.stringify(body) }) }); // prettier-ignore
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
  });

  async function seller(settings: Partial<AccountSettings> = {}): Promise<Seller> {
    const tenant = await makeTenant(deps, { settings });
    const { caller } = tenant.identity;
    const newAsker = async (label = 'MDelivery') => {
      const { id, secret } = await createApiKey(deps, caller, { dialect: 'mdelivery', label });
      return askerOf(id, secret);
    };
    const asker = await newAsker();
    const { id: serviceId } = await createService(deps, caller, { code: '1', name: 'S', currency: 'MDL', credentialIds: [asker.credentialId] }); // prettier-ignore
    const place: Seller['place'] = async (state, change = {}) => {
      const goods = draft({ orderNumber: `PUBLIC-${(orders += 1)}`, legs: 'both' });
      return (await createPublicOrder(deps, tenant.identity, goods, state, sampleOrder(change))).order;
    };
    return { tenant, caller, asker, serviceId, newAsker, place };
  }

  async function followUp(): Promise<number> {
    while ((await relayEvents(deps, writeBody)) > 0);
    let followed = 0;
    for (let more = 1; more > 0; followed += more) more = await runFollowUps(deps, 100);
    return followed;
  }

  return {
    app,
    origin,
    database,
    deps,
    seller,
    followUp,
    rows: async (query) => (await sql.raw<Record<string, unknown>>(query).execute(database.db)).rows,
    async close() {
      await app.close();
      await database.close();
    },
  };
}
