/** Keeps the rounds of broadcasting in step with their deliveries, whoever changes these and by whichever dialect. */
import type { Transaction } from 'kysely';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import type { OfferOutcome } from '../../domain/offer/offer.ts';
import { reviseRound } from '../../domain/offer/revise-round.ts';
import { closeOffers } from '../../store/offer.ts';
import { findOpenRounds, reviseOffers } from '../../store/open-round.ts';
import type { DB } from '../../store/schema.ts';

/** How a round ends when its delivery leaves `offered`: nobody took it. A courier who does closes it himself, before. */
const outcomes: readonly OfferOutcome[] = ['expired', 'withdrawn'];

/**
 * A delivery that is no longer offered has no open round, and an open round asks for what the delivery is now. Deliveries
 * that were not offered cost nothing.
 * @param after in the order of `before`, and written already
 */
export async function keepOffers(
  tx: Transaction<DB>,
  accountId: string,
  before: readonly Delivery[],
  after: readonly Delivery[],
  now: Date,
): Promise<void> {
  const offered = after.filter((_, index) => before[index]?.state === 'offered');
  for (const outcome of outcomes) {
    const left = offered.filter(({ state }) => state !== 'offered' && outcomeOf(state) === outcome);
    if (left.length > 0) await closeOffers(tx, accountId, idsOf(left), { outcome, at: now });
  }
  const stayed = new Map(offered.filter(({ state }) => state === 'offered').map((one) => [one.id, one]));
  if (stayed.size === 0) return;
  const rounds = await findOpenRounds(tx, accountId, [...stayed.keys()]);
  const revised = rounds.flatMap((round) => {
    const delivery = stayed.get(round.offer.deliveryId);
    return (delivery && reviseRound(round, delivery)) ?? [];
  });
  await reviseOffers(tx, revised);
}

function outcomeOf(state: DeliveryState): OfferOutcome {
  return state === 'expired' ? 'expired' : 'withdrawn';
}

function idsOf(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(({ id }) => id);
}
