/** Policies of a tracking number, of all accounts: a signature tells whose is meant. */
import { fromMinor } from '../../domain/money.ts';
import { findPolicies as selectPolicies } from '../../store/policy-lookup.ts';
import type { Deps } from '../deps.ts';

export interface SignedPolicy {
  readonly accountId: string;
  readonly policyId: string;
  /** How the premium may have been written where it was signed: in digits, and to the letter. */
  readonly premiums: readonly string[];
}

export async function findPolicies({ db }: Pick<Deps, 'db'>, trackingNumber: string): Promise<SignedPolicy[]> {
  const found = await selectPolicies(db.anyone, trackingNumber);
  return found.map(({ accountId, policyId, premium, premiumText, currency }) => {
    return { accountId, policyId, premiums: [String(fromMinor(premium, currency)), premiumText] };
  });
}
