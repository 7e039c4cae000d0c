/** MDelivery's hub as its document has it: it asks all the time which orders have changed, and reports what it knows itself. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '../waybill-process.ts';
import type { House } from './house.ts';
import type { Parcel, Partner } from './parcel.ts';

export interface MDeliveryHub extends Partner {
  /** PUT delivery status: what it knows itself. */
  readonly report: (parcel: Parcel, status: string) => Promise<void>;
  /** Statuses of the order that GET delivery changes has told, and its own, in the order in which they came. */
  readonly heardOf: (parcel: Parcel) => readonly string[];
}

/** What the native API takes as a public order that the hub may ask for. */
export const publicOrder = (orderId: string) => ({
  service: code,
  orderId,
  isPaid: true,
  receiver: { type: 'Person', id: '2000000000000', name: 'Nguyễn', firstName: 'Hà', phone: '+84901234567' },
  acceptedUntil: inHours(24),
  readyAt: inHours(0),
  products: [{ description: 'Áo dài', price: { amount: 5000, currency: 'MDL' }, quantity: 1, lengthMm: 300, widthMm: 200, heightMm: 50, weightGrams: 400 }], // prettier-ignore
});

const code = 'story';
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

export async function openMDeliveryHub(t: Scope, { call, native }: House): Promise<MDeliveryHub> {
  const { id, secret } = await native('POST', '/credentials', { dialect: 'mdelivery', label: 'Hub' });
  await native('POST', '/public-services', { code, name: 'Story', currency: 'MDL', credentialIds: [id] });
  const headers = { authorization: `Bearer ${String(secret)}` };
  const ask = (method: string, path: string, body?: unknown) =>
    call(method, `/mdelivery/auth/api/v1/delivery/services/${code}${path}`, headers, body);
  const heard: { readonly orderID: string; readonly status: string }[] = [];

  const polling = { isOver: false };
  async function poll(): Promise<void> {
    while (!polling.isOver) {
      // a list, by the document; a call that fails is made again
      const changes = await ask('GET', '/delivery/changes').catch(() => []);
      heard.push(...(changes as unknown as typeof heard));
      await sleep(200);
    }
  }
  const polled = poll();
  t.after(async () => {
    polling.isOver = true;
    await polled;
  });

  return {
    wordOf: async ({ orderNumber }) => String((await ask('GET', `/orders/${orderNumber}/delivery/details`))['status']),
    async report({ id: trackingID, orderNumber }, status) {
      assert.equal(await ask('PUT', `/orders/${orderNumber}/delivery/status`, { status, carrierName: 'Muvi Express', trackingID }), null); // prettier-ignore
      heard.push({ orderID: orderNumber, status });
    },
    heardOf: ({ orderNumber }) => heard.filter(({ orderID }) => orderID === orderNumber).map(({ status }) => status),
  };
}
