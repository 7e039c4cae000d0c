/** What insurers are told, and what they answer, by operation. In the core's words, as JSON. */
import type { InsurerCall } from '../../domain/coverage/lifecycle.ts';
import type { Snapshot } from '../../domain/event/event.ts';
import type { Cancellation, PolicyDraft, TrackedItem } from '../../domain/policy/policy.ts';

/** What each body is signed by. */
export interface SignedBy {
  readonly trackingNumber: string;
  /** Minor units, of whole units of the currency. */
  readonly premium: number;
  readonly currency: string;
}

/** Amounts are minor units, of whole units of the currency. */
export type GoodsToInsure = SignedBy & Snapshot<Omit<PolicyDraft, 'premiumText'>>;
export type StepToTrack = SignedBy & Snapshot<TrackedItem>;
export type CoverToCancel = SignedBy & Cancellation;

/** What an insurer gives its policy. */
export interface PolicyGiven {
  readonly policyNumber: string;
  readonly certificateUrl: string | null;
}

export interface InsurerCalls extends Record<InsurerCall, { readonly content: SignedBy; readonly answer: unknown }> {
  readonly submit: { readonly content: GoodsToInsure; readonly answer: PolicyGiven };
  readonly track: { readonly content: StepToTrack; readonly answer: null };
  /** The policy is known once the goods were submitted: it is added when the call is made. */
  readonly cancel: { readonly content: CoverToCancel & { readonly policyNumber: string }; readonly answer: null };
}
