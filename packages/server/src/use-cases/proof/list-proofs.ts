/** Lists the proofs of a delivery. */
import { DomainError } from '../../domain/errors.ts';
import type { Proof } from '../../domain/proof/proof.ts';
import { isUuid } from '../../lib/new-id.ts';
import { findProofTarget, listProofs as selectProofs } from '../../store/proof.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/**
 * In the order in which they were captured; at most about a hundred.
 * @throws DomainError delivery_not_found
 */
export async function listProofs(deps: Pick<Deps, 'db'>, caller: Caller, deliveryId: string): Promise<Proof[]> {
  if (isUuid(deliveryId)) {
    const proofs = await selectProofs(deps.db.of(caller.accountId), caller.accountId, deliveryId);
    if (proofs.length > 0 || (await findProofTarget(deps.db.of(caller.accountId), caller.accountId, deliveryId)))
      return proofs;
  }
  throw new DomainError('delivery_not_found', 'There is no such delivery.');
}
