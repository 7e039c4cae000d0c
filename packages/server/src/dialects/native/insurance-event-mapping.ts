/** Pure: what events of policies, claims and coverage say beside the common fields. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { EventData } from './schemas/event.ts';

type Data = RecordedEvent['data'];

/** Only what the event has. `reason` is shared with other events. */
export function toInsuranceFields(data: Data): Partial<EventData> {
  if ('policy' in data) return toPolicyFields(data);
  if ('claim' in data) {
    const { id, state, policyId, coverageId, amount, granted, currency, decision } = data.claim;
    return { claim: { id, state, policyId, coverageId, amount, granted, currency, decision } };
  }
  if (!('coverage' in data)) return {};
  const { id, deliveryId, insurerId, trackingNumber, state, premium, currency, policyNumber, refusal } = data.coverage;
  return {
    coverage: { id, deliveryId, insurerId, trackingNumber, state, premium, currency, policyNumber, refusal },
  };
}

function toPolicyFields(data: Extract<Data, { readonly policy: unknown }>): Partial<EventData> {
  const { id, number, productCode, trackingNumber, state, deliveryStatus, deliveryId } = data.policy;
  const policy = { id, number, productCode, trackingNumber, state, deliveryStatus, deliveryId };
  if (!('insuranceStatus' in data)) return { policy };
  const { insuranceStatus, trackedAt, applied, why } = data;
  return { policy, insuranceStatus, trackedAt, applied, why };
}
