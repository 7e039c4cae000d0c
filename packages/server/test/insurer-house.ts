/** A house whose deliveries are insured elsewhere: a tenant, its insurer on a real line, and the jobs that speak with it. */
import { native } from '../src/dialects/native/index.ts';
import { saladin } from '../src/dialects/saladin/index.ts';
import { runFollowUps } from '../src/use-cases/follow/run-follow-ups.ts';
import { claimCalls } from '../src/use-cases/partner-call/claim.ts';
import { makeCall } from '../src/use-cases/partner-call/settle.ts';
import { place } from './draft-delivery.ts';
import { startInsurerServer, type InsurerServer } from './insurer-server.ts';
import { elements, openNativeHouse, type Json, type NativeClient, type NativeHouse } from './native-house.ts';

const token = 'insurer-token';

/** A tenant who has deliveries insured, and the jobs that speak with the insurer. */
export interface InsuredHouse {
  readonly house: NativeHouse;
  readonly client: NativeClient;
  readonly insurerId: string;
  /** A new delivery. @returns its id */
  readonly order: (change?: object) => Promise<string>;
  /** Followers do what waits for them. */
  readonly followUp: () => Promise<void>;
  /** Each call that is due is made once. @returns how many there were */
  readonly callOut: () => Promise<number>;
  /** Followers and calls until nothing more is due. */
  readonly settle: () => Promise<void>;
  /** What the native API shows as covering a delivery; `{}` for nothing. */
  readonly coverage: (deliveryId: string) => Promise<Json>;
  /** Puts it on a trip that has started. @returns the ids of its stops */
  readonly drive: (deliveryId: string) => Promise<string[]>;
}

export interface InsurerHouse extends InsuredHouse {
  readonly server: InsurerServer;
  readonly close: () => Promise<void>;
}

/** The insurer takes goods of up to 40,000 INR. */
export async function openInsurerHouse(): Promise<InsurerHouse> {
  const house = await openNativeHouse({ dialects: [native, saladin] });
  const server = await startInsurerServer(token, 40_000);
  const insured = await insureWith(house, await house.client({ autoCreateReferences: true }), { baseUrl: server.baseUrl, token });
  return {
    ...insured,
    server,
    async close() {
      await server.close();
      await house.close();
    },
  };
} // prettier-ignore

/** Has goods worth 1,000 to 50,000 INR insured there. */
export async function insureWith(
  house: NativeHouse,
  client: NativeClient,
  insurer: { readonly baseUrl: string; readonly token: string },
): Promise<InsuredHouse> {
  const { deps } = house;
  const { id: insurerId } = await client.make('/insurers', {
    name: 'Insurer',
    ...insurer,
    productCode: 'ahasme',
    currency: 'INR',
    premium: { ppm: 5000, minimum: 5000, step: 100 },
  });
  await client.make('/insurance-rules', {
    insurerId,
    priority: 1,
    conditions: { leastValue: 100_000, mostValue: 5_000_000 },
  });
  let orders = 0;

  async function followUp(): Promise<void> {
    while ((await house.relay()) > 0);
    while ((await runFollowUps(deps, 100)) > 0);
  }

  async function callOut(): Promise<number> {
    const calls = await claimCalls(deps, { limit: 50, perLane: 50, underWay: new Map(), leaseSeconds: 30 });
    for (const call of calls) await makeCall(deps, call);
    return calls.length;
  }

  return {
    house,
    client,
    insurerId,
    async order(change = {}) {
      orders += 1;
      const { address } = place();
      const end = (name: string) => ({ customerName: name, phone: `+91 ${name}`, address });
      const goods = { goodsValue: { amount: 1_000_050, currency: 'INR' }, currency: 'INR' };
      const ends = { pickup: end('Sender'), dropoff: end('Receiver') };
      return (await client.make('/deliveries', { orderNumber: `O-${orders}`, legs: 'both', ...goods, ...ends, ...change })).id;
    },
    followUp,
    callOut,
    async settle() {
      do await followUp();
      while ((await callOut()) > 0);
    },
    async coverage(deliveryId) {
      const { body } = await client.call('GET', `/deliveries/${deliveryId}/insurance`);
      return (body['coverage'] ?? {}) as Json;
    },
    async drive(deliveryId) {
      const employeeNumber = deps.newId();
      const courier = await client.make('/couriers', { employeeNumber, name: 'Asha Rao', phone: '+912212345678' });
      const trip = await client.make('/trips', { courierId: courier.id, deliveryIds: [deliveryId] });
      await client.make(`/trips/${trip.id}/start`);
      return elements(trip, 'stops').map(({ id }) => String(id));
    },
  };
} // prettier-ignore
