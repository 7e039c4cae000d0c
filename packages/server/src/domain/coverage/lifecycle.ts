/** What happens to coverage: asked for, answered, kept up with its delivery, called off. Pure. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import { DomainError } from '../errors.ts';
import type { NewEvent } from '../event/event.ts';
import { beforeDelivery, endsCover, insuranceStatusOf } from '../policy/insurance-status.ts';
import type { Coverage, CoverageState } from './coverage.ts';
import { coverageEvent, type CoverageChanges } from './events.ts';

/** What the insurer is to be told, by the names of its operations. */
export type InsurerCall = 'submit' | 'track' | 'cancel';

export interface CoverageChanged {
  readonly coverage: Coverage;
  /** In their order; none when nothing moved. */
  readonly events: readonly NewEvent[];
  /** To be made with the change; its sequence is `callVersion`. */
  readonly call: InsurerCall | null;
  readonly callVersion: number;
}

export type CoverageDraft = Pick<
  Coverage,
  'deliveryId' | 'insurerId' | 'trackingNumber' | 'premium' | 'insuredValue' | 'currency'
>;

export interface CoverageBirth {
  readonly accountId: string;
  readonly id: string;
  readonly now: Date;
}

/** A rule wants the delivery insured. */
export function request(draft: CoverageDraft, { accountId, id, now }: CoverageBirth): CoverageChanged {
  const coverage: Coverage = {
    ...draft,
    accountId,
    id,
    version: 1,
    state: 'requested',
    policyNumber: null,
    certificateUrl: null,
    refusal: null,
    told: 'created',
    createdAt: now,
    updatedAt: now,
  };
  return { coverage, events: [coverageEvent(coverage, 'coverage.requested')], call: 'submit', callVersion: 1 };
}

const open: readonly CoverageState[] = ['requested', 'active'];
const calledOff: readonly DeliveryState[] = ['cancelled', 'expired'];

/**
 * The delivery has come to a state. The insurer is told each new word once; goods that nobody has set out with are called
 * off, and what has come to stay is covered no longer.
 */
export function follow(before: Coverage, state: DeliveryState, now: Date): CoverageChanged {
  if (!open.includes(before.state)) return unchanged(before);
  if (calledOff.includes(state)) {
    if (!beforeDelivery.includes(before.told)) return move(before, 'expired', 'coverage.expired', now);
    const coverage = next(before, { state: 'cancelling' }, now);
    return { coverage, events: [], call: 'cancel', callVersion: coverage.version };
  }
  const told = insuranceStatusOf[state];
  if (told === before.told) return unchanged(before);
  const coverage = next(before, { told }, now);
  const ended = expireWhenThere(coverage, now);
  return { ...ended, call: 'track', callVersion: coverage.version };
}

/** The insurer covers it. An answer that comes twice, or to what was refused before, changes nothing. */
export function accept(
  before: Coverage,
  policy: { readonly policyNumber: string; readonly certificateUrl: string | null },
  now: Date,
): CoverageChanged {
  // it was called off meanwhile: the call that does so names the policy
  if (before.state === 'cancelling' && before.policyNumber === null)
    return { ...unchanged(before), coverage: next(before, policy, now) };
  if (before.state !== 'requested') return unchanged(before);
  const active = move(before, 'active', 'coverage.active', now, policy);
  const { coverage, events } = expireWhenThere(active.coverage, now);
  return { ...active, coverage, events: [...active.events, ...events] };
}

/** The insurer does not cover it. @param refusal in its words. */
export function refuse(before: Coverage, refusal: string, now: Date): CoverageChanged {
  const asked = before.state === 'requested' || (before.state === 'cancelling' && before.policyNumber === null);
  return asked ? move(before, 'refused', 'coverage.refused', now, { refusal }) : unchanged(before);
}

/** The insurer has answered that it was called off; one that it does not take back is over with its delivery. */
export function cancelAnswered(before: Coverage, taken: boolean, now: Date): CoverageChanged {
  if (before.state !== 'cancelling') return unchanged(before);
  return taken
    ? move(before, 'cancelled', 'coverage.cancelled', now)
    : move(before, 'expired', 'coverage.expired', now);
}

/** @throws DomainError `claim_refused` for what no insurer has ever covered, and for what was called off */
export function assertCovered({ state, policyNumber }: Coverage): void {
  if (policyNumber !== null && (state === 'active' || state === 'expired')) return;
  throw new DomainError('claim_refused', `Nothing is covered where coverage is ${state}.`);
}

/** An active one whose goods have come to stay. */
function expireWhenThere(coverage: Coverage, now: Date): CoverageChanged {
  const isThere = coverage.state === 'active' && endsCover.includes(coverage.told);
  return isThere ? move(coverage, 'expired', 'coverage.expired', now) : unchanged(coverage);
}

function move(
  before: Coverage,
  state: CoverageState,
  type: keyof CoverageChanges,
  now: Date,
  patch: Partial<Coverage> = {},
): CoverageChanged {
  const coverage = next(before, { ...patch, state }, now);
  return { ...unchanged(coverage), events: [coverageEvent(coverage, type)] };
}

function unchanged(coverage: Coverage): CoverageChanged {
  return { coverage, events: [], call: null, callVersion: coverage.version };
}

function next(before: Coverage, patch: Partial<Coverage>, now: Date): Coverage {
  return { ...before, ...patch, version: before.version + 1, updatedAt: now };
}
