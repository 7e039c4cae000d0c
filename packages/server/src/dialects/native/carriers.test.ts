/** Carriers and shipping orders over the native API. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { orderDetails } from '../../../test/draft-shipping.ts';
import { elements, faults, openNativeHouse, type Json, type NativeClient, type NativeHouse } from '../../../test/native-house.ts'; // prettier-ignore
import { addService, destination } from '../../../test/shipping-house.ts';
import type { RegisteredService } from '../../use-cases/provider/verbs.ts';
import { confirm } from '../../use-cases/shipping-order/confirm.ts';
import { settle } from '../../use-cases/shipping-order/hear.ts';
import { quote } from '../../use-cases/shipping-order/quote.ts';
import { transact } from '../../use-cases/transact.ts';

let house: NativeHouse;
let client: NativeClient;
let of: RegisteredService;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  of = await addService(house.database, house.deps, client.tenant);
});
after(() => house.close());

const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3 };
const fleet = { code: 'fleet', name: 'Waybill Fleet', kind: 'fleet', prices };
const called = { code: 'muvi', name: 'Muvi', kind: 'http', baseUrl: 'http://127.0.0.1:9999/carrier' };

/** Placed with the account's first carrier. */
async function order(status: 'awaiting_payment' | 'paid', orderId: string) {
  const { deps } = house;
  const at = (hours: number) => new Date(deps.now().getTime() + hours * 3_600_000);
  const details = orderDetails({ orderId, acceptedUntil: at(240), readyAt: at(24) });
  const [chosen = assert.fail()] = await quote(deps, of, details, destination);
  const choice = { details, to: destination, chosen, language: 'ru', returnUrl: null, formId: deps.newId() } as const;
  const placed = await confirm(deps, of, choice);
  if (status === 'awaiting_payment') return placed;
  const { caller } = client.tenant.identity;
  const settlement = {
    amount: placed.orderAmount + placed.deliveryCost,
    paidAt: deps.now(),
    cause: 'payment',
  } as const;
  return transact(deps, caller, (tx) => settle(deps, tx, caller, placed.id, settlement));
}

it('makes our own fleet with its prices, which has no secret', async () => {
  const { secret, ...made } = await client.make('/carriers', fleet);
  assert.equal(secret, null);
  const { createdAt, updatedAt } = made as Json;
  assert.deepEqual(made, {
    id: made.id,
    version: 1,
    ...fleet,
    baseUrl: null,
    prices: { ...prices, areas: null },
    state: 'active',
    createdAt,
    updatedAt,
  });
  assert.deepEqual((await client.call('GET', `/carriers/${made.id}`)).body, made);
  assert.deepEqual(elements((await client.call('GET', '/carriers')).body), [made]);
});

it('shows the secret of one that is called once, and a new one when asked', async () => {
  const { secret, ...made } = await client.make('/carriers', called);
  assert.match(String(secret), /^whsec_[A-Za-z0-9+/=]{44}$/);
  const shown = await client.call('GET', `/carriers/${made.id}`);
  assert.deepEqual(shown.body, made);
  const { secret: next, ...rotated } = await client.make(`/carriers/${made.id}/rotate-secret`, {});
  assert.notEqual(next, secret);
  assert.deepEqual([rotated['version'], rotated.id], [2, made.id]);
  const { data } = (await client.call('GET', '/carriers?limit=1')).body as { data: Json[] };
  assert.equal(JSON.stringify(data).includes('whsec_'), false);
});

it('refuses what no carrier can be, names the field and keeps nothing', async () => {
  const before = (await client.call('GET', '/carriers')).text;
  for (const [body, path, status = 422] of [
    [{ ...fleet, prices: null }, 'prices'],
    [{ ...fleet, baseUrl: 'https://x.example' }, 'baseUrl'],
    [{ ...called, baseUrl: null }, 'baseUrl'],
    [{ ...called, prices }, 'prices'],
    [{ ...called, baseUrl: 'ftp://x.example' }, 'baseUrl'],
    [{ ...called, baseUrl: 'https://x.example/a?b=1' }, 'baseUrl'],
    [{ ...called, kind: 'drone' }, 'kind'],
    [{ ...fleet, prices: { ...prices, daysMin: 4 } }, 'prices.daysMax'],
    [{ ...fleet, prices: { ...prices, base: 0.5 } }, 'prices.base'],
    [{ ...fleet, prices: { ...prices, areas: [] } }, 'prices.areas'],
    [{ ...fleet, code: '' }, 'code'],
    [{ ...fleet, extra: 1 }, 'extra'],
    [fleet, 'code', 409],
  ] as const) {
    const { status: answered, body: problem } = await client.call('POST', '/carriers', body);
    assert.deepEqual([answered, faults(problem)[0]?.['path']], [status, path], JSON.stringify(body));
  }
  assert.equal((await client.call('GET', '/carriers')).text, before);
});

it('changes what is given, at the version that was seen', async () => {
  const [, one] = elements((await client.call('GET', '/carriers')).body);
  const path = `/carriers/${String(one?.['id'])}`;
  const changed = await client.call('PATCH', path, { name: 'Our vans', prices: { ...prices, areas: ['Chișinău'] } });
  assert.deepEqual([changed.status, changed.body['version'], changed.body['name']], [200, 2, 'Our vans']);
  assert.deepEqual(changed.body['prices'], { ...prices, areas: ['Chișinău'] });
  assert.equal((await client.call('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status, 412);
  for (const [body, field] of [
    [{ baseUrl: 'https://x.example' }, 'baseUrl'],
    [{ code: 'x' }, 'code'],
    [{}, 'body'],
  ] as const) {
    // prettier-ignore
    const { status, body: problem } = await client.call('PATCH', path, body);
    assert.deepEqual([status, faults(problem)[0]?.['path'] ?? ''], [422, field]);
  }
  assert.equal((await client.call('POST', `${path}/rotate-secret`, {})).status, 422);
  assert.deepEqual((await client.call('GET', path)).body, changed.body);
});

it('adds once for an idempotency key, and has room for twenty', async () => {
  const other = await house.client();
  const add = (code: string, key: string) => other.call('POST', '/carriers', { ...called, code }, { 'idempotency-key': key }); // prettier-ignore
  const [first, again] = [await add('c', 'k'), await add('c', 'k')];
  assert.deepEqual([first.status, again.text], [201, first.text]);
  for (let number = 1; number < 20; number += 1) assert.equal((await add(`c${number}`, `k${number}`)).status, 201);
  assert.equal((await add('more', 'more')).status, 422);
});

it('shows shipping orders: short in lists, whole by themselves, with what happened to them', async () => {
  const first = await order('awaiting_payment', 'o-1');
  const second = await order('paid', 'o-2');
  const list = async (query: string) => elements((await client.call('GET', `/shipping-orders${query}`)).body).map(({ id }) => id); // prettier-ignore
  assert.deepEqual(await list(''), [second.id, first.id]);
  assert.deepEqual(await list('?status=paid'), [second.id]);
  assert.deepEqual(await list(`?number=${first.number}`), [first.id]);
  assert.deepEqual(await list('?limit=1'), [second.id]);
  const { body } = await client.call('GET', `/shipping-orders/${second.id}`);
  const { receiver, offer, products, ...rest } = body;
  assert.deepEqual(receiver, second.receiver);
  assert.deepEqual(offer, JSON.parse(JSON.stringify(second.offer)));
  assert.deepEqual(products, [{ code: 'P1', description: 'A certificate', price: 5000, quantity: 2, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 250 }]); // prettier-ignore
  assert.deepEqual(
    [rest['number'], rest['status'], rest['orderAmount'], rest['deliveryCost'], rest['paidAmount'], rest['language']],
    [second.number, 'paid', 10_000, 4300, 14_300, 'ru'],
  );
  const [short] = elements((await client.call('GET', '/shipping-orders?limit=1')).body);
  assert.deepEqual(short, Object.fromEntries(Object.keys(short ?? {}).map((key) => [key, body[key]])));
  assert.equal('receiver' in (short ?? {}), false);
  const timeline = elements((await client.call('GET', `/shipping-orders/${second.id}/events`)).body);
  assert.deepEqual(timeline.map(({ type, sequence }) => [type, sequence]), [['shipping_order.created', 1], ['shipping_order.paid', 2]]); // prettier-ignore
});

it('takes an operator’s word that the goods are ready, and asks the carrier and tells the provider', async () => {
  const { id } = await order('paid', 'o-6');
  const ready = () => client.call('POST', `/shipping-orders/${id}/ready`);
  for (let twice = 0; twice < 2; twice += 1) {
    const { status, body } = await ready();
    assert.deepEqual([status, body['status'], body['version']], [200, 'ready', 3]);
  }
  const calls = elements((await client.call('GET', '/partner-calls')).body).filter(({ aggregateId, sequence }) => aggregateId === id && sequence === 3); // prettier-ignore
  assert.deepEqual(calls.map(({ operation }) => String(operation)).sort(), ['create_waybill', 'put_status']);
  const { id: unpaid } = await order('awaiting_payment', 'o-7');
  assert.equal((await client.call('POST', `/shipping-orders/${unpaid}/ready`)).status, 409);
});

it('calls an order off once, and tells whose money is to go back', async () => {
  const { id } = await order('paid', 'o-3');
  const cancel = () => client.call('POST', `/shipping-orders/${id}/cancel`, { message: 'Sold out' }, { 'idempotency-key': id }); // prettier-ignore
  const { status, body, text } = await cancel();
  assert.deepEqual([status, body['status'], body['message']], [200, 'cancelled', 'Sold out']);
  assert.equal((await cancel()).text, text);
  assert.equal((await client.call('POST', `/shipping-orders/${id}/cancel`, {})).status, 409);
  const [last] = elements((await client.call('GET', `/shipping-orders/${id}/events`)).body).slice(-1);
  const { shippingOrder: _order, ...facts } = { ...(last?.['data'] as Json | undefined) };
  assert.deepEqual(facts, { amount: 14_300, currency: 'MDL', refundReason: 'cancelled' });
});

it('gives an order to another carrier, or says why not', async () => {
  const { id, carrierId } = await order('paid', 'o-4');
  const give = (body: object) => client.call('POST', `/shipping-orders/${id}/reassign`, body);
  const [muvi] = elements((await client.call('GET', '/carriers?limit=1')).body);
  const silent = await give({ carrierId: muvi?.['id'] });
  assert.deepEqual([silent.status, silent.headers['retry-after']], [502, '30']);
  assert.equal((await give({ carrierId: house.deps.newId() })).status, 404);
  assert.deepEqual(faults((await give({ carrierId, offerCode: 'express' })).body)[0]?.['path'], 'offerCode');
  assert.equal((await give({ carrierId: 'x' })).status, 422);
  const { status, body } = await give({ carrierId });
  assert.deepEqual([status, body['carrierId'], body['status'], body['version']], [200, carrierId, 'paid', 3]);
  const { id: unpaid } = await order('awaiting_payment', 'o-5');
  assert.equal((await client.call('POST', `/shipping-orders/${unpaid}/reassign`, { carrierId })).status, 409);
});
