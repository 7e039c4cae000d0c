/** Adds a proof to a delivery: its files are kept first, then their rows, so that no row is ever without its file. */
import { hasLeg } from '../../domain/delivery/delivery.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Proof, ProofFile } from '../../domain/proof/proof.ts';
import { sha256 } from '../../lib/hash.ts';
import { isUuid } from '../../lib/new-id.ts';
import { findProofTarget, insertProof } from '../../store/proof.ts';
import type { NewProof, StoredProofFile } from '../../store/proof-row.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { checkFiles, checkProof, type CheckedUpload, type ProofInput } from './check-proof.ts';
import { toStorageKey } from './storage-key.ts';

type ProofDeps = Pick<Deps, 'db' | 'files' | 'log' | 'newId' | 'now'>;

/** Enough for every attempt at both doors; a list of proofs stays short enough to be given whole. */
const mostProofs = 100;

/** @throws DomainError delivery_not_found, invalid_input, file_refused */
export async function addProof(deps: ProofDeps, caller: Caller, input: ProofInput): Promise<Proof> {
  const { accountId } = caller;
  const receivedAt = deps.now();
  checkProof(input, receivedAt);
  await checkTarget(deps, accountId, input);
  const uploads = await checkFiles(input.files);

  const kept: StoredProofFile[] = [];
  let written = false;
  try {
    for (const upload of uploads) {
      const file = describe(accountId, deps.newId(), upload, receivedAt);
      // noted before it is written: half a failure may have left it there
      kept.push(file);
      await deps.files.put(file.storageKey, upload.bytes, upload.contentType);
    }
    const proof: NewProof = { ...input, accountId, id: deps.newId(), receivedAt, files: kept };
    return await transact(deps, caller, async (tx) => {
      written = false;
      if (!(await insertProof(tx, proof))) throw notFound();
      written = true;
      return shown(proof);
    });
  } catch (error) {
    // Once the rows are in, a lost answer to the commit may hide a success: then the sweep decides, a day later.
    if (!written) await removeKept(deps, kept);
    throw error;
  }
}

async function checkTarget(deps: ProofDeps, accountId: string, { deliveryId, leg }: ProofInput): Promise<void> {
  const target = isUuid(deliveryId) ? await findProofTarget(deps.db.of(accountId), accountId, deliveryId) : null;
  if (!target) throw notFound();
  if (!hasLeg(target.legs, leg)) throw invalid('leg', 'The delivery has no such leg.');
  if (target.proofs >= mostProofs) throw invalid('deliveryId', `The delivery has ${mostProofs} proofs already.`);
}

function describe(accountId: string, id: string, upload: CheckedUpload, at: Date): StoredProofFile {
  const { kind, contentType, bytes } = upload;
  const storageKey = toStorageKey(accountId, id, at);
  return { id, kind, contentType, bytes: bytes.length, sha256: sha256(bytes).toString('hex'), storageKey };
}

function shown({ clientId: _own, ...proof }: NewProof): Proof {
  const files = proof.files.map(({ id, kind, contentType, bytes, sha256 }): ProofFile => {
    return { id, kind, contentType, bytes, sha256 };
  });
  return { ...proof, files };
}

async function removeKept(deps: ProofDeps, files: readonly StoredProofFile[]): Promise<void> {
  for (const { storageKey } of files) {
    try {
      await deps.files.remove(storageKey);
    } catch (error) {
      deps.log.warn({ err: error, storageKey }, 'a file without a row is left to the sweep');
    }
  }
}

function notFound(): DomainError {
  return new DomainError('delivery_not_found', 'There is no such delivery.');
}
