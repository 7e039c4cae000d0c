/** R21: files that no row names go after a day, and no other file ever does. */

import assert from 'node:assert/strict';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { openProofDesk, proofInput, seedCaller } from '../../../test/proof-desk.ts';
import type { ProofDesk } from '../../../test/proof-desk.ts';
import { newId } from '../../lib/new-id.ts';
import { addProof } from './add-proof.ts';
import { readProofFile } from './read-proof-file.ts';
import { parseStorageKey, toStorageKey } from './storage-key.ts';
import { sweepOrphanFiles } from './sweep-orphan-files.ts';

let desk: ProofDesk;
before(async () => {
  desk = await openProofDesk();
});
after(() => desk.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const put = (key: string) => desk.deps.files.put(key, Buffer.from('x'), 'image/png');
const isThere = (key: string) =>
  desk.deps.files.get(key).then(
    (stream) => stream.destroy() && true,
    () => false,
  );

test('R21: a file without a row stays for 24 hours and then goes', async () => {
  const { caller } = await seedCaller(desk);
  const orphan = toStorageKey(caller.accountId, newId(), desk.clock.now);
  await put(orphan);
  desk.clock.now = hours(23.9);
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 0, failed: 0 });
  assert.ok(await isThere(orphan));
  desk.clock.now = hours(24.1);
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 1, failed: 0 });
  assert.ok(!(await isThere(orphan)));
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 0, failed: 0 });
});

test('R21: what a lost transaction left is swept, and evidence with a row is not', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const lost = { ...caller, seal: () => Promise.reject(new Error('connection lost')) };
  await assert.rejects(addProof(desk.deps, lost, proofInput(deliveryId)));
  const { files } = await addProof(desk.deps, caller, proofInput(deliveryId));
  desk.clock.now = hours(1000);
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 2, failed: 0 });
  for (const { id, bytes } of files) {
    const { stream } = await readProofFile(desk.deps, caller, id);
    assert.equal((await buffer(stream)).length, bytes);
  }
});

test('a file that is not ours stays: no storage key, or an account of another database', async () => {
  const strangers = ['invoices/2026/03/a', toStorageKey(newId(), newId(), desk.clock.now)];
  for (const key of strangers) await put(key);
  desk.clock.now = hours(1000);
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 0, failed: 0 });
  for (const key of strangers) assert.ok(await isThere(key), key);
});

test('many pages are swept, and a file that cannot be removed does not stop the others', async () => {
  const { caller } = await seedCaller(desk);
  const keys = Array.from({ length: 1200 }, () => toStorageKey(caller.accountId, newId(), desk.clock.now));
  // thousands of durable writes are not what is tested
  await Promise.all(keys.map(put));
  desk.clock.now = hours(1000);
  const stuck = keys[700] ?? '';
  const files = {
    ...desk.deps.files,
    remove: (key: string) => (key === stuck ? Promise.reject(new Error('busy')) : desk.deps.files.remove(key)),
  };
  assert.deepEqual(await sweepOrphanFiles({ ...desk.deps, files }), { removed: 1199, failed: 1 });
  assert.match(desk.log(), /could not be removed/);
  assert.deepEqual(await sweepOrphanFiles(desk.deps), { removed: 1, failed: 0 });
});

test('two sweeps at once do no harm to one another', async () => {
  const { caller } = await seedCaller(desk);
  for (let count = 0; count < 20; count += 1) {
    await put(toStorageKey(caller.accountId, newId(), desk.clock.now));
  }
  desk.clock.now = hours(1000);
  const sweeps = await Promise.all([sweepOrphanFiles(desk.deps), sweepOrphanFiles(desk.deps)]);
  assert.deepEqual(
    sweeps.map(({ failed }) => failed),
    [0, 0],
  );
});

test('the age of a file counts, not the month in its key', async () => {
  const { caller } = await seedCaller(desk);
  const key = toStorageKey(caller.accountId, newId(), new Date('2020-01-01T00:00:00Z'));
  await put(key);
  desk.clock.now = new Date();
  await sweepOrphanFiles(desk.deps);
  assert.ok(await isThere(key));
  const entries = await readdir(desk.folder, { recursive: true, withFileTypes: true });
  const entry = entries.find(({ name }) => key.endsWith(name) && name.length === 36);
  await utimes(join(entry?.parentPath ?? '', entry?.name ?? ''), hours(-25), hours(-25));
  await sweepOrphanFiles(desk.deps);
  assert.ok(!(await isThere(key)));
});

test('a storage key is read back as it was made, and nothing else is one', () => {
  const [accountId, fileId] = [newId(), newId()];
  const key = toStorageKey(accountId, fileId, new Date('2026-12-31T23:59:59.999Z'));
  assert.equal(key, `${accountId}/2026/12/${fileId}`);
  assert.deepEqual(parseStorageKey(key), { key, accountId, fileId });
  for (const other of ['', 'a', `${key}/x`, `x/${key}`, key.toUpperCase(), `${key}\n`, `${accountId}/${fileId}`]) {
    assert.equal(parseStorageKey(other), null, other);
  }
});
