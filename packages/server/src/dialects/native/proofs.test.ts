/** Proofs through the native API: forms with files, what is refused of them, and the files given back byte for byte. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { elements, faults, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };
import proof from './fixtures/proof.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;
let id: string;
let jpeg: Buffer;
let png: Buffer;

const picture = (red: number) =>
  sharp({ create: { width: 16, height: 16, channels: 3, background: { r: red, g: 0, b: 0 } } });

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai' });
  id = (await client.make('/deliveries', delivery.request)).id;
  jpeg = await picture(200).jpeg().toBuffer();
  png = await picture(10).png().toBuffer();
});
after(() => house.close());

type Part = readonly [name: string, value: string | Buffer, fileName?: string];

const boundary = 'rarely-seen';
const disposition = (name: string, file?: string) =>
  `form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}`;

/** A form as bytes, so that broken ones can be made too. */
const toForm = (parts: readonly Part[]) =>
  Buffer.concat([
    ...parts.flatMap(([name, value, file]) => [
      Buffer.from(`--${boundary}\r\ncontent-disposition: ${disposition(name, file)}\r\n`),
      Buffer.from(file === undefined ? '\r\n' : 'content-type: text/html\r\n\r\n'),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const send = (form: Buffer, headers: Record<string, string> = {}) =>
  client.call('POST', `/deliveries/${id}/proofs`, form, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  });

test('a proof with photos and a signature is kept, listed and counted', async () => {
  const fields: Part[] = Object.entries(proof.request.fields);
  const form = toForm([...fields, ['photo', jpeg, 'a.html'], ['photo', png, '../../b'], ['signature', png, 'c']]);
  const made = await send(form);
  assert.equal(made.status, 201, made.text);
  const files = [
    { kind: 'photo', type: 'image/jpeg', bytes: jpeg },
    { kind: 'photo', type: 'image/png', bytes: png },
    { kind: 'signature', type: 'image/png', bytes: png },
  ];
  const expected = files.map(({ kind, type, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { id: '<id>', kind, contentType: type, bytes: bytes.length, sha256 };
  });
  assert.deepEqual(withPlaceholders(made.body), { ...toObject(withPlaceholders(proof.response)), files: expected });
  const listed = await client.call('GET', `/deliveries/${id}/proofs`);
  assert.deepEqual(listed.body, { data: [made.body], next: null });
  assert.equal((await client.call('GET', `/deliveries/${id}`)).body['proofFiles'], 3);
});

test('a file comes back byte for byte, as an attachment of its own type, and is not sent twice', async () => {
  const made = await send(toForm([['leg', 'dropoff'], ['photo', jpeg, 'x.jpg']])); // prettier-ignore
  const fileId = String(elements(made.body, 'files')[0]?.['id']);
  const headers = { authorization: `Bearer ${client.tenant.key}` };
  const url = `/v1/proof-files/${fileId}`;
  const got = await house.app.inject({ url, headers });
  assert.equal(got.statusCode, 200);
  assert.deepEqual(got.rawPayload, jpeg);
  assert.equal(got.headers['content-type'], 'image/jpeg');
  assert.equal(got.headers['content-length'], String(jpeg.length));
  assert.equal(got.headers['content-disposition'], `attachment; filename="${fileId}.jpeg"`);
  assert.equal(got.headers['x-content-type-options'], 'nosniff');
  assert.equal(got.headers['cache-control'], 'private, no-cache');
  assert.equal(got.headers.etag, `"${createHash('sha256').update(jpeg).digest('hex')}"`);
  const again = await house.app.inject({ url, headers: { ...headers, 'if-none-match': got.headers.etag ?? '' } });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  assert.equal((await house.app.inject({ url })).statusCode, 401);
});

test('what a form holds is checked field by field, and a file by what it is', async () => {
  const refusal = async (...parts: Part[]) => {
    const answer = await send(toForm(parts));
    return [answer.status, faults(answer.body)[0]?.['path']];
  };
  const photo: Part = ['photo', jpeg, 'x'];
  assert.deepEqual(await refusal(photo), [422, 'leg']);
  assert.deepEqual(await refusal(['leg', 'sideways'], photo), [422, 'leg']);
  assert.deepEqual(await refusal(['leg', 'dropoff']), [422, 'files']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['leg', 'pickup'], photo), [400, 'leg']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['lat', '91'], ['lng', '0'], photo), [422, 'lat']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['lat', '1e1'], ['lng', '0'], photo), [422, 'lat']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['lat', '1'], photo), [422, 'lng']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['colour', 'red'], photo), [422, 'colour']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['selfie', jpeg, 'x']), [422, 'selfie']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['note', 'a\0b'], photo), [422, 'note']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['capturedAt', '2999-01-01T00:00:00Z'], photo), [
    422,
    'capturedAt',
  ]);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['signature', jpeg, 'x.png']), [422, 'files.0']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['photo', '<svg/>', 'x.png']), [422, 'files.0']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['photo', 'text'], photo), [400, 'photo']);
  assert.deepEqual(await refusal(['leg', 'dropoff'], ['__proto__', 'x'], photo), [400, undefined]);
});

test('a form that is broken, too large, of too many files or no form at all is refused', async () => {
  const leg: Part = ['leg', 'dropoff'];
  const whole = toForm([leg, ['photo', jpeg, 'x']]);
  assert.equal((await send(whole.subarray(0, whole.length - 60))).status, 400);
  assert.equal((await send(whole, { 'content-type': 'multipart/form-data' })).status, 400);
  assert.equal((await send(Buffer.from('{}'), { 'content-type': 'application/json' })).status, 415);
  assert.equal(
    (await client.call('POST', '/hubs', whole, { 'content-type': 'multipart/form-data; boundary=x' })).status,
    415,
  );
  assert.equal((await send(toForm([leg, ['photo', Buffer.alloc(10 * 1024 * 1024 + 1), 'x']]))).status, 413);
  const large: Part[] = Array.from({ length: 4 }, () => ['photo', Buffer.alloc(9 * 1024 * 1024), 'x']);
  assert.equal((await send(toForm([leg, ...large]))).status, 413);
  const many: Part[] = Array.from({ length: 11 }, () => ['photo', jpeg, 'x']);
  assert.equal((await send(toForm([leg, ...many]))).status, 413);
  assert.equal((await send(toForm([leg, ['note', 'x'.repeat(20_000)]]))).status, 413);
});

test('the same form with the same key is one proof; another file under the key is refused', async () => {
  const headers = { 'idempotency-key': 'proof-1' };
  const form = toForm([['leg', 'pickup'], ['photo', jpeg, 'x']]); // prettier-ignore
  const count = async () => elements((await client.call('GET', `/deliveries/${id}/proofs`)).body).length;
  const before = await count();
  const first = await send(form, headers);
  const again = await send(form, headers);
  assert.deepEqual([again.status, again.text], [first.status, first.text]);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal(await count(), before + 1);
  const other = await send(toForm([['leg', 'pickup'], ['photo', png, 'x']]), headers); // prettier-ignore
  assert.deepEqual([other.status, other.body['type']], [422, 'urn:waybill:problem:idempotency-mismatch']);
});

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
