/** A task to test with: a pickup tomorrow, two kilometres away from its drop-off. */
import type { Place } from '../src/domain/delivery/delivery.ts';
import type { TaskDraft, TaskTerms } from '../src/domain/task/task-draft.ts';
import { draft, place } from './draft-delivery.ts';

export const hour = 3_600_000;

/** Hours from now until it begins and until it ends. */
export type Hours = readonly [from: number, until: number];

export interface TaskOptions {
  readonly pickup?: Hours;
  readonly dropoff?: Hours;
  readonly terms?: Partial<TaskTerms>;
  readonly waybillNumber?: string;
}

/** A place that is open for the hours. */
function openFor([from, until]: Hours, now: Date, lat: number): Place {
  const at = (hours: number) => new Date(now.getTime() + hours * hour);
  return place({ position: { lat, lng: 103.8 }, window: { from: at(from), until: at(until) } });
}

/** @param now by the clock of the test */
export function taskDraft(now: Date, organisationId: string, options: TaskOptions = {}): TaskDraft {
  const {
    orderNumber: _number,
    service: _service,
    ...delivery
  } = draft({
    legs: 'both',
    currency: 'SGD',
    waybillNumber: options.waybillNumber ?? null,
    pickup: openFor(options.pickup ?? [23, 24], now, 1.3),
    dropoff: openFor(options.dropoff ?? [25, 26], now, 1.318),
  });
  const terms: TaskTerms = {
    invoiceNumber: 'INV-1',
    groupTag: null,
    isUrgent: false,
    price: 200_000,
    currency: 'SGD',
    broadcastPreference: 'standard',
    vehiclePreference: 'car',
    serviceType: null,
    attributes: { min_price: 500_000, from_contact: { vessel_imo: 9_074_729 } },
    ...options.terms,
  };
  return { organisationId, delivery, terms };
}
