/** A carrier on the other end of a line that does not keep to the document, or does not answer. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { after, before, it } from 'node:test';
import { startCarrierServer, type CarrierServer } from '../../../test/carrier-server.ts';
import { destination, openShippingHouse, type ShippingHouse } from '../../../test/shipping-house.ts';
import { carrierWords, type Carrier, type CarrierRecord, type Shipment } from '../../domain/carrier/carrier.ts';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { readNews, readOffers, readWaybill } from './carrier-answers.ts';
import { rotateCarrierSecret } from './carriers.ts';
import { openCarrier } from './open-carrier.ts';
import { shipmentOfOrder } from './shipment.ts';

let house: ShippingHouse;
let server: CarrierServer;
let record: CarrierRecord;
let carrier: Carrier;
let order: ShippingOrder;
let shipment: Shipment;
before(async () => {
  house = await openShippingHouse();
  server = await startCarrierServer(house.deps.now);
  const made = await house.addCarrier({ kind: 'http', name: 'Muvi', baseUrl: `${server.baseUrl}/`, prices: null });
  record = made.carrier;
  server.trust(made.secret ?? assert.fail('it has no secret'));
  carrier = await openCarrier(house.deps, house.tenant.identity.caller, record);
  order = await house.placed();
  shipment = await shipmentOfOrder(house.deps, order);
});
after(async () => {
  await server.close();
  await house.close();
});

const refused = (code: DomainErrorCode, words: RegExp) => (error: unknown) =>
  error instanceof DomainError && error.code === code && words.test(error.message);
const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body)); // prettier-ignore

/** Whatever it answers, it does so once. */
async function answering<T>(answer: (response: ServerResponse) => void, ask: () => Promise<T>): Promise<T> {
  server.answerWith(answer);
  try {
    return await ask();
  } finally {
    server.answerWith(null);
  }
}

it('asks for a price in the words of the document', async () => {
  server.asked.length = 0;
  await carrier.offers(shipment);
  const [asked] = server.asked;
  const { address, position } = destination;
  assert.deepEqual([asked?.method, asked?.path], ['POST', '/offers']);
  assert.deepEqual(asked?.json, {
    from: { name: 'Main office', phone: '+37322', address, position: { lat: 47.0245, lng: 28.8323 } },
    to: { name: 'Ion Rusu', phone: '+37369123456', address, position },
    parcels: [{ quantity: 2, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 250 }],
    value: { amount: 10_000, currency: 'MDL' },
    readyAt: order.details.readyAt.toISOString(),
    reference: order.number,
  });
});

it('signs with the newest secret', async () => {
  const { secret } = await rotateCarrierSecret(house.deps, house.tenant.identity.caller, record.id);
  server.trust(secret ?? '');
  await assert.rejects(carrier.offers(shipment), refused('partner_unavailable', /^Muvi answered 401\.$/));
  carrier = await openCarrier(house.deps, house.tenant.identity.caller, record);
  assert.equal((await carrier.offers(shipment)).length, 1);
});

it('asks and understands what docs/carrier.md shows', async () => {
  const text = await readFile(new URL('../../../../../docs/carrier.md', import.meta.url), 'utf8');
  const [question = '', offers = '', answer = ''] = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block); // prettier-ignore
  assert.deepEqual(shapeOf(JSON.parse(question)), shapeOf(JSON.parse(JSON.stringify(shipment))));
  const [one] = readOffers(offers);
  assert.deepEqual([one?.code, one?.price], ['express', { amount: 6500, currency: 'MDL' }]);
  assert.deepEqual(readNews(answer), { word: 'problem', message: 'Nobody was there', at: new Date('2026-11-25T09:30:00Z') }); // prettier-ignore
  const [, waybill = ''] = /`(\{"waybill".*?\})`/.exec(text) ?? [];
  assert.deepEqual(readWaybill(waybill), { waybill: 'W-1', trackingUrl: 'https://muvi.example/t/W-1' });
  const words = [...text.matchAll(/^\| `(\w+)`/gm)].map(([, word]) => word);
  assert.deepEqual(words, [...carrierWords]);
});

/** Names of fields, at every depth. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return null;
  const { position: _position, ...rest } = value as Record<string, unknown>;
  return Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, shapeOf(one)]));
}

const offer = { code: 'a', price: 1, currency: 'MDL', pickupFrom: '2036-01-01T00:00:00Z', estimatedStart: '2036-01-01T00:00:00Z', estimatedEnd: '2036-01-02T00:00:00+02:00', validUntil: '2036-01-01T00:00:00Z' }; // prettier-ignore
const news = { status: 'delivering', at: '2026-01-01T00:00:00Z' };

const senseless: readonly [what: string, ask: () => Promise<unknown>, body: unknown, words: RegExp][] = [
  ['no JSON', () => carrier.offers(shipment), 'offers', /is no JSON/],
  ['no object', () => carrier.offers(shipment), [], /the answer is no object/],
  ['no list', () => carrier.offers(shipment), { offers: {} }, /offers is no list/],
  ['too many offers', () => carrier.offers(shipment), { offers: Array.from({ length: 21 }, () => offer) }, /more than 20/],
  ['a price with a point', () => carrier.offers(shipment), { offers: [{ ...offer, price: 1.5 }] }, /price/],
  ['a price as text', () => carrier.offers(shipment), { offers: [{ ...offer, price: '1' }] }, /price/],
  ['a negative price', () => carrier.offers(shipment), { offers: [{ ...offer, price: -1 }] }, /price/],
  ['no code', () => carrier.offers(shipment), { offers: [{ ...offer, code: '' }] }, /code/],
  ['a time without an offset', () => carrier.offers(shipment), { offers: [{ ...offer, validUntil: '2036-01-01T00:00:00' }] }, /validUntil/],
  ['an end before the start', () => carrier.offers(shipment), { offers: [{ ...offer, estimatedEnd: '2035-01-01T00:00:00Z' }] }, /estimatedEnd/],
  ['an unknown word', () => carrier.read('W'), { ...news, status: 'on_its_way' }, /status is no word/],
  ['a word in capitals', () => carrier.read('W'), { ...news, status: 'Delivered' }, /status is no word/],
  ['no time', () => carrier.read('W'), { status: 'delivered' }, /at is no instant/],
  ['a message with NUL', () => carrier.read('W'), '{"status":"problem","message":"\\u0000","at":"2026-01-01T00:00:00Z"}', /message/],
  ['no waybill', () => carrier.createWaybill(order, 'k'), { trackingUrl: null }, /waybill/],
  ['a waybill that is too long', () => carrier.createWaybill(order, 'k'), { waybill: 'x'.repeat(101) }, /waybill/],
  ['a link that is a script', () => carrier.createWaybill(order, 'k'), { waybill: 'W', trackingUrl: 'javascript:alert(1)' }, /trackingUrl/],
]; // prettier-ignore
for (const [what, ask, body, words] of senseless) {
  it(`P9: makes no sense of ${what}, and does not guess`, async () => {
    await answering(json(200, body), () => assert.rejects(ask(), refused('partner_unavailable', words)));
  });
}

it('leaves out offers that do not hold, or are in another currency', async () => {
  const over = new Date(house.deps.now().getTime() - 1).toISOString();
  const offers = [
    { ...offer, validUntil: over },
    { ...offer, currency: 'EUR' },
    { ...offer, code: 'good' },
  ];
  const left = await answering(json(200, { offers }), () => carrier.offers(shipment));
  assert.deepEqual(left.map(({ code, carrierCode }) => [code, carrierCode]), [['good', record.code]]); // prettier-ignore
});

it('P9: does not believe a clock that is ahead', async () => {
  const { at } = await answering(json(200, { ...news, at: '2036-01-01T00:00:00Z' }), () => carrier.read('W'));
  assert.deepEqual(at, house.deps.now());
});

it('takes no redirect, and no answer without end', async () => {
  const away = (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  await answering(away, () => assert.rejects(carrier.read('W'), refused('partner_unavailable', /answered 302/)));
  const endless = json(200, ' '.repeat(300_000));
  await answering(endless, () => assert.rejects(carrier.read('W'), refused('partner_unavailable', /does not answer/)));
});

it('tells a refusal for good from one of this moment', async () => {
  const take = () => carrier.createWaybill(order, 'k');
  const expect = (status: number, code: DomainErrorCode, words: RegExp) =>
    answering(json(status, { message: 'Too heavy' }), () => assert.rejects(take(), refused(code, words)));
  await expect(409, 'offer_expired', /no longer/);
  await expect(410, 'offer_expired', /no longer/);
  await expect(422, 'invalid_input', /Muvi refuses the order: Too heavy/);
  await expect(400, 'invalid_input', /Too heavy/);
  for (const status of [401, 403, 404, 429, 500, 503]) await expect(status, 'partner_unavailable', new RegExp(`answered ${status}`)); // prettier-ignore
  await answering(json(422, 'nonsense'), () => assert.rejects(take(), refused('invalid_input', /does not say why/)));
});

it('takes a waybill that the carrier does not know for one that it will not carry', async () => {
  for (const status of [200, 202, 204, 404, 410]) await answering((response) => void response.writeHead(status).end(), () => carrier.cancel('W')); // prettier-ignore
  await answering((response) => void response.writeHead(500).end(), () => assert.rejects(carrier.cancel('W'), refused('partner_unavailable', /500/))); // prettier-ignore
});
