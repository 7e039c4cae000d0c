/** What an open round asks for once its task was changed. */
import type { Delivery } from '../delivery/delivery.ts';
import type { Offer } from './offer.ts';
import { openRound, type OfferedTask } from './round.ts';

/** A round that couriers can still take. */
export interface OpenRound {
  readonly offer: Offer;
  /** Null: the delivery is no task, and the round keeps its own terms. */
  readonly task: OfferedTask | null;
  /** Of the account. */
  readonly mostMinutes: number;
}

/** The same round by what holds now: the hour at which it was opened stays. Null when nothing is different. */
export function reviseRound({ offer, task, mostMinutes }: OpenRound, delivery: Delivery): Offer | null {
  const terms = task ?? {
    organisationId: offer.squadOf ?? '',
    broadcastPreference: offer.preference,
    vehiclePreference: offer.vehicleKind,
    price: offer.price,
    currency: offer.currency,
  };
  const revised = openRound(delivery, terms, { id: offer.id, now: offer.openedAt, mostMinutes });
  return JSON.stringify(revised) === JSON.stringify(offer) ? null : revised;
}
