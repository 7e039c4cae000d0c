/** The register of providers over the native API: systems, their secrets, services, products and pickup points. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { makeAuthority } from '../../../test/make-authority.ts';
import { elements, faults, openNativeHouse, type Json, type NativeClient, type NativeHouse } from '../../../test/native-house.ts'; // prettier-ignore

const file = (name: string) => readFileSync(new URL(`../../../test/certificates/${name}`, import.meta.url), 'utf8');

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const bearer = { kind: 'bearer', token: 'TOP-SECRET' };
const certificate = { kind: 'certificate', certificate: file('good.pem'), key: file('leaf.key') };
const agency = { code: 'asp', name: 'Agenția Servicii Publice', baseUrl: 'https://asp.example/auth/api/v1/delivery', secret: bearer }; // prettier-ignore
const address = { apartment: null, street: 'Strada Pușkin 42', landmark: null, locality: null, city: 'Chișinău', state: null, country: 'MD', postalCode: 'MD-2005' }; // prettier-ignore
const office = {
  code: 'MAIN',
  name: 'Main office',
  address,
  position: { lat: 47.0245, lng: 28.8323 },
  phone: '+37322',
};

const readAll = async () => (await client.call('GET', '/providers')).text;

/** What the house answers to a body that it refuses: the status, and the first field at fault. */
async function refusal(method: 'POST' | 'PATCH' | 'PUT', path: string, body: object): Promise<[number, unknown]> {
  const answer = await client.call(method, path, body);
  return [answer.status, faults(answer.body)[0]?.['path']];
}

it('registers a provider, and never shows what it knows us by', async () => {
  const made = await client.make('/providers', { ...agency, idno: '1002600024700', trustedCa: file('ca.pem'), returnOrigins: ['https://asp.example', 'https://asp.example'] }); // prettier-ignore
  const { createdAt, updatedAt } = made as Json;
  const { secret: _secret, ...shown } = agency;
  assert.deepEqual(made, {
    id: made.id,
    version: 1,
    ...shown,
    idno: '1002600024700',
    auth: 'bearer',
    trustedCa: file('ca.pem'),
    returnOrigins: ['https://asp.example'],
    state: 'active',
    createdAt,
    updatedAt,
  });
  assert.deepEqual((await client.call('GET', `/providers/${made.id}`)).body, made);
  assert.deepEqual(elements((await client.call('GET', '/providers')).body), [made]);
  const other = await client.make('/providers', { ...agency, code: 'with-certificate', secret: certificate });
  assert.equal(other['auth'], 'certificate');
  const everything = JSON.stringify([made, other]) + (await readAll());
  assert.doesNotMatch(everything, /TOP-SECRET|PRIVATE KEY/);
});

it('refuses what no provider can be, names the field and keeps nothing', async () => {
  const before = await readAll();
  const issued = await (await makeAuthority('A')).issue({ name: 'a' });
  const expired = { ...certificate, certificate: file('expired.pem') };
  for (const [change, path, status = 422] of [
    [{ code: '' }, 'code'],
    [{ baseUrl: 'ftp://asp.example' }, 'baseUrl'],
    [{ baseUrl: 'https://user:pass@asp.example' }, 'baseUrl'],
    [{ baseUrl: 'https://asp.example/a?b=1' }, 'baseUrl'],
    [{ baseUrl: 'http://asp.example', secret: certificate }, 'baseUrl'],
    [{ secret: undefined }, 'secret'],
    [{ secret: { kind: 'bearer' } }, 'secret.token'],
    [{ secret: { kind: 'bearer', token: 'a b' } }, 'secret.token'],
    [{ secret: { kind: 'bearer', token: 'a\r\nx: y' } }, 'secret.token'],
    [{ secret: { ...certificate, token: 'x' } }, 'secret.token'],
    [{ secret: { ...bearer, key: file('leaf.key') } }, 'secret.key'],
    [{ secret: { ...certificate, key: null } }, 'secret.key'],
    [{ secret: { ...certificate, key: 'no key' } }, 'secret.key'],
    [{ secret: { ...certificate, key: issued.key } }, 'secret.key'],
    [{ secret: { ...certificate, certificate: file('leaf.key') } }, 'secret.certificate'],
    [{ secret: expired }, 'secret.certificate'],
    [{ secret: { kind: 'password' } }, 'secret.kind'],
    [{ trustedCa: 'no certificate' }, 'trustedCa'],
    [{ returnOrigins: ['https://asp.example/'] }, 'returnOrigins.0'],
    [{ returnOrigins: ['https://asp.example', 'javascript:alert(1)'] }, 'returnOrigins.1'],
    [{ returnOrigins: ['https://ASP.example'] }, 'returnOrigins.0'],
    [{ returnOrigins: ['null'] }, 'returnOrigins.0'],
    [{ own: true }, 'own'],
    [{ code: 'asp' }, 'code', 409],
  ] as const) {
    const body = { ...agency, code: 'new', ...change };
    assert.deepEqual(await refusal('POST', '/providers', body), [status, path], JSON.stringify(change));
  }
  assert.equal(await readAll(), before);
});

it('takes an address in the clear only where private addresses are open', async () => {
  const strict = await openNativeHouse({ settings: { privateUrls: false } });
  try {
    const tenant = await strict.client();
    for (const change of [
      { baseUrl: 'http://asp.example' },
      { baseUrl: 'https://127.0.0.1' },
      { returnOrigins: ['http://asp.example'] },
    ]) {
      // prettier-ignore
      assert.equal((await tenant.call('POST', '/providers', { ...agency, ...change })).status, 422);
    }
    assert.equal((await tenant.call('POST', '/providers', agency)).status, 201);
  } finally {
    await strict.close();
  }
  assert.equal((await client.call('POST', '/providers', { ...agency, code: 'plain', baseUrl: 'http://127.0.0.1:9999' })).status, 201); // prettier-ignore
});

it('changes what is given, at the version that was seen', async () => {
  const { id } = await client.make('/providers', { ...agency, code: 'changing', idno: '1' });
  const path = `/providers/${id}`;
  const changed = await client.call('PATCH', path, { name: 'ASP', idno: null, state: 'paused' });
  assert.deepEqual([changed.status, changed.body['version'], changed.body['name'], changed.body['idno'], changed.body['state']], [200, 2, 'ASP', null, 'paused']); // prettier-ignore
  assert.equal((await client.call('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status, 412);
  assert.deepEqual(await refusal('PATCH', path, { returnOrigins: ['x'] }), [422, 'returnOrigins.0']);
  assert.deepEqual(await refusal('PATCH', path, { code: 'x' }), [422, 'code']);
  assert.deepEqual((await client.call('GET', path)).body, changed.body);
  const renewed = await client.call('PATCH', path, { secret: certificate });
  assert.deepEqual([renewed.body['version'], renewed.body['auth']], [3, 'certificate']);
});

it('hands a token to no other host than it was given for', async () => {
  const { id } = await client.make('/providers', { ...agency, code: 'moving' });
  const path = `/providers/${id}`;
  assert.deepEqual(await refusal('PATCH', path, { baseUrl: 'https://thief.example' }), [422, 'secret']);
  assert.equal((await client.call('PATCH', path, { baseUrl: 'https://asp.example/other' })).status, 200);
  assert.equal((await client.call('PATCH', path, { baseUrl: 'https://new.example', secret: bearer })).status, 200);
});

it('adds services, whose codes nobody else in the installation may have', async () => {
  const { id: providerId } = await client.make('/providers', { ...agency, code: 'selling' });
  const service = { providerId, code: 'certificates', name: 'Certificates', addDelivery: true, redirectToMpay: true, identify: 'idnp' }; // prettier-ignore
  const made = await client.make('/provider-services', service);
  assert.deepEqual(made, { id: made.id, ...service });
  const path = `/provider-services/${made.id}`;
  assert.deepEqual((await client.call('GET', path)).body, made);
  assert.deepEqual(elements((await client.call('GET', '/provider-services')).body), [made]);
  const changed = await client.call('PATCH', path, { redirectToMpay: false, identify: 'none' });
  assert.deepEqual(changed.body, { ...made, redirectToMpay: false, identify: 'none' });

  for (const [body, field, status = 422] of [
    [service, 'code', 409],
    [{ ...service, code: '..' }, 'code'],
    [{ ...service, code: 'x'.repeat(41) }, 'code'],
    [{ ...service, code: 'x', providerId: made.id }, 'providerId'],
    [{ ...service, code: 'x', identify: 'mpass' }, 'identify'],
  ] as const) {
    assert.deepEqual(await refusal('POST', '/provider-services', body), [status, field], JSON.stringify(body));
  }
  const stranger = await house.client();
  const { id: theirs } = await stranger.make('/providers', agency);
  assert.equal((await stranger.call('POST', '/provider-services', { ...service, providerId: theirs })).status, 409);
  assert.equal((await stranger.call('POST', '/provider-services', { ...service, code: 'mine' })).status, 422);
  assert.equal((await stranger.call('GET', path)).status, 404);
});

it('keeps pickup points and products as the last list says', async () => {
  const { id: providerId } = await client.make('/providers', { ...agency, code: 'sending' });
  const points = `/providers/${providerId}/pickup-points`;
  assert.deepEqual((await client.call('GET', points)).body, { pickupPoints: [] });
  const second = { ...office, code: 'BALTI', phone: null };
  assert.deepEqual((await client.call('PUT', points, { pickupPoints: [office, second] })).body, { pickupPoints: [second, office] }); // prettier-ignore
  assert.deepEqual(await refusal('PUT', points, { pickupPoints: [office, office] }), [409, 'pickupPoints.1.code']);
  assert.deepEqual(await refusal('PUT', points, { pickupPoints: [{ ...office, position: null }] }), [422, 'pickupPoints.0.position']); // prettier-ignore
  const many = Array.from({ length: 201 }, (_, index) => ({ ...office, code: `P${index}` }));
  assert.deepEqual(await refusal('PUT', points, { pickupPoints: many }), [422, 'pickupPoints']);
  assert.equal(elements((await client.call('GET', points)).body, 'pickupPoints').length, 2);
  assert.deepEqual((await client.call('PUT', points, { pickupPoints: [office] })).body, { pickupPoints: [office] });

  const { id } = await client.make('/provider-services', { providerId, code: 'sending', name: 'S', addDelivery: true, redirectToMpay: true, identify: 'none' }); // prettier-ignore
  const products = `/provider-services/${id}/products`;
  const paper = { code: 'A4', name: 'A certificate', lengthMm: 300, widthMm: 210, heightMm: 5, weightGrams: 20 };
  const bare = { code: 'X', name: 'Another' };
  const unknown = { lengthMm: null, widthMm: null, heightMm: null, weightGrams: null };
  assert.deepEqual((await client.call('PUT', products, { products: [bare, paper] })).body, { products: [paper, { ...bare, ...unknown }] }); // prettier-ignore
  assert.deepEqual(await refusal('PUT', products, { products: [{ ...paper, weightGrams: -1 }] }), [422, 'products.0.weightGrams']); // prettier-ignore
  assert.deepEqual((await client.call('PUT', products, { products: [] })).body, { products: [] });
  assert.equal((await client.call('GET', products)).text, '{"products":[]}');
});

it('adds once for an idempotency key, and has room for a hundred', async () => {
  const other = await house.client();
  const add = (code: string, key: string) => other.call('POST', '/providers', { ...agency, code }, { 'idempotency-key': key }); // prettier-ignore
  const [first, again] = [await add('c', 'k'), await add('c', 'k')];
  assert.deepEqual([first.status, again.text], [201, first.text]);
  for (let number = 1; number < 100; number += 1) assert.equal((await add(`c${number}`, `k${number}`)).status, 201);
  assert.equal((await add('more', 'more')).status, 422);
});

it('takes every body that the page for operators shows', async () => {
  const page = readFileSync(new URL('../../../../../docs/mdelivery-hub.md', import.meta.url), 'utf8');
  const operator = await house.client();
  const { id: provider } = await operator.make('/providers', agency);
  const sold = { providerId: provider, name: 'S', addDelivery: true, redirectToMpay: true, identify: 'none' };
  const { id: service } = await operator.make('/provider-services', { ...sold, code: 'shown' });
  const told = page
    .replaceAll("'$provider'", provider)
    .replaceAll('$provider', provider)
    .replaceAll('$service', service);
  const shown = [...told.matchAll(/curl -s( -X PUT)? \$waybill\/v1(\S+) .* -d '(\{[^']+\})'/g)];
  assert.deepEqual(shown.map(([, put, path]) => [put !== undefined, path]), [
    [false, '/provider-services'],
    [true, `/provider-services/${service}/products`],
    [true, `/providers/${provider}/pickup-points`],
    [false, '/carriers'],
  ]); // prettier-ignore
  for (const [, put, path = '', body = ''] of shown) {
    const { status, text } = await operator.call(put === undefined ? 'POST' : 'PUT', path, JSON.parse(body) as object);
    assert.equal(status, put === undefined ? 201 : 200, text);
  }
  // jq puts the files in, and needs no quotes around keys
  const [, filter = ''] = /provider-ca\.pem '(\{[\s\S]+?\})'/.exec(page) ?? [];
  const files = filter.replace('$certificate', JSON.stringify(file('good.pem'))).replace('$key', JSON.stringify(file('leaf.key'))).replace('$ca', JSON.stringify(file('ca.pem'))); // prettier-ignore
  const body = JSON.parse(files.replaceAll(/([{,]\s*)(\w+):/g, '$1"$2":')) as object;
  assert.equal((await operator.call('POST', '/providers', { ...body, code: 'shown' })).status, 201);
});
