/** The native API over a real socket: what `inject` does not show. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;
let origin: string;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai' });
  origin = await house.app.listen({ host: '127.0.0.1', port: 0 });
});
after(() => house.close());

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('a delivery is taken, and the same request with its key is answered from memory', async () => {
  const send = () =>
    fetch(`${origin}/v1/deliveries`, {
      method: 'POST',
      headers: { ...bearer(client.tenant.key), 'content-type': 'application/json', 'idempotency-key': '"order-1"' },
      body: JSON.stringify(delivery.request),
    });
  const first = await send();
  const again = await send();
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await again.text(), await first.text());
});

test('a form from a browser’s own FormData is a proof, and its photo comes back', async () => {
  const { id } = await client.make('/deliveries', { ...delivery.request, orderNumber: 'HTTP-1' });
  await seedProofFile(house.deps, client.tenant, id);
  const proofs = await fetch(`${origin}/v1/deliveries/${id}/proofs`, { headers: bearer(client.tenant.key) });
  const listed = await proofs.text();
  const [, fileId] = /"files":\[\{"id":"([^"]+)"/.exec(listed) ?? [];
  const file = await fetch(`${origin}/v1/proof-files/${fileId}`, { headers: bearer(client.tenant.key) });
  assert.equal(file.headers.get('content-type'), 'image/jpeg');
  const photo = await file.blob();
  const form = new FormData();
  form.set('leg', 'dropoff');
  form.set('photo', photo, 'door.jpg');
  const added = await fetch(`${origin}/v1/deliveries/${id}/proofs`, {
    method: 'POST',
    headers: bearer(client.tenant.key),
    body: form,
  });
  assert.equal(added.status, 201, await added.clone().text());
  assert.ok((await added.text()).includes((file.headers.get('etag') ?? '').replaceAll('"', '')));
});

test('a form that is too large is answered, not cut off', async () => {
  const form = new FormData();
  form.set('leg', 'dropoff');
  form.set('photo', new Blob([Buffer.alloc(11 * 1024 * 1024)]), 'large.jpg');
  form.set('signature', new Blob([Buffer.alloc(5 * 1024 * 1024)]), 'large.png');
  const { id } = await client.make('/deliveries', { ...delivery.request, orderNumber: 'HTTP-2' });
  const answer = await fetch(`${origin}/v1/deliveries/${id}/proofs`, {
    method: 'POST',
    headers: bearer(client.tenant.key),
    body: form,
  });
  assert.equal(answer.status, 413);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
});

test('S13: a credential that asks too often is told when to come back, and holds up nobody else', async () => {
  const busy = await house.client({ requestsPerSecond: 5 });
  const get = (path: string) => fetch(`${origin}/v1${path}`, { headers: bearer(busy.tenant.key) });
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('/hubs')));
  const refused = answers.filter(({ status }) => status === 429);
  const answered = answers.filter(({ status }) => status === 200);
  // twenty requests may fall into two windows
  assert.ok(answered.length >= 5 && answered.length <= 10 && answered.length + refused.length === 20);
  const [first] = refused;
  assert.equal(first?.headers.get('content-type'), 'application/problem+json');
  assert.equal(first?.headers.get('retry-after'), '1');
  assert.equal(first?.headers.get('ratelimit-policy'), '"credential";q=5;w=1');
  assert.equal(first?.headers.get('ratelimit'), '"credential";r=0;t=1');
  assert.match(answered[0]?.headers.get('ratelimit') ?? '', /^"credential";r=[0-4];t=1$/);
  assert.equal((await get('/vehicles')).status, 200, 'another operation');
  assert.equal((await client.call('GET', '/hubs')).status, 200, 'another tenant');
});

test('the OpenAPI document needs no key', async () => {
  const answer = await fetch(`${origin}/v1/openapi.json`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /^\{"openapi":"3\.1\.0"/);
});
