/** A claim: what an insured delivery has cost, with the evidence that the house has of it. Amounts are minor units. Pure. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { Leg } from '../delivery/delivery.ts';
import { DomainError, invalid } from '../errors.ts';
import type { LatLng } from '../geo.ts';
import type { NewEvent } from '../event/event.ts';
import type { ProofFile } from '../proof/proof.ts';
import { claimEvent } from './events.ts';

export const claimStates = ['draft', 'submitted', 'approved', 'rejected', 'paid'] as const;
export type ClaimState = (typeof claimStates)[number];

/** Every legal move; a state with no exits is final. */
export const claimMoves = {
  draft: ['submitted'],
  submitted: ['approved', 'rejected'],
  approved: ['paid'],
  rejected: [],
  paid: [],
} as const satisfies Record<ClaimState, readonly ClaimState[]>;

/** As it looks after JSON: instants are ISO 8601 texts. */
export interface Evidence {
  /** Ours, whose proofs and events can be read; null: the delivery is not ours. */
  readonly deliveryId: string | null;
  readonly orderNumber: string | null;
  /** The delivery's state when the claim was drafted; null: the delivery is not ours. */
  readonly state: DeliveryState | null;
  readonly proofs: readonly {
    readonly id: string;
    readonly leg: Leg;
    readonly capturedAt: string;
    readonly recipientName: string | null;
    readonly position: LatLng | null;
    readonly files: readonly Pick<ProofFile, 'id' | 'kind' | 'sha256'>[];
  }[];
  /** Where it was around its last door, oldest first. */
  readonly track: readonly (LatLng & { readonly at: string })[];
  /** What happened to the goods and to their policy, and what partners reported of them, by the time of each. */
  readonly timeline: readonly { readonly at: string; readonly type: string; readonly words: string }[];
}

/** Of a policy with us, or of what covers a delivery of ours elsewhere. */
export type ClaimSubject =
  { readonly policyId: string; readonly coverageId: null } | { readonly policyId: null; readonly coverageId: string };

export interface ClaimDraft {
  readonly cause: string;
  readonly description: string;
  readonly amount: number;
}

export type Claim = ClaimDraft &
  ClaimSubject & {
    readonly accountId: string;
    readonly id: string;
    /** Grows by one with each event; also their sequence. */
    readonly version: number;
    readonly state: ClaimState;
    readonly currency: string;
    readonly evidence: Evidence;
    /** What is paid of it; null until it is approved. */
    readonly granted: number | null;
    /** Why it was approved or rejected. */
    readonly decision: string | null;
    /** Of the payment. */
    readonly reference: string | null;
    readonly createdAt: Date;
    readonly updatedAt: Date;
  };

export interface ClaimChanged {
  readonly claim: Claim;
  readonly event: NewEvent;
}

export interface ClaimBirth {
  readonly accountId: string;
  readonly id: string;
  readonly subject: ClaimSubject;
  /** No claim is for more. */
  readonly insuredValue: number;
  readonly currency: string;
  readonly evidence: Evidence;
  readonly now: Date;
}

/** @throws DomainError `invalid_input` for an amount of nothing, or of more than is insured */
export function draftClaim(draft: ClaimDraft, birth: ClaimBirth): ClaimChanged {
  const { subject, insuredValue, now, ...named } = birth;
  assertAmount('amount', draft.amount, insuredValue, 'is insured');
  const claim: Claim = {
    ...draft,
    ...subject,
    ...named,
    version: 1,
    state: 'draft',
    granted: null,
    decision: null,
    reference: null,
    createdAt: now,
    updatedAt: now,
  };
  return { claim, event: claimEvent(claim, 'claim.drafted') };
}

/** @throws DomainError `illegal_transition` */
export function submitClaim(before: Claim, now: Date): ClaimChanged {
  return move(before, 'submitted', {}, now);
}

/** @throws DomainError `illegal_transition`; `invalid_input` for nothing, or for more than is claimed */
export function approveClaim(
  before: Claim,
  { granted, decision }: { readonly granted: number; readonly decision: string | null },
  now: Date,
): ClaimChanged {
  assertAmount('granted', granted, before.amount, 'is claimed');
  return move(before, 'approved', { granted, decision }, now);
}

/** @throws DomainError `illegal_transition` */
export function rejectClaim(before: Claim, decision: string, now: Date): ClaimChanged {
  return move(before, 'rejected', { decision }, now);
}

/** @param reference of the payment. @throws DomainError `illegal_transition` */
export function payClaim(before: Claim, reference: string | null, now: Date): ClaimChanged {
  return move(before, 'paid', { reference }, now);
}

type Moved = Exclude<ClaimState, 'draft'>;

function move(
  before: Claim,
  to: Moved,
  patch: Partial<ClaimDraft & Pick<Claim, 'granted' | 'decision' | 'reference'>>,
  now: Date,
): ClaimChanged {
  const exits: readonly ClaimState[] = claimMoves[before.state];
  if (!exits.includes(to))
    throw new DomainError('illegal_transition', `A claim that is ${before.state} cannot become ${to}.`);
  const claim = { ...before, ...patch, state: to, version: before.version + 1, updatedAt: now };
  return { claim, event: claimEvent(claim, `claim.${to}`) };
}

function assertAmount(path: string, amount: number, most: number, what: string): void {
  if (Number.isSafeInteger(amount) && amount >= 1 && amount <= most) return;
  throw invalid(path, `It must lie between 1 and ${most} minor units, which ${what}.`);
}
