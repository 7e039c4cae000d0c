/** A round of broadcasting: when it begins, and when it ends by itself. */
import type { Delivery } from '../delivery/delivery.ts';
import type { Task } from '../task/task.ts';
import type { BroadcastPreference, Offer } from './offer.ts';

const minute = 60_000;

/** The squad is asked until so long before the pickup's end. */
const squadLead = 30 * minute;

/** What a round's end goes by. */
export interface RoundTerms {
  /** End of the pickup's window; null: it has none. */
  readonly pickupUntil: Date | null;
  readonly openedAt: Date;
  /** A round for everybody ends after this at the latest. */
  readonly mostMinutes: number;
}

/**
 * When a round ends by itself; null: it does not. An end that is past already is a round that is over at once: the
 * documented rule wins.
 */
export function expiryOf(preference: BroadcastPreference, terms: RoundTerms): Date | null {
  const { pickupUntil, openedAt, mostMinutes } = terms;
  if (preference === 'marine') return null;
  if (preference === 'squad') return pickupUntil && new Date(pickupUntil.getTime() - squadLead);
  const most = openedAt.getTime() + mostMinutes * minute;
  return new Date(Math.min(most, pickupUntil?.getTime() ?? most));
}

/** What a task asks couriers for. */
export type OfferedTask = Pick<
  Task,
  'organisationId' | 'broadcastPreference' | 'vehiclePreference' | 'price' | 'currency'
>;

export function openRound(
  delivery: Pick<Delivery, 'accountId' | 'id' | 'pickup'>,
  task: OfferedTask,
  { id, now, mostMinutes }: { readonly id: string; readonly now: Date; readonly mostMinutes: number },
): Offer {
  const { broadcastPreference: preference } = task;
  const pickupUntil = delivery.pickup?.window.until ?? null;
  return {
    accountId: delivery.accountId,
    id,
    deliveryId: delivery.id,
    preference,
    squadOf: preference === 'squad' ? task.organisationId : null,
    vehicleKind: task.vehiclePreference,
    price: task.price,
    currency: task.currency,
    position: delivery.pickup?.position ?? null,
    openedAt: now,
    expiresAt: expiryOf(preference, { pickupUntil, openedAt: now, mostMinutes }),
    closedAt: null,
    outcome: null,
    courierId: null,
  };
}
