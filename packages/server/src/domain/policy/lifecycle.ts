/** What happens to a policy: issued, tracked, cancelled, expired, claimed. Pure. */
import { DomainError } from '../errors.ts';
import type { NewEvent } from '../event/event.ts';
import { policyEvent, type Effect } from './events.ts';
import { beforeDelivery, endsCover, insuranceStatuses, type InsuranceStatus } from './insurance-status.ts';
import type { Cancellation, Policy, PolicyDraft } from './policy.ts';
import { assertInsurable, type InsuranceProduct } from './product.ts';

export interface PolicyChanged {
  readonly policy: Policy;
  /** In their order; none when nothing moved. */
  readonly events: readonly NewEvent[];
}

export interface PolicyBirth {
  readonly accountId: string;
  readonly id: string;
  /** From `policyNumber`. */
  readonly number: string;
  readonly credentialId: string;
  readonly deliveryId: string | null;
  readonly now: Date;
}

const dayMs = 24 * 3_600_000;

/** @throws DomainError `rule_refused` */
export function issue(draft: PolicyDraft, product: InsuranceProduct, birth: PolicyBirth): PolicyChanged {
  assertInsurable(product, draft);
  const { now, ...named } = birth;
  const validUntil = new Date(now.getTime() + product.validDays * dayMs);
  const policy: Policy = {
    ...draft,
    ...named,
    version: 1,
    currency: product.currency,
    productName: product.name,
    coverage: product.coverage,
    state: 'active',
    deliveryStatus: 'created',
    trackedAt: null,
    validUntil,
    claimsUntil: new Date(validUntil.getTime() + product.claimDays * dayMs),
    endedAt: null,
    cancellation: null,
    createdAt: now,
    updatedAt: now,
  };
  return { policy, events: [policyEvent(policy, 'policy.issued', {})] };
}

/** The newest of what a partner has reported at once. */
export interface Tracked {
  readonly status: InsuranceStatus;
  readonly at: Date;
  readonly effect: Effect;
}

/**
 * Something of the way came in, perhaps late or out of order: the newest word is kept, the farther of two that are as
 * new. Where the goods have come to stay, the policy ends.
 */
export function track(before: Policy, { status, at, effect }: Tracked, now: Date): PolicyChanged {
  const patch = isNewer(before, status, at) ? { deliveryStatus: status, trackedAt: at } : {};
  const policy = next(before, patch, now);
  const facts = { ...effect, insuranceStatus: status, trackedAt: at };
  const tracked = { policy, events: [policyEvent(policy, 'policy.tracked', facts)] };
  const ends = policy.state === 'active' && endsCover.includes(policy.deliveryStatus);
  return ends ? followed(tracked, (one) => expired(one, now)) : tracked;
}

/** Whether a word says more than the policy knows. */
export function isNewer({ trackedAt, deliveryStatus }: Policy, status: InsuranceStatus, at: Date): boolean {
  if (trackedAt === null || at > trackedAt) return true;
  const isFarther = insuranceStatuses.indexOf(status) > insuranceStatuses.indexOf(deliveryStatus);
  return at.getTime() === trackedAt.getTime() && isFarther;
}

/**
 * Cancelled again it stays as it was first.
 * @throws DomainError `policy_not_cancellable` once the goods are on their way, and when the policy has ended
 */
export function cancel(before: Policy, cancellation: Cancellation, now: Date): PolicyChanged {
  if (before.state === 'cancelled') return { policy: before, events: [] };
  if (before.state !== 'active') throw notCancellable('The policy has ended.');
  if (!beforeDelivery.includes(before.deliveryStatus)) throw notCancellable('The goods are on their way.');
  const policy = next(before, { state: 'cancelled', cancellation, endedAt: now }, now);
  return { policy, events: [policyEvent(policy, 'policy.cancelled', { reason: cancellation.reason })] };
}

/** Its time is over. Nothing happens before that, and to what has ended. */
export function expire(before: Policy, now: Date): PolicyChanged {
  return before.state === 'active' && now >= before.validUntil ? expired(before, now) : { policy: before, events: [] };
}

/** @throws DomainError `claim_refused` where nothing is insured any more */
export function assertClaimable({ state, claimsUntil }: Policy, now: Date): void {
  if (state === 'cancelled') throw new DomainError('claim_refused', 'The policy was cancelled.');
  if (state === 'claimed') throw new DomainError('claim_refused', 'A claim on the policy was approved already.');
  if (now > claimsUntil) throw new DomainError('claim_refused', 'The time for claims is over.');
}

/** A claim on it was approved. @throws DomainError `claim_refused` for one that a claim cannot be made on at all */
export function claimOn(before: Policy, now: Date): PolicyChanged {
  // a claim that was made in time may be approved later
  assertClaimable(before, before.claimsUntil);
  const policy = next(before, { state: 'claimed', endedAt: before.endedAt ?? now }, now);
  return { policy, events: [policyEvent(policy, 'policy.claimed', {})] };
}

function expired(before: Policy, now: Date): PolicyChanged {
  const claimMs = before.claimsUntil.getTime() - before.validUntil.getTime();
  const end = Math.min(now.getTime(), before.validUntil.getTime());
  const patch = { state: 'expired', endedAt: now, claimsUntil: new Date(end + claimMs) } as const;
  const policy = next(before, patch, now);
  return { policy, events: [policyEvent(policy, 'policy.expired', {})] };
}

function followed({ policy, events }: PolicyChanged, then: (policy: Policy) => PolicyChanged): PolicyChanged {
  const changed = then(policy);
  return { policy: changed.policy, events: [...events, ...changed.events] };
}

function next(before: Policy, patch: Partial<Policy>, now: Date): Policy {
  return { ...before, ...patch, version: before.version + 1, updatedAt: now };
}

function notCancellable(why: string): DomainError {
  return new DomainError('policy_not_cancellable', why);
}
