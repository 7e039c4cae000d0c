/** SUBPLACE: sells a plan of a store in Ho Chi Minh City, asks for what its cycles bring, and hears of orders. */
import assert from 'node:assert/strict';
import { bodySchemes } from '../../src/lib/body-signature.ts';
import type { Fields } from '../http-call.ts';
import { signBody } from '../sign-body.ts';
import type { Scope } from '../waybill-process.ts';
import { openEar, type Ear } from './ear.ts';
import type { House } from './house.ts';
import type { Parcel, Partner } from './parcel.ts';

export interface SubplacePartner extends Partner {
  /** Somebody subscribes, pays, and the order is approved. @returns what its first cycle brings, and its number */
  readonly sell: (quantity?: number) => Promise<{ readonly parcel: Parcel; readonly number: string }>;
  /** As Fulfilment Detail shows it. */
  readonly fulfilmentOf: (parcel: Parcel) => Promise<Fields>;
  /** What the webhook has told of an order: its status with the reference of its delivery. */
  readonly heardOf: (number: string) => readonly (readonly [status: string, reference: string | null])[];
  readonly ear: Ear;
  readonly webhookSecret: string;
}

/** Where the store is, near Bến Thành. */
export const store = { lat: 10.7725, lng: 106.698 };
const address = { city: 'Ho Chi Minh City', country: 'VN' };

export async function openSubplacePartner(t: Scope, { call, native }: House): Promise<SubplacePartner> {
  const ear = await openEar(t);
  const { secret: webhookSecret } = await native('POST', '/webhook-endpoints', { dialect: 'subplace', url: ear.url });
  const pair = (await native('POST', '/credentials', { dialect: 'subplace', label: 'Story' })) as Record<'key' | 'secret', string>; // prettier-ignore
  const { id: storeId } = await native('POST', '/stores', { name: 'Áo dài Bến Thành', phone: '+842838221234', address: { street: '12 Nguyễn Huệ', ...address }, position: store }); // prettier-ignore
  const plan = await native('POST', '/subscription-plans', {
    storeId,
    name: 'A dress a month',
    model: 'subscribe',
    cycle: 'monthly',
    deliveryMode: 'every_cycle',
    deliveryDays: 3,
    currency: 'VND',
    variations: [{ name: 'Silk', sku: 'SILK', price: 1_500_000 }],
  });
  const [variation] = plan['variations'] as readonly Fields[];
  const { id: subscriberId } = await native('POST', '/subscribers', {
    name: 'Nguyễn Thị Hà',
    phone: '+84901234567',
    shipping: { name: 'Nguyễn Thị Hà', phone: '+84901234567', address: { street: '34 Lê Lợi', ...address } },
  });

  async function fulfilmentOf({ orderNumber }: Parcel): Promise<Fields> {
    const asked = signBody('subplace', { reference_no: orderNumber }, { subplace: pair, saladin: { secret: '' } });
    const { status, order } = await call('POST', '/subplace/order/fulfillment/detail', {}, asked);
    assert.deepEqual(status, { code: 1, message: 'Success' });
    return order as Fields;
  }

  const orders = () =>
    ear.received.flatMap(({ body }) => {
      const { signature, ...form } = Object.fromEntries(new URLSearchParams(body));
      assert.equal(signature, bodySchemes['hmac-sha256-sorted'](form, pair.secret));
      return JSON.parse(form['order'] ?? '') as (Fields & { readonly delivery: Fields | null })[];
    });

  return {
    async sell(quantity = 1) {
      const placed = await native('POST', '/subscription-orders', { planId: plan['id'], variationId: variation?.['id'], subscriberId, quantity }); // prettier-ignore
      await native('POST', `/subscription-orders/${String(placed['id'])}/pay`);
      const approved = await native('POST', `/subscription-orders/${String(placed['id'])}/approve`);
      const { deliveryId, reference } = approved['firstFulfilment'] as Record<string, string>;
      const parcel = { id: deliveryId ?? '', orderNumber: reference ?? '', isSubscribed: true, states: [] };
      return { parcel, number: String(placed['number']) };
    },
    fulfilmentOf,
    wordOf: async (parcel) => String(((await fulfilmentOf(parcel))['delivery'] as Fields)['status']),
    heardOf: (number) =>
      orders()
        .filter(({ no }) => no === number)
        .map(({ status, delivery }) => [String(status), delivery && String(delivery['reference_no'])]),
    ear,
    webhookSecret: String(webhookSecret),
  };
}
