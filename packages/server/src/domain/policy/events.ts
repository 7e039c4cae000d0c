/** What is told of policies. Nothing personal stands in it. */
import type { EventData, NewEvent } from '../event/event.ts';
import type { InsuranceStatus } from './insurance-status.ts';
import type { Policy } from './policy.ts';

export type PolicySummary = Pick<
  Policy,
  'id' | 'number' | 'productCode' | 'trackingNumber' | 'state' | 'deliveryStatus' | 'deliveryId'
>;

/** Whether our own delivery has moved by what was tracked; if not, why. */
export interface Effect {
  readonly applied: boolean;
  readonly why: string | null;
}

interface PolicyChange {
  /** After the change. */
  readonly policy: PolicySummary;
}

/** Data of each event type. */
export interface PolicyChanges {
  'policy.issued': PolicyChange;
  /** `insuranceStatus`, `trackedAt`: the newest of what came; the policy's own may be newer. */
  'policy.tracked': PolicyChange & Effect & { readonly insuranceStatus: InsuranceStatus; readonly trackedAt: Date };
  'policy.cancelled': PolicyChange & { readonly reason: string };
  'policy.expired': PolicyChange;
  'policy.claimed': PolicyChange;
}

export function policyEvent<T extends keyof PolicyChanges>(
  policy: Policy,
  type: T,
  facts: Omit<EventData[T], 'policy'>,
): NewEvent {
  const { id, number, productCode, trackingNumber, state, deliveryStatus, deliveryId } = policy;
  const data = { policy: { id, number, productCode, trackingNumber, state, deliveryStatus, deliveryId }, ...facts };
  // one member of the union by construction: type and data share T
  return { aggregate: 'policy', aggregateId: id, sequence: policy.version, type, data } as unknown as NewEvent;
}
