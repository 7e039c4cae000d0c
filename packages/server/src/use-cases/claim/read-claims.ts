/** Reads claims. */
import type { Claim } from '../../domain/claim/claim.ts';
import { DomainError } from '../../domain/errors.ts';
import { findClaim, listClaims as selectClaims, type ClaimPage, type ClaimRecord } from '../../store/claim.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { ClaimRecord } from '../../store/claim.ts';

/** @throws DomainError `claim_not_found` */
export async function getClaim(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<Claim> {
  const claim = await findClaim(deps.db.of(accountId), accountId, id);
  if (!claim) throw new DomainError('claim_not_found', 'There is no such claim.');
  return claim;
}

/** Newest first. */
export async function listClaims(deps: Deps, { accountId }: Caller, page: ClaimPage): Promise<ClaimRecord[]> {
  return selectClaims(deps.db.of(accountId), accountId, page);
}
