/** Public services and orders over the native API, the credentials of MDelivery, and the steps beside the road. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeCertificate } from '../../../test/make-certificate.ts';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { authenticateCertificate, authenticateKey } from '../../use-cases/account/authenticate.ts';
import { readDetails } from '../../use-cases/public-order/read-details.ts';
import { fingerprintOf, parseCertificate } from '../../lib/client-certificate.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const product = { price: { amount: 5000, currency: 'MDL' }, quantity: 2, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 250 }; // prettier-ignore
const order = (change: Json = {}) => ({
  service: '1',
  orderId: 'o-1',
  receiver: { type: 'Person', id: '2000000000000', phone: '+37360000000' },
  acceptedUntil: '2036-01-01T00:00:00.000Z',
  readyAt: '2026-12-01T00:00:00.000Z',
  products: [product],
  ...change,
});
const delivery = (orderNumber: string) => ({ orderNumber, orderedAt: '2026-01-01T00:00:00Z', legs: 'dropoff', dropoff: { customerName: 'x' } }); // prettier-ignore

describe('credentials of MDelivery', () => {
  const make = (body: Json) =>
    client.call('POST', '/credentials', { dialect: 'mdelivery', label: 'MDelivery', ...body });

  it('are a bearer token that we make', async () => {
    const { status, body } = await make({});
    assert.equal(status, 201);
    const { account } = await authenticateKey(house.deps, 'mdelivery', String(body['secret']));
    assert.equal(account.id, client.tenant.account.id);
    await assert.rejects(authenticateKey(house.deps, 'native', String(body['secret'])), { code: 'unauthenticated' });
  });

  it('or a certificate, by its text or by its fingerprint in any writing', async () => {
    const [first, second] = [await makeCertificate({ name: 'a' }), await makeCertificate({ name: 'b' })];
    const given = await make({ certificate: first.certificate });
    assert.deepEqual([given.status, given.body['secret']], [201, null], given.text);
    const parsed = parseCertificate(second.certificate) ?? assert.fail();
    assert.equal((await make({ fingerprint: parsed.fingerprint256 })).status, 201);
    for (const one of [first, second]) {
      const fingerprint = fingerprintOf(parseCertificate(one.certificate) ?? assert.fail());
      const { account } = await authenticateCertificate(house.deps, 'mdelivery', fingerprint);
      assert.equal(account.id, client.tenant.account.id);
    }
    const again = await make({ fingerprint: fingerprintOf(parsed) });
    assert.deepEqual([again.status, faults(again.body)[0]?.['path']], [409, 'certificate']);
  });

  it('or nothing at all', async () => {
    const { certificate } = await makeCertificate({ name: 'c' });
    const wrong: readonly (readonly [Json, string])[] = [
      [{ certificate: 'x' }, 'certificate'],
      [{ certificate, fingerprint: 'ab'.repeat(32) }, 'fingerprint'],
      [{ fingerprint: 'ab'.repeat(31) }, 'fingerprint'],
      [{ userName: 'x', password: 'password' }, 'userName'],
      [{ dialect: 'native', certificate }, 'certificate'],
      [{ dialect: 'loginext', userName: 'x', password: 'password', certificate }, 'certificate'],
    ];
    for (const [change, path] of wrong) {
      const { status, body } = await make(change);
      assert.deepEqual([status, faults(body)[0]?.['path']], [422, path], JSON.stringify(change).slice(0, 80));
    }
  });
});

describe('public services', () => {
  it('are made, listed, shown and granted', async () => {
    const { tenant } = client;
    const asker = await client.make('/credentials', { dialect: 'mdelivery', label: 'MDelivery' });
    const made = await client.make('/public-services', { code: '1', name: 'Passports' });
    const { createdAt, ...rest } = made;
    assert.deepEqual(rest, { id: made.id, code: '1', name: 'Passports', currency: 'MDL', credentialIds: [] });
    assert.ok(Date.parse(String(createdAt)) > 0);
    const granted = await client.call('PUT', `/public-services/${made.id}/grants`, {
      credentialIds: [asker.id, asker.id],
    });
    assert.deepEqual([granted.status, granted.body['credentialIds']], [200, [asker.id]]);
    assert.deepEqual((await client.call('GET', `/public-services/${made.id}`)).body, granted.body);
    assert.deepEqual(elements((await client.call('GET', '/public-services')).body), [granted.body]);
    const other = await client.make('/public-services', { code: '2', name: 'Licences', currency: 'EUR', credentialIds: [asker.id] }); // prettier-ignore
    const page = await client.call('GET', '/public-services?limit=1');
    assert.deepEqual(elements(page.body).map(({ id }) => id), [other.id]); // prettier-ignore
    const next = await client.call('GET', `/public-services?limit=1&cursor=${String(page.body['next'])}`);
    assert.deepEqual(elements(next.body).map(({ id }) => id), [made.id]); // prettier-ignore
    const taken = await client.call('POST', '/public-services', { code: '1', name: 'x' });
    assert.deepEqual([taken.status, faults(taken.body)[0]?.['path']], [409, 'code']);
    assert.ok(tenant.identity.caller.credentialId);
    for (const id of [tenant.identity.caller.credentialId, tenant.account.id]) {
      const refused = await client.call('PUT', `/public-services/${made.id}/grants`, { credentialIds: [asker.id, id] });
      assert.deepEqual([refused.status, faults(refused.body)[0]?.['path']], [422, 'credentialIds.1'], 'no MDelivery');
    }
    assert.deepEqual((await client.call('GET', `/public-services/${made.id}`)).body, granted.body);
  });

  it('are granted to nobody of another account', async () => {
    const other = await house.client();
    const stranger = await other.make('/credentials', { dialect: 'mdelivery', label: 'x' });
    const refused = await client.call('POST', '/public-services', {
      code: '3',
      name: 'x',
      credentialIds: [stranger.id],
    });
    assert.deepEqual([refused.status, faults(refused.body)[0]?.['path']], [422, 'credentialIds.0']);
    assert.equal((await client.call('POST', '/public-services', { code: '3', name: 'x' })).status, 201);
  });
});

describe('public orders', () => {
  it('are made with their delivery, once, and read by MDelivery', async () => {
    const body = { ...order(), message: 'Packed tomorrow', delivery: delivery('P-1') };
    const first = await client.call('POST', '/public-orders', body);
    assert.equal(first.status, 201, first.text);
    const { id, submittedAt, ...rest } = first.body;
    assert.equal(submittedAt, house.deps.now().toISOString());
    assert.deepEqual(rest, {
      service: '1',
      orderId: 'o-1',
      state: 'draft',
      isPaid: false,
      message: 'Packed tomorrow',
      receiver: {
        type: 'Person',
        id: '2000000000000',
        name: null,
        firstName: null,
        email: null,
        phone: '+37360000000',
      },
      pickupPointCode: null,
      acceptedUntil: '2036-01-01T00:00:00.000Z',
      readyAt: '2026-12-01T00:00:00.000Z',
      products: [{ code: null, description: null, ...product, holder: null }],
      remote: null,
    });
    const again = await client.call('POST', '/public-orders', body);
    assert.deepEqual([again.status, again.body], [200, first.body]);
    assert.equal((await client.call('GET', `/deliveries/${String(id)}`)).body['state'], 'draft');
    assert.deepEqual((await client.call('GET', `/public-orders/${String(id)}`)).body, first.body);
    const services = elements((await client.call('GET', '/public-services')).body);
    const granted = services.find(({ code }) => code === '1')?.['credentialIds'];
    assert.ok(Array.isArray(granted));
    const credentialId = String(granted[0]);
    const caller = { accountId: client.tenant.account.id, actor: 'MDelivery', credentialId };
    const seen = await readDetails(house.deps, caller, '1', 'o-1');
    assert.deepEqual([seen.status, seen.products[0]?.price, seen.message], ['Unknown', 5000, 'Packed tomorrow']);
  });

  it('keep the answer for an idempotency key', async () => {
    const body = { ...order({ orderId: 'o-key' }), delivery: delivery('P-KEY') };
    const headers = { 'idempotency-key': 'k-1' };
    const [first, again] = [await client.call('POST', '/public-orders', body, headers), await client.call('POST', '/public-orders', body, headers)]; // prettier-ignore
    assert.deepEqual([first.status, again.status, again.text], [201, 201, first.text]);
    assert.equal(again.headers['idempotency-replayed'], 'true');
  });

  it('may be any delivery, in any state that one can be born in', async () => {
    const { id } = await client.make('/deliveries', delivery('P-2'));
    const attached = await client.call(
      'POST',
      `/deliveries/${id}/public-order`,
      order({ orderId: 'o-2', isPaid: true }),
    );
    assert.deepEqual([attached.status, attached.body['id'], attached.body['state']], [201, id, 'ready'], attached.text);
    for (const state of ['draft', 'awaiting_payment', 'paid', 'ready']) {
      const made = await client.call('POST', '/public-orders', { ...order({ orderId: `o-${state}` }), state, delivery: delivery(`P-${state}`) }); // prettier-ignore
      assert.deepEqual([made.status, made.body['state']], [201, state]);
    }
  });

  it('are refused by the name of what is wrong, with nothing made', async () => {
    const count = async () => elements((await client.call('GET', '/deliveries?limit=100')).body).length;
    const before = await count();
    const wrong: readonly (readonly [number, string, Json])[] = [
      [422, 'service', { service: 'none' }],
      [409, 'orderId', { orderId: 'o-1' }],
      [422, 'products', { products: [] }],
      [422, 'products.0.price.currency', { products: [{ ...product, price: { amount: 1, currency: 'EUR' } }] }],
      [422, 'products.0.quantity', { products: [{ ...product, quantity: 1.5 }] }],
      [422, 'receiver.type', { receiver: { type: 'Company', id: '1' } }],
      [422, 'acceptedUntil', { acceptedUntil: '9999-01-01T00:00:00Z' }],
    ];
    for (const [status, path, change] of wrong) {
      const body = { ...order({ orderId: 'o-wrong', ...change }), delivery: delivery('P-WRONG') };
      const answer = await client.call('POST', '/public-orders', body);
      assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [status, path], answer.text);
    }
    assert.equal(await count(), before);
    const { id } = await client.make('/deliveries', delivery('P-3'));
    assert.equal((await client.call('POST', `/deliveries/${id}/public-order`, order({ orderId: 'o-3' }))).status, 201);
    const twice = await client.call('POST', `/deliveries/${id}/public-order`, order({ orderId: 'o-4' }));
    assert.deepEqual([twice.status, faults(twice.body)[0]?.['path']], [409, 'id']);
  });

  it('are listed by pages, newest delivery first', async () => {
    const all = elements((await client.call('GET', '/public-orders?limit=100')).body).map(({ id }) => String(id));
    assert.ok(all.length > 4);
    assert.deepEqual(all, all.toSorted().toReversed());
    const page = await client.call('GET', '/public-orders?limit=2');
    const next = await client.call('GET', `/public-orders?limit=2&cursor=${String(page.body['next'])}`);
    assert.deepEqual([...elements(page.body), ...elements(next.body)].map(({ id }) => id), all.slice(0, 4)); // prettier-ignore
  });
});

describe('the steps beside the road', () => {
  const step = (id: string, name: string, body: Json = {}) => client.call('POST', `/deliveries/${id}/${name}`, body);
  const born = async (orderNumber: string, state: 'draft' | 'paid') =>
    (await createDelivery(house.deps, client.tenant.identity, draft({ orderNumber }), { state })).id;

  it('bring goods from payment to the courier, and an order to its end', async () => {
    const id = await born('S-1', 'paid');
    assert.equal((await step(id, 'processing')).body['state'], 'processing');
    assert.equal((await step(id, 'ready')).body['state'], 'ready');
    const refused = await step(id, 'processing');
    assert.equal(refused.status, 409);
    assert.match(String(refused.body['type']), /illegal-transition$/);
    assert.equal((await step(id, 'expire')).body['state'], 'expired');
  });

  it('bring goods back that nobody took', async () => {
    const id = await born('S-2', 'draft');
    await step(id, 'ready');
    const courier = await client.make('/couriers', { employeeNumber: 'C', name: 'C', phone: '1' });
    const trip = await client.make('/trips', { courierId: courier.id, deliveryIds: [id] });
    await client.make(`/trips/${trip.id}/start`, {});
    const [stop] = elements((await client.call('GET', `/trips/${trip.id}`)).body, 'stops');
    assert.equal((await client.call('POST', `/stops/${String(stop?.['id'])}/fail`, { reasonCode: 'R', reason: 'No one' })).status, 200); // prettier-ignore
    const returning = await step(id, 'start-return', { reason: 'Refused' });
    assert.deepEqual(
      [returning.status, returning.body['state'], returning.body['reason']],
      [200, 'returning', 'Refused'],
    );
    assert.equal((await step(id, 'complete-return')).body['state'], 'returned');
    assert.equal((await step(id, 'confirm')).status, 409);
  });
});
