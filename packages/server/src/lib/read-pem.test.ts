/** Files of certificates and keys that the start needs. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPem } from './read-pem.ts';
import { StartFault } from './start-fault.ts';

const file = (name: string) => join(import.meta.dirname, '..', '..', 'test', 'certificates', name);
const faulty = (words: RegExp) => (error: unknown) =>
  error instanceof StartFault && words.test(error.message) && error.mend === 'Check WAYBILL_X.';

test('reads a certificate and a key', async () => {
  assert.match(await readPem(file('good.pem'), 'WAYBILL_X', 'CERTIFICATE'), /BEGIN CERTIFICATE/);
  assert.match(await readPem(file('leaf.key'), 'WAYBILL_X', 'PRIVATE KEY'), /PRIVATE KEY/);
});

test('says which file is missing or is something else, and nothing of what is in it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-pem-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'note.txt');
  await writeFile(path, 'the secret is 42');
  await assert.rejects(readPem(path, 'WAYBILL_X', 'CERTIFICATE'), faulty(/note\.txt holds no certificate in PEM\.$/));
  await assert.rejects(readPem(`${path}.no`, 'WAYBILL_X', 'CERTIFICATE'), faulty(/cannot be read\.$/));
  await assert.rejects(readPem(file('leaf.key'), 'WAYBILL_X', 'CERTIFICATE'), faulty(/holds no certificate/));
  await assert.rejects(readPem(file('good.pem'), 'WAYBILL_X', 'PRIVATE KEY'), faulty(/holds no private key/));
});
