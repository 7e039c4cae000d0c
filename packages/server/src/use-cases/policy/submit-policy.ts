/** Issues the policy of a delivery: once for its tracking number, numbered without a gap. */
import { randomBytes } from 'node:crypto';
import { DomainError, duplicate } from '../../domain/errors.ts';
import { issue } from '../../domain/policy/lifecycle.ts';
import { policyNumber, type Policy, type PolicyDraft } from '../../domain/policy/policy.ts';
import { assertInsurable, type InsuranceProduct } from '../../domain/policy/product.ts';
import { dayIn } from '../../domain/zoned-time.ts';
import { fingerprint, sha256 } from '../../lib/hash.ts';
import { findByTrackingNumber, findOwnDelivery, insertPolicy, type SubmittedPolicy } from '../../store/policy.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';

export interface IssuedPolicy {
  readonly policy: Policy;
  /** Of the link that opens its certificate. */
  readonly token: string;
}

/**
 * The same content again is the same policy, even when the product has changed since.
 * @param product of the draft's code, from `getProduct`
 * @throws DomainError `rule_refused`, `duplicate` (trackingNumber) for another content
 */
export async function submitPolicy(
  deps: Deps,
  identity: Identity,
  product: InsuranceProduct,
  draft: PolicyDraft,
): Promise<IssuedPolicy> {
  const sent = fingerprintOf(draft);
  const find = async () => {
    const { id } = identity.account;
    return findByTrackingNumber(deps.db.of(id), id, draft.trackingNumber);
  };
  const known = await find();
  if (known?.fingerprint.equals(sent)) return reissued(deps, known);
  assertInsurable(product, draft);
  if (known) throw taken();
  try {
    return await issueNew(deps, identity, product, draft, sent);
  } catch (error) {
    // somebody else was a moment faster
    const other = error instanceof DomainError && error.code === 'duplicate' ? await find() : null;
    if (!other?.fingerprint.equals(sent)) throw error;
    return reissued(deps, other);
  }
}

async function issueNew(
  deps: Deps,
  { account, caller }: Identity,
  product: InsuranceProduct,
  draft: PolicyDraft,
  sent: Buffer,
): Promise<IssuedPolicy> {
  const { accountId, credentialId } = caller;
  if (credentialId === null) throw new Error('Policies are submitted with a credential.');
  const token = randomBytes(32).toString('base64url');
  const secrets = {
    fingerprint: sent,
    certificateHash: sha256(token),
    certificateSealed: deps.secrets.seal(token),
  };
  return transact(deps, caller, async (tx) => {
    const now = deps.now();
    const deliveryId = await findOwnDelivery(tx, accountId, draft.trackingNumber);
    const year = dayIn(now, account.timeZone).slice(0, 4);
    const serial = await nextSerial(tx, accountId, `${product.numberPrefix}-${year}`);
    const number = policyNumber(product.numberPrefix, year, serial);
    const birth = { accountId, id: deps.newId(), number, credentialId, deliveryId, now };
    const { policy, events } = issue(draft, product, birth);
    // the number goes back with the transaction
    if (!(await insertPolicy(tx, policy, secrets))) throw taken();
    await recordEvents(deps, tx, caller, events);
    return { policy, token };
  });
}

/** How the premium was written is no other content. */
function fingerprintOf({ premiumText: _written, ...content }: PolicyDraft): Buffer {
  return fingerprint(content);
}

function reissued({ secrets }: Pick<Deps, 'secrets'>, { policy, certificateSealed }: SubmittedPolicy): IssuedPolicy {
  return { policy, token: secrets.open(certificateSealed) };
}

function taken(): DomainError {
  return duplicate('trackingNumber', 'A policy of this tracking number has another content.');
}
