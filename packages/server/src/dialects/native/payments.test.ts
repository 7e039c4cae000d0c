/** Payments over the native API: what came in, what is to go back, and that it went. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { orderDetails } from '../../../test/draft-shipping.ts';
import { elements, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { addService, destination, fleetPrices } from '../../../test/shipping-house.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { confirmPayment } from '../../use-cases/payment/confirm-payment.ts';
import type { RegisteredService } from '../../use-cases/provider/verbs.ts';
import { confirm } from '../../use-cases/shipping-order/confirm.ts';
import { quote } from '../../use-cases/shipping-order/quote.ts';

let house: NativeHouse;
let client: NativeClient;
let of: RegisteredService;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  of = await addService(house.database, house.deps, client.tenant);
  await client.make('/carriers', { code: 'fleet', name: 'F', kind: 'fleet', prices: fleetPrices });
});
after(() => house.close());

async function placed(orderId: string): Promise<ShippingOrder> {
  const { deps } = house;
  const at = (hours: number) => new Date(deps.now().getTime() + hours * 3_600_000);
  const details = orderDetails({ orderId, acceptedUntil: at(240), readyAt: at(24) });
  const [chosen = assert.fail()] = await quote(deps, of, details, destination);
  return confirm(deps, of, { details, to: destination, chosen, language: 'ro', returnUrl: null, formId: deps.newId() });
}
async function pay({ number, orderAmount, deliveryCost }: ShippingOrder, paymentId: string) {
  const amount = orderAmount + deliveryCost;
  const paidAt = new Date('2026-11-23T08:00:00Z');
  const notice = { payer: 'MPay', orderNumber: number, paymentId, invoiceId: 'I-1', amount, currency: 'MDL', paidAt };
  return confirmPayment(house.deps, { ...notice, lines: [{ id: 'Order', amount }], message: '<signed/>' });
}
const list = async (query = '') => elements((await client.call('GET', `/payments${query}`)).body);
const ids = async (query: string) => (await list(query)).map(({ paymentId }) => paymentId);

it('lists payments newest first, by order and by what is to go back, page by page', async () => {
  const [first, second] = [await placed('a'), await placed('b')];
  const made = await pay(first, 'P-1');
  await pay(first, 'P-2');
  await pay(second, 'P-3');
  const amount = { amount: first.orderAmount + first.deliveryCost, currency: 'MDL' };
  assert.deepEqual((await list()).at(-1), {
    id: made.id,
    shippingOrderId: first.id,
    paymentId: 'P-1',
    invoiceId: 'I-1',
    amount,
    paidAt: '2026-11-23T08:00:00.000Z',
    outcome: 'applied',
    refundDue: false,
    refundedAt: null,
    createdAt: made.createdAt.toISOString(),
  });
  assert.deepEqual(await ids(''), ['P-3', 'P-2', 'P-1']);
  assert.deepEqual(await ids(`?shippingOrderId=${first.id}`), ['P-2', 'P-1']);
  assert.deepEqual([await ids('?refund=due'), await ids('?refund=done')], [['P-2'], []]);
  const page = (await client.call('GET', '/payments?limit=2')).body;
  assert.deepEqual(elements(page).map(({ paymentId }) => paymentId), ['P-3', 'P-2']); // prettier-ignore
  assert.deepEqual(await ids(`?cursor=${String(page['next'])}`), ['P-1']);
  assert.equal((await client.call('GET', '/payments?refund=maybe')).status, 422);
  // an order that is called off gives back what paid it
  await client.make(`/shipping-orders/${second.id}/cancel`, {});
  assert.deepEqual(await ids('?refund=due'), ['P-3', 'P-2']);
});

it('says that money went back, once, and tells of it', async () => {
  const [due = assert.fail()] = await list('?refund=due');
  const path = `/payments/${String(due['id'])}/refunded`;
  const done = await client.make(path, {});
  assert.deepEqual(done, { ...due, refundDue: false, refundedAt: house.deps.now().toISOString() });
  house.deps.clock.move(1000);
  assert.deepEqual(await client.make(path, {}), done);
  assert.deepEqual([await ids('?refund=due'), await ids('?refund=done')], [['P-2'], ['P-3']]);
  const events = elements((await client.call('GET', `/shipping-orders/${String(due['shippingOrderId'])}/events`)).body);
  const [last] = events.slice(-1);
  const { shippingOrder: _order, ...facts } = { ...(last?.['data'] as Record<string, unknown> | undefined) };
  assert.deepEqual([last?.['type'], facts], ['shipping_order.refunded', due['amount']]);
  assert.equal(events.filter(({ type }) => type === 'shipping_order.refunded').length, 1);
});

it('refuses what is not to go back, and what is another’s', async () => {
  const applied = (await list()).find(({ paymentId }) => paymentId === 'P-1') ?? assert.fail();
  const path = `/payments/${String(applied['id'])}/refunded`;
  assert.equal((await client.call('POST', path, {})).status, 409);
  const stranger = await house.client();
  assert.deepEqual([(await stranger.call('POST', path, {})).status, elements((await stranger.call('GET', '/payments')).body)], [404, []]); // prettier-ignore
});
