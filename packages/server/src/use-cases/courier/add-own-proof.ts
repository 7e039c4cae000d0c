/** Adds a proof that a courier's phone took, once, however often the phone sends it. */
import { DomainError } from '../../domain/errors.ts';
import type { Proof } from '../../domain/proof/proof.ts';
import { findOwnStop } from '../../store/courier-work.ts';
import { findProofOfClient } from '../../store/proof.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { addProof } from '../proof/add-proof.ts';
import type { ProofInput } from '../proof/check-proof.ts';
import type { CourierIdentity } from './identity.ts';

/**
 * Of a delivery that the courier has or had: an upload may come long after the handover.
 * @returns what the first of several uploads with one client id has left.
 * @throws DomainError `delivery_not_found`, `invalid_input`, `file_refused`
 */
export async function addOwnProof(
  deps: Deps,
  { account, caller, courierId }: CourierIdentity,
  input: ProofInput & { readonly clientId: string },
): Promise<Proof> {
  const db = deps.db.of(account.id);
  const { deliveryId, clientId } = input;
  const stop = await findOwnStop(db, account.id, courierId, { stopId: null, deliveryId, leg: null });
  if (!stop) throw new DomainError('delivery_not_found', 'You have no such delivery.');
  const find = () => findProofOfClient(db, account.id, deliveryId, clientId);
  const before = await find();
  if (before) return before;
  try {
    return await addProof(deps, caller, input);
  } catch (error) {
    const other = violates(error, 'proof_client') ? await find() : null;
    if (!other) throw error;
    return other;
  }
}
