/** Reading files of proofs: the same bytes, to their own account, or an error. */

import assert from 'node:assert/strict';
import { appendFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { openProofDesk, photo, proofInput, seedCaller, signature } from '../../../test/proof-desk.ts';
import type { ProofDesk } from '../../../test/proof-desk.ts';
import { DomainError } from '../../domain/errors.ts';
import { FileChanged } from '../../lib/file-store/check-digest.ts';
import { FileMissing } from '../../lib/file-store/file-store.ts';
import { newId } from '../../lib/new-id.ts';
import { addProof } from './add-proof.ts';
import { readProofFile } from './read-proof-file.ts';

let desk: ProofDesk;
before(async () => {
  desk = await openProofDesk();
});
after(() => desk.close());

const add = async () => {
  const { caller, deliveryId } = await seedCaller(desk);
  const { files } = await addProof(desk.deps, caller, proofInput(deliveryId));
  const ids = files.map(({ id }) => id);
  const entries = await readdir(desk.folder, { recursive: true, withFileTypes: true });
  const pathOf = (id: string) => {
    const entry = entries.find(({ name }) => name === id);
    return entry ? join(entry.parentPath, entry.name) : '';
  };
  return { caller, photoId: ids[0] ?? '', signatureId: ids[1] ?? '', pathOf };
};

test('a file comes back byte for byte, EXIF included, with our own content type', async () => {
  const { caller, photoId, signatureId } = await add();
  const { stream, ...told } = await readProofFile(desk.deps, caller, photoId);
  assert.ok(photo.equals(await buffer(stream)));
  assert.equal(told.contentType, 'image/jpeg');
  assert.equal(told.bytes, photo.length);
  assert.match(told.sha256, /^[0-9a-f]{64}$/);
  assert.ok(signature.equals(await buffer((await readProofFile(desk.deps, caller, signatureId)).stream)));
});

test('another account’s file, an unknown id and no id at all are the same answer', async () => {
  const { photoId } = await add();
  const { caller } = await add();
  const messages = new Set<string>();
  for (const id of [photoId, newId(), '', '../../etc/passwd', '..%2f', 'a\0b']) {
    await assert.rejects(readProofFile(desk.deps, caller, id), (error) => {
      assert.ok(error instanceof DomainError);
      assert.equal(error.code, 'proof_not_found');
      messages.add(error.message);
      return true;
    });
  }
  assert.equal(messages.size, 1);
});

test('a file that was changed where it lies never arrives whole', async () => {
  const { caller, photoId, signatureId, pathOf } = await add();
  await appendFile(pathOf(photoId), 'x');
  await writeFile(pathOf(signatureId), photo);
  for (const id of [photoId, signatureId]) {
    await assert.rejects(buffer((await readProofFile(desk.deps, caller, id)).stream), FileChanged);
  }
});

test('lost bytes are our fault, not an unknown file', async () => {
  const { caller, photoId, pathOf } = await add();
  await rm(pathOf(photoId));
  await assert.rejects(readProofFile(desk.deps, caller, photoId), FileMissing);
});
