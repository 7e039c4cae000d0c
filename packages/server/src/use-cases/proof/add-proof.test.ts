/** Adding proofs: what is kept, what is refused, and what is left when it goes wrong. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { openProofDesk, photo, proofInput, seedCaller, signature, startOfTest } from '../../../test/proof-desk.ts';
import type { ProofDesk } from '../../../test/proof-desk.ts';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { newId } from '../../lib/new-id.ts';
import { addProof } from './add-proof.ts';
import type { ProofInput } from './check-proof.ts';
import { listProofs } from './list-proofs.ts';

let desk: ProofDesk;
before(async () => {
  desk = await openProofDesk();
});
after(() => desk.close());

const refused = async (work: Promise<unknown>, code: DomainErrorCode, path?: string) => {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code, error.message);
    if (path !== undefined) assert.deepEqual(error.faults, [{ path, message: error.message }]);
    return true;
  });
};

/** Runs the work and asserts that it left no file and no row. */
const leavingNothing = async (work: () => Promise<void>) => {
  const earlier = await desk.counts();
  await work();
  assert.deepEqual(await desk.counts(), earlier);
};

test('a proof is given back as it is listed: both times, place, files and the SHA-256 of what was sent', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const proof = await addProof(desk.deps, caller, proofInput(deliveryId));
  assert.deepEqual(proof.receivedAt, startOfTest);
  assert.deepEqual(proof.capturedAt, new Date(startOfTest.getTime() - 60_000));
  assert.deepEqual(proof.position, { lat: 12.97, lng: 77.59 });
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  assert.deepEqual(
    proof.files.map(({ id: _id, ...file }) => file),
    [
      { kind: 'photo', contentType: 'image/jpeg', bytes: photo.length, sha256: digest(photo) },
      { kind: 'signature', contentType: 'image/png', bytes: signature.length, sha256: digest(signature) },
    ],
  );
  assert.deepEqual(await listProofs(desk.deps, caller, deliveryId), [proof]);
});

test('A8: a file lies under its account, month and a random name, whatever it was called', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const { files } = await addProof(desk.deps, caller, proofInput(deliveryId));
  const rows = await desk.database.db
    .selectFrom('proof_file')
    .select('storage_key')
    .where('account_id', '=', caller.accountId)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    rows.map((row) => row.storage_key),
    files.map(({ id }) => `${caller.accountId}/2026/03/${id}`),
  );
});

test('a proof may have a name or a note and no file, but not nothing', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  await addProof(desk.deps, caller, proofInput(deliveryId, { files: [], note: null }));
  await addProof(desk.deps, caller, proofInput(deliveryId, { files: [], recipientName: null, position: null }));
  const nothing = proofInput(deliveryId, { files: [], recipientName: '', note: null });
  await refused(addProof(desk.deps, caller, nothing), 'invalid_input', 'files');
});

test('an unknown delivery, another account’s, and an id that is none are the same answer', async () => {
  const { caller } = await seedCaller(desk);
  const other = await seedCaller(desk);
  await leavingNothing(async () => {
    for (const id of [newId(), other.deliveryId, 'no-uuid', '', "' or 1=1"]) {
      await refused(addProof(desk.deps, caller, proofInput(id)), 'delivery_not_found');
      await refused(listProofs(desk.deps, caller, id), 'delivery_not_found');
    }
  });
});

test('a delivery without proofs has an empty list', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  assert.deepEqual(await listProofs(desk.deps, caller, deliveryId), []);
});

test('fields that cannot be right are refused by name, and nothing is kept', async () => {
  const { caller, deliveryId } = await seedCaller(desk, 'dropoff');
  const wrong: readonly [string, Partial<ProofInput>][] = [
    ['leg', { leg: 'pickup' }],
    ['recipientName', { recipientName: 'x'.repeat(256) }],
    ['recipientName', { recipientName: 'a\0b' }],
    ['note', { note: 'x'.repeat(2001) }],
    ['note', { note: '\0' }],
    ['note', { note: 'half \ud800 a pair' }],
    ['position', { position: { lat: 91, lng: 0 } }],
    ['position', { position: { lat: 0, lng: Number.NaN } }],
    ['capturedAt', { capturedAt: new Date(Number.NaN) }],
    ['capturedAt', { capturedAt: new Date(startOfTest.getTime() + 300_001) }],
  ];
  await leavingNothing(async () => {
    for (const [path, more] of wrong) {
      await refused(addProof(desk.deps, caller, proofInput(deliveryId, more)), 'invalid_input', path);
    }
  });
});

test('a courier’s clock may be five minutes ahead, or days behind', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  for (const ms of [300_000, -5 * 86_400_000]) {
    const capturedAt = new Date(startOfTest.getTime() + ms);
    const proof = await addProof(desk.deps, caller, proofInput(deliveryId, { capturedAt }));
    assert.deepEqual(proof.capturedAt, capturedAt);
  }
});

test('A10: files that are no images are refused by their place, and none of the others is kept', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const strangers: readonly ProofInput['files'][number][] = [
    { kind: 'photo', bytes: Buffer.from('<html><script>alert(1)</script></html>') },
    { kind: 'photo', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    { kind: 'photo', bytes: photo.subarray(0, -50) },
    { kind: 'photo', bytes: Buffer.alloc(0) },
    { kind: 'photo', bytes: Buffer.concat([photo, Buffer.alloc(10 * 1024 * 1024)]) },
    { kind: 'photo', bytes: await sharp(photo).gif().toBuffer() },
    { kind: 'signature', bytes: photo },
  ];
  await leavingNothing(async () => {
    for (const stranger of strangers) {
      const input = proofInput(deliveryId, { files: [{ kind: 'photo', bytes: photo }, stranger] });
      await refused(addProof(desk.deps, caller, input), 'file_refused', 'files.1');
    }
  });
});

test('A10: ten files are taken, eleven are not', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const files = Array.from({ length: 10 }, () => ({ kind: 'photo', bytes: photo }) as const);
  assert.equal((await addProof(desk.deps, caller, proofInput(deliveryId, { files }))).files.length, 10);
  const eleven = proofInput(deliveryId, { files: [...files, { kind: 'photo', bytes: photo }] });
  await leavingNothing(() => refused(addProof(desk.deps, caller, eleven), 'file_refused', 'files'));
});

test('a delivery takes a hundred proofs and no more', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const input = proofInput(deliveryId, { files: [] });
  for (let count = 0; count < 100; count += 1) await addProof(desk.deps, caller, input);
  await refused(addProof(desk.deps, caller, input), 'invalid_input');
});

test('an answer that is kept with its effect is sealed in the same transaction', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  let sealed: unknown;
  const proof = await addProof(
    desk.deps,
    { ...caller, seal: async (_tx, result) => void (sealed = result) },
    proofInput(deliveryId),
  );
  assert.deepEqual(sealed, proof);
});

test('R21: a file that cannot be kept leaves no row and no other file', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  let puts = 0;
  const files = {
    ...desk.deps.files,
    put: async (...file: Parameters<typeof desk.deps.files.put>) => {
      if (++puts === 2) throw new Error('disk full');
      await desk.deps.files.put(...file);
    },
  };
  await leavingNothing(() =>
    assert.rejects(addProof({ ...desk.deps, files }, caller, proofInput(deliveryId)), /disk full/),
  );
});

test('R21: a file that cannot be removed either is left to the sweep, and the log names its key', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const failing = () => Promise.reject(new Error('disk gone'));
  const files = { ...desk.deps.files, put: failing, remove: failing };
  await assert.rejects(addProof({ ...desk.deps, files }, caller, proofInput(deliveryId)), /disk gone/);
  assert.match(desk.log(), new RegExp(`"storageKey":"${caller.accountId}/2026/03/`));
});

test('R21: a refused transaction takes its files with it', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const files = {
    ...desk.deps.files,
    // the delivery goes away after it was looked up
    put: async (...file: Parameters<typeof desk.deps.files.put>) => {
      await desk.deps.files.put(...file);
      await desk.database.db.deleteFrom('delivery').where('id', '=', deliveryId).execute();
    },
  };
  await leavingNothing(() =>
    refused(addProof({ ...desk.deps, files }, caller, proofInput(deliveryId)), 'delivery_not_found'),
  );
});

test('R21: when the answer to the commit may be lost, the files stay for the sweep to judge', async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const earlier = await desk.counts();
  const lost = { ...caller, seal: () => Promise.reject(new Error('connection lost')) };
  await assert.rejects(addProof(desk.deps, lost, proofInput(deliveryId)), /connection lost/);
  assert.deepEqual(await desk.counts(), { files: earlier.files + 2, rows: earlier.rows });
});

for (const [moment, left] of [
  ['file-kept', 1],
  ['row-written', 2],
] as const) {
  test(`R21: a process killed at the moment "${moment}" leaves files without rows, never a row without its file`, async () => {
    const { caller, deliveryId } = await seedCaller(desk);
    const earlier = await desk.counts();
    const program = join(import.meta.dirname, '../../../test/crash-in-add-proof.ts');
    const where = [desk.database.url, desk.folder, caller.accountId, deliveryId];
    const child = spawn(process.execPath, [program, moment, ...where], { stdio: ['ignore', 'ignore', 'inherit'] });
    await once(child, 'exit');
    assert.equal(child.signalCode, 'SIGKILL');
    assert.deepEqual(await desk.counts(), { files: earlier.files + left, rows: earlier.rows });
    assert.deepEqual(await listProofs(desk.deps, caller, deliveryId), []);
  });
}

test('S16: the log of all this names no recipient, no note and no place', () => {
  for (const secret of ['Mira', 'blue gate', '77.59']) assert.ok(!desk.log().includes(secret), secret);
});
