/** What is told of coverage. Nothing personal stands in it, and no link to what is. */
import type { NewEvent } from '../event/event.ts';
import type { Coverage } from './coverage.ts';

export type CoverageSummary = Pick<
  Coverage,
  'id' | 'deliveryId' | 'insurerId' | 'trackingNumber' | 'state' | 'premium' | 'currency' | 'policyNumber' | 'refusal'
>;

interface CoverageChange {
  /** After the change. */
  readonly coverage: CoverageSummary;
}

/** Data of each event type. */
export interface CoverageChanges {
  'coverage.requested': CoverageChange;
  'coverage.active': CoverageChange;
  'coverage.refused': CoverageChange;
  'coverage.cancelled': CoverageChange;
  'coverage.expired': CoverageChange;
}

export function coverageEvent(coverage: Coverage, type: keyof CoverageChanges): NewEvent {
  const { id, version, ...rest } = coverage;
  const { deliveryId, insurerId, trackingNumber, state, premium, currency, policyNumber, refusal } = rest; // prettier-ignore
  const summary = { id, deliveryId, insurerId, trackingNumber, state, premium, currency, policyNumber, refusal }; // prettier-ignore
  return { aggregate: 'coverage', aggregateId: id, sequence: version, type, data: { coverage: summary } };
}
