/** Policies and what partners reported of them, for operators. */
import { DomainError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { listReports, type PolicyReport } from '../../store/policy-event.ts';
import { findPolicy, listPolicies as selectPolicies, type PolicyFilter } from '../../store/policy.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import type { IssuedPolicy } from './submit-policy.ts';

export type { PolicyFilter, PolicyReport };

/** Newest first. */
export async function listPolicies(deps: Deps, { accountId }: Caller, filter: PolicyFilter): Promise<Policy[]> {
  return selectPolicies(deps.db.of(accountId), accountId, filter);
}

/** @throws DomainError `policy_not_found` */
export async function getPolicy(deps: Deps, { accountId }: Caller, id: string): Promise<IssuedPolicy> {
  const found = await findPolicy(deps.db.of(accountId), accountId, id);
  if (!found) throw new DomainError('policy_not_found', 'There is no such policy.');
  return { policy: found.policy, token: deps.secrets.open(found.certificateSealed) };
}

/** Newest first, by when they came in. @throws DomainError `policy_not_found` */
export async function listPolicyReports(deps: Deps, caller: Caller, id: string, page: PageOf): Promise<PolicyReport[]> {
  const { policy } = await getPolicy(deps, caller, id);
  return listReports(deps.db.of(caller.accountId), caller.accountId, policy.id, page);
}
