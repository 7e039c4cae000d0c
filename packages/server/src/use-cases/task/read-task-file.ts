/** Reads one file of a task's proof, as far as a scope goes. */
import type { Scope } from '../../domain/partner/scope.ts';
import { DomainError } from '../../domain/errors.ts';
import { isUuid } from '../../lib/new-id.ts';
import { findProofDelivery } from '../../store/proof.ts';
import type { Deps } from '../deps.ts';
import { readProofFile, type ProofFileContent } from '../proof/read-proof-file.ts';
import { getTask } from './read-tasks.ts';

/** @throws DomainError `proof_not_found`, also for a file of a task outside the scope */
export async function readTaskFile(
  deps: Pick<Deps, 'db' | 'files'>,
  accountId: string,
  scope: Scope,
  fileId: string,
): Promise<ProofFileContent> {
  const deliveryId = isUuid(fileId) ? await findProofDelivery(deps.db.of(accountId), accountId, fileId) : null;
  if (deliveryId === null || !(await isSeen(deps, accountId, scope, deliveryId))) {
    throw new DomainError('proof_not_found', 'There is no such file.');
  }
  return readProofFile(deps, { accountId }, fileId);
}

async function isSeen(deps: Pick<Deps, 'db'>, accountId: string, scope: Scope, deliveryId: string): Promise<boolean> {
  try {
    await getTask(deps, accountId, scope, deliveryId);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'delivery_not_found') return false;
    throw error;
  }
}
