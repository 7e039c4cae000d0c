/** Pure: claims between the core and the native API. */
import type * as core from '../../domain/claim/claim.ts';
import { invalid } from '../../domain/errors.ts';
import type { ClaimRecord } from '../../use-cases/claim/read-claims.ts';
import { iso } from './iso.ts';
import type { Claim, ClaimSummary, NewClaim } from './schemas/claim.ts';

/** @throws DomainError `invalid_input` for one that is on nothing, or on two things */
export function toClaimDraft(body: NewClaim): core.ClaimDraft & { readonly subject: core.ClaimSubject } {
  const { policyId, coverageId, cause, description, amount } = body;
  return { subject: toSubject(policyId ?? null, coverageId ?? null), cause, description, amount };
}

function toSubject(policyId: string | null, coverageId: string | null): core.ClaimSubject {
  if (policyId !== null && coverageId === null) return { policyId, coverageId };
  if (policyId === null && coverageId !== null) return { policyId, coverageId };
  throw invalid('policyId', 'Name either the policy or the coverage.');
}

export function toClaimSummary(one: ClaimRecord): ClaimSummary {
  const { id, version, policyId, coverageId, state, cause, description, amount, granted, currency } = one;
  const ends = { decision: one.decision, reference: one.reference };
  const times = { createdAt: iso(one.createdAt), updatedAt: iso(one.updatedAt) };
  return { id, version, policyId, coverageId, state, cause, description, amount, granted, currency, ...ends, ...times };
}

export function toClaim(one: core.Claim): Claim {
  const { deliveryId, orderNumber, state, proofs, track, timeline } = one.evidence;
  const evidence = {
    deliveryId,
    orderNumber,
    state,
    proofs: proofs.map((proof) => ({ ...proof, files: [...proof.files] })),
    track: [...track],
    timeline: [...timeline],
  };
  return { ...toClaimSummary(one), evidence };
}
