/**
 * The way that a delivery takes when the platform of a state reports what became of it: MDelivery names where it is, and
 * the steps between were nobody's report. Pure; `report-remote-status.ts` does the steps.
 */
import { canMove, moves, type DeliveryState } from '../delivery/delivery-state.ts';
import { toPublicStatus, type PublicStatus } from './public-status.ts';

/** How far along each state is. Equal ranks are branches of one place. */
const rankOf = {
  draft: 0,
  awaiting_payment: 1,
  paid: 2,
  processing: 3,
  ready: 4,
  assigned: 5,
  to_pickup: 5,
  at_pickup: 5,
  pickup_failed: 5,
  offered: 6,
  cancelled: 6,
  expired: 6,
  in_transit: 7,
  at_dropoff: 7,
  delivery_failed: 7,
  delivered: 8,
  partially_delivered: 8,
  returning: 8,
  confirmed: 9,
  returned: 9,
} as const satisfies Record<DeliveryState, number>;

type StraightWord = Exclude<PublicStatus, 'Unknown' | 'Problem' | 'Cancelled' | 'Expired'>;

/** Where a word leads. `AwaitingPickup` is farther along than the state it leads to: that a courier comes needs a trip. */
const goals = {
  AwaitingPayment: { state: 'awaiting_payment', rank: 1 },
  Paid: { state: 'paid', rank: 2 },
  Processing: { state: 'processing', rank: 3 },
  Ready: { state: 'ready', rank: 4 },
  AwaitingPickup: { state: 'ready', rank: 5 },
  Delivering: { state: 'in_transit', rank: 7 },
  Delivered: { state: 'delivered', rank: 8 },
  Returning: { state: 'returning', rank: 8 },
  Confirmed: { state: 'confirmed', rank: 9 },
  Returned: { state: 'returned', rank: 9 },
} as const satisfies Record<StraightWord, { readonly state: DeliveryState; readonly rank: number }>;

/** States that a delivery may be brought through: none of them needs a trip, a round of offers or a reason. */
const passable: readonly DeliveryState[] = [
  'awaiting_payment',
  'paid',
  'processing',
  'ready',
  'in_transit',
  'delivery_failed',
  'delivered',
  'returning',
];

/**
 * The states to go through, the last of them the one that the word means.
 * @returns empty when there is nothing to do: it is there already, or farther; null when no way leads there.
 */
export function walkTo(from: DeliveryState, word: PublicStatus): readonly DeliveryState[] | null {
  if (word === 'Unknown' || toPublicStatus[from] === word) return [];
  if (word === 'Cancelled' || word === 'Expired')
    return walkToEnd(from, word === 'Cancelled' ? 'cancelled' : 'expired');
  if (word === 'Problem') return walkToProblem(from);
  const goal = goals[word];
  if (rankOf[from] > goal.rank || from === goal.state) return [];
  return shortestWay(from, goal.state, passable);
}

function walkToProblem(from: DeliveryState): readonly DeliveryState[] | null {
  if (from === 'in_transit' || from === 'at_dropoff') return ['delivery_failed'];
  if (from !== 'offered' && rankOf[from] > rankOf.pickup_failed) return [];
  return shortestWay(from, 'pickup_failed', passable);
}

/** Goods that are on the road are not called off, whatever steps might lead there. */
function walkToEnd(from: DeliveryState, end: 'cancelled' | 'expired'): readonly DeliveryState[] | null {
  if (canMove(from, end)) return [end];
  return shortestWay(from, end, ['awaiting_payment']);
}

/** Never back, but from a failed pickup to waiting. Of ways of one length the first in the table of moves. */
function shortestWay(
  from: DeliveryState,
  to: DeliveryState,
  through: readonly DeliveryState[],
): readonly DeliveryState[] | null {
  const seen = new Set<DeliveryState>([from]);
  const ways: (readonly DeliveryState[])[] = [[]];
  for (const way of ways) {
    const here = way.at(-1) ?? from;
    const exits: readonly DeliveryState[] = moves[here];
    for (const next of exits) {
      if (seen.has(next) || (rankOf[next] < rankOf[here] && here !== 'pickup_failed')) continue;
      if (next === to) return [...way, next];
      if (!through.includes(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}
