/** A house that is MDelivery for a provider on the other end of a line, with the means to run one round of its machines. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { mdelivery } from '../src/dialects/mdelivery/index.ts';
import { toOrderDetails } from '../src/dialects/mdelivery/mapping.ts';
import type { PublicStatus } from '../src/domain/public-order/public-status.ts';
import type { ShippingOrder } from '../src/domain/shipping-order/shipping-order.ts';
import { claimDueServices } from '../src/store/provider-poll.ts';
import { claimCalls, type LeasedCall } from '../src/use-cases/partner-call/claim.ts';
import { enqueueCall } from '../src/use-cases/partner-call/enqueue-call.ts';
import type { NewPartnerCall } from '../src/use-cases/partner-call/partner-calls.ts';
import { makeCall } from '../src/use-cases/partner-call/settle.ts';
import { pollService } from '../src/use-cases/poll/poll-service.ts';
import type { StatusToTell } from '../src/use-cases/shipping-order/outgoing-calls.ts';
import { transact } from '../src/use-cases/transact.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { sendJson, startProviderServer, type ProviderAnswer, type ProviderServer } from './provider-server.ts';
import { openShippingHouse, type ShippingHouse } from './shipping-house.ts';

export interface HubHouse extends ShippingHouse {
  readonly server: ProviderServer;
  /** Another process: of its own is everything but database and clock. */
  readonly otherProcess: () => TestDeps;
  /** Puts calls on the queue, which tell a status each; of one order when they name one. */
  readonly enqueue: (...calls: readonly Partial<NewPartnerCall>[]) => Promise<NewPartnerCall[]>;
  readonly claim: (deps?: TestDeps, leaseSeconds?: number) => Promise<LeasedCall[]>;
  /** Makes whatever is due, once each. @returns how many calls were made */
  readonly makeDue: (deps?: TestDeps) => Promise<number>;
  readonly poll: (deps?: TestDeps) => Promise<number>;
  readonly callOf: (call: Pick<NewPartnerCall, 'aggregateId' | 'sequence'>) => Promise<CallRow>;
  readonly health: () => Promise<{ failures: number; open_until: Date | null } | undefined>;
  readonly service: () => Promise<ServiceRow>;
  /** Types of the provider's events. */
  readonly news: () => Promise<string[]>;
  readonly rows: (query: string) => Promise<readonly Record<string, unknown>[]>;
}

export interface CallRow {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly due_at: Date;
  readonly claimed_by: string | null;
}

export interface ServiceRow {
  readonly next_poll_at: Date;
  readonly poll_failures: number;
  readonly sweep_due: boolean;
  readonly last_polled_at: Date | null;
}

export async function openHubHouse(): Promise<HubHouse> {
  const house = await openShippingHouse({ dialects: [mdelivery] });
  const server = await startProviderServer();
  const { database, deps, tenant, of } = house;
  const { db } = database;
  await sql`update provider set own = false, base_url = ${server.baseUrl} where id = ${of.provider.id}`.execute(db);
  // until a test wants it
  await sql`update provider_service set next_poll_at = ${deps.now()}`.execute(db);
  const rows = async <T>(query: string) => (await sql.raw<T>(query).execute(db)).rows;

  const otherProcess = () => ({ ...testDeps(database.tenants, { dialects: [mdelivery] }), now: deps.now });

  const enqueue: HubHouse['enqueue'] = async (...changes) => {
    const calls = changes.map((change) => toCall(house, change));
    for (const one of calls) await transact(deps, tenant.identity.caller, (tx) => enqueueCall(deps, tx, one));
    return calls;
  };
  const claim: HubHouse['claim'] = (by = deps, leaseSeconds = 30) =>
    claimCalls(by, { limit: 50, perLane: 4, underWay: new Map(), leaseSeconds });
  const makeDue: HubHouse['makeDue'] = async (by = deps) => {
    const calls = await claim(by);
    await Promise.all(calls.map((call) => makeCall(by, call)));
    return calls.length;
  };
  const poll: HubHouse['poll'] = async (by = deps) => {
    const due = await claimDueServices(db, { id: by.newId(), now: by.now(), limit: 10, leaseSeconds: 30 });
    await Promise.all(due.map((one) => pollService(by, one, 30)));
    return due.length;
  };

  return {
    ...house,
    server,
    otherProcess,
    enqueue,
    claim,
    makeDue,
    poll,
    callOf: async ({ aggregateId, sequence }) => {
      const { rows: found } = await sql<CallRow>`
        select * from partner_call where aggregate_id = ${aggregateId} and sequence = ${sequence}
          and operation = 'put_status'`.execute(db);
      return found[0] ?? assert.fail('there is no such call');
    },
    health: async () => (await rows<{ failures: number; open_until: Date | null }>(`select * from partner_health where connector = 'mdelivery.provider'`))[0],
    service: async () => (await rows<ServiceRow>(`select * from provider_service`))[0] ?? assert.fail(),
    news: async () => (await rows<{ type: string }>(`select type from event where aggregate = 'provider' order by sequence`)).map(({ type }) => type),
    rows,
    async close() {
      await server.close();
      await house.close();
    },
  };
} // prettier-ignore

function toCall({ deps, tenant, of }: ShippingHouse, change: Partial<NewPartnerCall>): NewPartnerCall {
  const aggregateId = change.aggregateId ?? deps.newId();
  const { sequence = 1 } = change;
  const at = deps.now().toISOString();
  const content: StatusToTell = {
    serviceCode: of.service.code,
    orderId: aggregateId,
    status: 'Ready',
    message: String(sequence),
    carrierName: 'C',
    trackingId: 'T',
    estimatedStart: at,
    estimatedEnd: at,
    cost: 100,
    currency: 'MDL',
  };
  const call = { accountId: tenant.account.id, connector: 'mdelivery.provider', partnerId: of.provider.id, operation: 'put_status' };
  return { ...call, aggregateId, sequence, content: { ...content }, ...change };
} // prettier-ignore

/** A provider that knows these orders, and tells of these changes at each question. */
export function tellsOf(
  { of }: Pick<ShippingHouse, 'of'>,
  orders: readonly Pick<ShippingOrder, 'details'>[],
  words: Readonly<Record<string, PublicStatus>>,
  changes: readonly (readonly [orderId: string, word: string])[] = [],
): ProviderAnswer {
  return (asked, response) => {
    if (asked.method === 'PUT') return void response.writeHead(204).end();
    if (asked.path.endsWith('/delivery/changes')) {
      const told = changes.map(([orderID, status]) => ({ serviceID: of.service.code, orderID, status }));
      return sendJson(200, told)(asked, response);
    }
    const [, orderId = ''] = /\/orders\/([^/]+)\//.exec(asked.path) ?? [];
    const known = orders.find(({ details }) => details.orderId === orderId);
    if (!known) return sendJson(404, { code: 'InvalidParameter', message: 'x' })(asked, response);
    const status = words[orderId] ?? known.details.status;
    const service = { accountId: '', id: '', code: of.service.code, name: '', currency: 'MDL', createdAt: new Date() };
    return sendJson(200, toOrderDetails({ ...known.details, status, service }, 'enum'))(asked, response);
  };
}
