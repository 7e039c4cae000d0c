/** Hands out the proofs of many deliveries as files in folders, one file open at a time. */
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { toFileName } from '../../lib/file-name.ts';
import { checkDigest, FileChanged } from '../../lib/file-store/check-digest.ts';
import { FileMissing } from '../../lib/file-store/file-store.ts';
import { previewOf } from '../../lib/image-preview.ts';
import { drawInThread } from '../../lib/pdf/sheet-thread.ts';
import type { ZipEntry } from '../../lib/zip/zip-of.ts';
import {
  listProven,
  listStoredProofs,
  type ProofFilter,
  type ProvenDelivery,
  type StoredProof,
} from '../../store/proof-archive.ts';
import { beforeAll } from '../../store/keyset.ts';
import type { StoredProofFile } from '../../store/proof-row.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { toProofSheet, type NamedFile, type Shown } from './proof-sheet.ts';

export type { ProofFilter } from '../../store/proof-archive.ts';
export type { StateClause } from '../../store/state-clause.ts';

/** How a dialect speaks of deliveries. */
export interface ArchiveWords {
  readonly reference: (id: string) => string;
  readonly state: (delivery: Pick<Delivery, 'state' | 'legs'>) => string;
}

type ArchiveDeps = Pick<Deps, 'db' | 'files' | 'log'>;

/** Read at once; the proofs of a page are in memory while it is written. */
const pageSize = 50;
/** Shown on a sheet; a hundred proofs of ten photos each would make one that nobody opens. */
const mostShown = 24;
const previewPixels = 1000;

/**
 * A folder for each delivery that has a proof, named by its number and its reference, which keeps folders of one number
 * apart. In it a sheet, `epod.pdf`, and the files as they were sent. Whoever takes an entry reads it to its end or
 * destroys it. Pages are read one by one, without a transaction: what changes meanwhile may be in or not.
 */
export async function* archiveProofs(
  deps: ArchiveDeps,
  identity: Identity,
  filter: ProofFilter,
  words: ArchiveWords,
): AsyncGenerator<ZipEntry, void> {
  const { id: accountId } = identity.account;
  const db = deps.db.of(accountId);
  let after = beforeAll;
  for (;;) {
    const page = await listProven(db, accountId, filter, { after, limit: pageSize });
    const ids = page.map(({ id }) => id);
    const proofs = Map.groupBy(await listStoredProofs(db, accountId, ids), ({ deliveryId }) => deliveryId);
    for (const delivery of page) yield* folderOf(deps, identity, delivery, proofs.get(delivery.id) ?? [], words);
    const last = ids.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
  }
}

async function* folderOf(
  deps: ArchiveDeps,
  { account }: Identity,
  delivery: ProvenDelivery,
  proofs: readonly StoredProof[],
  words: ArchiveWords,
): AsyncGenerator<ZipEntry, void> {
  const reference = words.reference(delivery.id);
  const folder = `${toFileName(delivery.orderNumber, 120)}_${reference}`;
  const files = nameFiles(proofs);
  const modifiedAt = proofs.at(-1)?.receivedAt ?? delivery.updatedAt;
  const shown = new Map<string, Shown>();
  for (const file of files.slice(0, mostShown)) shown.set(file.id, await show(deps, file));
  const facts = { reference, state: words.state(delivery), timeZone: account.timeZone };
  const pdf = await drawInThread(toProofSheet(delivery, proofs, files, shown, facts));
  // not given away as evidence, and no reason to keep back that of others
  const lost = new Set([...shown].flatMap(([id, how]) => (how === 'missing' || how === 'changed' ? [id] : [])));
  shown.clear();
  yield { name: `${folder}/epod.pdf`, modifiedAt, content: Readable.from([pdf]) };
  for (const file of files) {
    const content = lost.has(file.id) ? null : await open(deps, file);
    if (content) yield { name: `${folder}/${file.name}`, modifiedAt: file.receivedAt, content };
  }
}

/** `photo-01.jpg`, counted by kind over all proofs of the delivery. */
function nameFiles(proofs: readonly StoredProof[]): NamedFile[] {
  const counts = { photo: 0, signature: 0 };
  return proofs.flatMap(({ files, receivedAt }) =>
    files.map((file) => {
      const number = String((counts[file.kind] += 1)).padStart(2, '0');
      const ending = file.contentType.replace('image/', '').replace('jpeg', 'jpg');
      return { ...file, name: `${file.kind}-${number}.${ending}`, receivedAt };
    }),
  );
}

/** Null when nothing lies under the key: the loss of one file must not cost the others. */
async function open(deps: ArchiveDeps, { id, storageKey, sha256 }: StoredProofFile): Promise<Readable | null> {
  try {
    return checkDigest(await deps.files.get(storageKey), sha256);
  } catch (error) {
    if (!(error instanceof FileMissing)) throw error;
    deps.log.error({ err: error, fileId: id }, 'a file of a proof is missing');
    return null;
  }
}

async function show(deps: ArchiveDeps, file: StoredProofFile): Promise<Shown> {
  const content = await open(deps, file);
  if (!content) return 'missing';
  try {
    return await previewOf(await buffer(content), previewPixels);
  } catch (error) {
    deps.log.error({ err: error, fileId: file.id }, 'a file of a proof cannot be shown');
    return error instanceof FileChanged ? 'changed' : 'unreadable';
  }
}
