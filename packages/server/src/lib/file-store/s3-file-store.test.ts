/** The S3 store: the common contract over HTTP, and what only a network can get wrong. */

import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { checkFileStore, keysOf, type Subject } from '../../../test/file-store-contract.ts';
import { startS3Server, type S3Server } from '../../../test/s3-server.ts';
import { FileMissing } from './file-store.ts';
import { createS3FileStore, type S3Options } from './s3-file-store.ts';

const servers: S3Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

const open = async (
  options: Partial<S3Options> = {},
  timeoutMs?: number,
): Promise<Subject & { readonly s3: S3Server }> => {
  const s3 = await startS3Server(['evidence']);
  servers.push(s3);
  const credentials = { accessKeyId: 'AKTEST', secretAccessKey: 'not-a-secret' };
  const own = { bucket: 'evidence', prefix: 'waybill/files', region: 'eu-central-1', endpoint: s3.url, credentials };
  const store = createS3FileStore({ ...own, ...options }, timeoutMs);
  return {
    s3,
    store,
    age: async (key, instant) => {
      const object = s3.objects.get(`evidence/waybill/files/${key}`);
      if (object) object.modified = instant;
    },
    count: async () => s3.objects.size,
  };
};

checkFileStore('s3', open);

const key = 'account/2026/03/file';
const x = Buffer.from('x');

test('s3: every request is signed for its region, and the bucket stands in the path', async () => {
  const { store, s3 } = await open();
  await store.put(key, x, 'image/webp');
  await buffer(await store.get(key));
  await keysOf(store, new Date());
  await store.remove(key);
  assert.deepEqual(
    s3.requests.map(({ method, path }) => `${method} ${path}`),
    [
      'PUT evidence/waybill/files/account/2026/03/file',
      'GET evidence/waybill/files/account/2026/03/file',
      'GET evidence',
      'DELETE evidence/waybill/files/account/2026/03/file',
    ],
  );
  for (const { authorization } of s3.requests) {
    assert.match(
      authorization,
      /^AWS4-HMAC-SHA256 Credential=AKTEST\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/,
    );
    assert.ok(!authorization.includes('not-a-secret'));
  }
});

test('s3: the content type is kept with the object', async () => {
  const { store, s3 } = await open();
  await store.put(key, x, 'image/webp');
  assert.equal(s3.objects.get(`evidence/waybill/files/${key}`)?.contentType, 'image/webp');
});

test('s3: without a prefix the key is the whole name', async () => {
  const { store, s3 } = await open({ prefix: '' });
  await store.put(key, x, 'image/png');
  assert.deepEqual([...s3.objects.keys()], [`evidence/${key}`]);
});

test('s3: a prefix that ends in a slash gets no second one', async () => {
  const { store, s3 } = await open({ prefix: 'files/' });
  await store.put(key, x, 'image/png');
  assert.deepEqual([...s3.objects.keys()], [`evidence/files/${key}`]);
});

test('s3: what others keep in the bucket is not offered for removal', async () => {
  const { store, s3 } = await open();
  const modified = new Date(0);
  s3.objects.set('evidence/waybill/files-of-others/a', { content: x, contentType: '', modified });
  s3.objects.set('evidence/waybill/files/Report.pdf', { content: x, contentType: '', modified });
  s3.objects.set('evidence/invoices/a', { content: x, contentType: '', modified });
  assert.deepEqual(await keysOf(store, new Date()), []);
});

test('s3: a server that fails once is asked again', async () => {
  const { store, s3 } = await open();
  let failures = 1;
  s3.interfere = (_request, response) => {
    if (failures-- <= 0) return false;
    response.writeHead(503).end();
    return true;
  };
  await store.put(key, x, 'image/png');
  assert.equal(s3.requests.length, 2);
  assert.equal(s3.objects.size, 1);
});

test('s3: a server that never answers is given up in time', async () => {
  const { store, s3 } = await open({}, 300);
  s3.interfere = () => true;
  const start = performance.now();
  await assert.rejects(store.put(key, x, 'image/png'));
  await assert.rejects(store.get(key));
  await assert.rejects(store.remove(key));
  await assert.rejects(keysOf(store, new Date()));
  assert.ok(performance.now() - start < 4000, `${performance.now() - start} ms`);
});

test('s3: a server that goes on failing is given up in time', async () => {
  const { store, s3 } = await open();
  s3.interfere = (_request, response) => {
    response.writeHead(500).end();
    return true;
  };
  const start = performance.now();
  await assert.rejects(store.put(key, x, 'image/png'));
  assert.equal(s3.requests.length, 3);
  assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
});

test('s3: a body that stops half-way ends in an error, in time', async () => {
  const { store, s3 } = await open({}, 300);
  s3.interfere = (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('half');
    return true;
  };
  await assert.rejects(buffer(await store.get(key)));
});

test('s3: a bucket that is not there is a fault, not a missing file', async () => {
  const { store } = await open({ bucket: 'elsewhere' });
  await assert.rejects(store.get(key), (error) => !(error instanceof FileMissing));
});
