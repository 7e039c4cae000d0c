/**
 * Who sends a request: whoever knows the token that its signature was made with, chapter "General Information". A request
 * names neither an account nor a key: the MD5 of token, tracking number and premium alone tells whose it is.
 */
import { isSignature, signConcatenated } from '../../lib/body-signature.ts';
import { matchSigningKey, type SigningKey } from '../../use-cases/account/signing-keys.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';
import { findPolicies } from '../../use-cases/policy/find-policies.ts';

/** Name of the dialect's credentials. */
const name = 'saladin';

export interface SignedFields {
  /** As it was sent. */
  readonly signature: unknown;
  readonly trackingNumber: string;
  /** How the premium may have been written where it was signed: in digits, and to the letter. */
  readonly premiums: readonly string[];
}

/** Who submits a policy. @throws DomainError `bad_signature` */
export async function identifySubmitter(deps: Deps, fields: SignedFields): Promise<Identity> {
  const { identity } = await matchSigningKey(deps, name, (key) => isSignedBy(key, fields));
  return identity;
}

/**
 * Who tracks or cancels a policy, and which: the request has no premium, it is signed with the policy's. A tracking number
 * that nobody has takes as long as a wrong signature.
 * @throws DomainError `bad_signature`
 */
export async function identifyPolicy(
  deps: Deps,
  sent: Omit<SignedFields, 'premiums'>,
): Promise<{ readonly identity: Identity; readonly policyId: string }> {
  const found = await findPolicies(deps, sent.trackingNumber);
  const policyOf = ({ identity }: SigningKey) => found.find(({ accountId }) => accountId === identity.account.id);
  const key = await matchSigningKey(deps, name, (one) => {
    const policy = policyOf(one);
    return isSignedBy(one, { ...sent, premiums: policy?.premiums ?? ['0', '0'] }) && policy !== undefined;
  });
  const policy = policyOf(key);
  if (!policy) throw new Error('A key fits a policy that its account does not have.');
  return { identity: key.identity, policyId: policy.policyId };
}

/** All ways to write it are tried each time. */
export function isSignedBy({ secret }: Pick<SigningKey, 'secret'>, fields: SignedFields): boolean {
  const { signature, trackingNumber, premiums } = fields;
  return (
    premiums.filter((premium) => isSignature(signature, signConcatenated(secret, trackingNumber, premium))).length > 0
  );
}
