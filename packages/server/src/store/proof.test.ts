/** Proofs in the database: what is written comes back, to its own account only. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { seedDelivery } from '../../test/seed-delivery.ts';
import { newId } from '../lib/new-id.ts';
import type { NewProof, StoredProofFile } from './proof-row.ts';
import { countFiles, findOrphanKeys, findProofFile, findProofTarget, insertProof, listProofs } from './proof.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const file = (kind: StoredProofFile['kind'], storageKey = newId()): StoredProofFile => ({
  id: newId(),
  kind,
  contentType: 'image/png',
  bytes: 123,
  sha256: 'ab'.repeat(32),
  storageKey,
});

const proofOf = (accountId: string, deliveryId: string, more: Partial<NewProof> = {}): NewProof => ({
  accountId,
  id: newId(),
  deliveryId,
  leg: 'dropoff',
  recipientName: 'Mira “M” Rao',
  note: 'left at door\n2',
  position: { lat: -12.5, lng: 77.123456 },
  capturedAt: new Date('2026-03-01T10:00:00.123Z'),
  receivedAt: new Date('2026-03-01T11:00:00Z'),
  files: [file('photo'), file('signature')],
  ...more,
});

const asShown = (proof: NewProof) => ({
  ...proof,
  files: proof.files.map(({ storageKey, ...shown }) => (assert.ok(storageKey), shown)),
});

test('a proof comes back as it was written, without its storage keys', async () => {
  const { accountId, deliveryId } = await seedDelivery(database.db);
  const whole = proofOf(accountId, deliveryId);
  const bare = { recipientName: null, note: null, position: null, files: [] };
  const empty = proofOf(accountId, deliveryId, { ...bare, leg: 'pickup', capturedAt: new Date(0) });
  assert.equal(await insertProof(database.db, whole), true);
  assert.equal(await insertProof(database.db, empty), true);
  assert.deepEqual(await listProofs(database.db, accountId, deliveryId), [asShown(empty), asShown(whole)]);
});

test('a delivery that is not there, or is another account’s, gets no proof and no file', async () => {
  const mine = await seedDelivery(database.db);
  const theirs = await seedDelivery(database.db);
  const wrong = [proofOf(mine.accountId, newId()), proofOf(mine.accountId, theirs.deliveryId)];
  for (const proof of wrong) {
    assert.equal(await insertProof(database.db, proof), false);
    for (const { id } of proof.files) assert.equal(await findProofFile(database.db, mine.accountId, id), null);
  }
  assert.deepEqual(await listProofs(database.db, theirs.accountId, theirs.deliveryId), []);
});

test('R21: a proof with one bad file is not written at all', async () => {
  const { accountId, deliveryId } = await seedDelivery(database.db);
  const bad = { ...file('photo'), bytes: 0 };
  await assert.rejects(insertProof(database.db, proofOf(accountId, deliveryId, { files: [file('photo'), bad] })));
  assert.deepEqual(await listProofs(database.db, accountId, deliveryId), []);
});

test('a file is found by its account only', async () => {
  const mine = await seedDelivery(database.db);
  const theirs = await seedDelivery(database.db);
  const photo = file('photo');
  await insertProof(database.db, proofOf(mine.accountId, mine.deliveryId, { files: [photo] }));
  assert.deepEqual(await findProofFile(database.db, mine.accountId, photo.id), photo);
  assert.equal(await findProofFile(database.db, theirs.accountId, photo.id), null);
  assert.deepEqual(await listProofs(database.db, theirs.accountId, mine.deliveryId), []);
});

test('files are counted by kind for many deliveries at once, each account its own', async () => {
  const mine = await seedDelivery(database.db);
  const theirs = await seedDelivery(database.db);
  const files = [file('photo'), file('photo'), file('signature')];
  await insertProof(database.db, proofOf(mine.accountId, mine.deliveryId, { files }));
  await insertProof(database.db, proofOf(mine.accountId, mine.deliveryId, { files: [file('photo')] }));
  await insertProof(database.db, proofOf(theirs.accountId, theirs.deliveryId));
  const counts = await countFiles(database.db, mine.accountId, [mine.deliveryId, theirs.deliveryId, newId()]);
  assert.deepEqual([...counts], [[mine.deliveryId, { photo: 3, signature: 1 }]]);
  assert.equal((await countFiles(database.db, mine.accountId, [])).size, 0);
});

test('a target tells its legs and how many proofs it has', async () => {
  const { accountId, deliveryId } = await seedDelivery(database.db);
  assert.deepEqual(await findProofTarget(database.db, accountId, deliveryId), { legs: 'both', proofs: 0 });
  await insertProof(database.db, proofOf(accountId, deliveryId));
  assert.deepEqual(await findProofTarget(database.db, accountId, deliveryId), { legs: 'both', proofs: 1 });
  assert.equal(await findProofTarget(database.db, newId(), deliveryId), null);
});

test('orphans are keys that no row names, of accounts that are known here', async () => {
  const { accountId, deliveryId } = await seedDelivery(database.db);
  const named = file('photo', 'named');
  await insertProof(database.db, proofOf(accountId, deliveryId, { files: [named] }));
  const orphans = await findOrphanKeys(database.db, [
    { accountId, fileId: named.id, key: 'named' },
    { accountId, fileId: named.id, key: 'same file elsewhere' },
    { accountId, fileId: newId(), key: 'nobody’s' },
    { accountId: newId(), fileId: newId(), key: 'of another database' },
  ]);
  assert.deepEqual(orphans.sort(), ['nobody’s', 'same file elsewhere']);
  assert.deepEqual(await findOrphanKeys(database.db, []), []);
});
