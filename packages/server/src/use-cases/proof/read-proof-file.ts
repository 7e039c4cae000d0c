/** Reads one file of a proof, and vouches for its bytes. */
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import { checkDigest } from '../../lib/file-store/check-digest.ts';
import { isUuid } from '../../lib/new-id.ts';
import { findProofFile } from '../../store/proof.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export interface ProofFileContent {
  /** Ours, found by content. Serve it with `nosniff` and as an attachment: the bytes are a stranger's. */
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Read it or destroy it. Ends in an error, before its last bytes, when the stored file was changed. */
  readonly stream: Readable;
}

/**
 * @throws DomainError proof_not_found
 * @throws FileMissing when the row is there and the bytes are not: evidence is lost, which is no partner's fault.
 */
export async function readProofFile(
  deps: Pick<Deps, 'db' | 'files'>,
  caller: Pick<Caller, 'accountId'>,
  fileId: string,
): Promise<ProofFileContent> {
  const file = isUuid(fileId) ? await findProofFile(deps.db.of(caller.accountId), caller.accountId, fileId) : null;
  if (!file) throw new DomainError('proof_not_found', 'There is no such file.');
  const { contentType, bytes, sha256, storageKey } = file;
  return { contentType, bytes, sha256, stream: checkDigest(await deps.files.get(storageKey), sha256) };
}
