/** How a delivery of ours follows what a partner reports of it: by legal moves, two at most, or not at all. Pure. */
import { hasLeg, type Delivery } from '../delivery/delivery.ts';
import { moves, type DeliveryState } from '../delivery/delivery-state.ts';
import type { InsuranceStatus } from './insurance-status.ts';

const pickedUp: readonly DeliveryState[] = ['in_transit', 'at_dropoff', 'delivery_failed', 'returning'];

type Stand = Pick<Delivery, 'state' | 'legs'>;

/** A state that a partner's word brings about. */
export type TrackedStep = Extract<
  DeliveryState,
  'in_transit' | 'delivered' | 'pickup_failed' | 'delivery_failed' | 'returning' | 'returned'
>;

/** Where the word leads; null: it says nothing of the road. */
function targetOf({ state, legs }: Stand, word: InsuranceStatus): TrackedStep | null {
  const isFetched = pickedUp.includes(state) || !hasLeg(legs, 'pickup');
  const targets = {
    created: null,
    in_process: null,
    in_delivery: 'in_transit',
    success: 'delivered',
    fail: isFetched ? 'delivery_failed' : 'pickup_failed',
    in_return: 'returning',
    returned: 'returned',
  } as const satisfies Record<InsuranceStatus, TrackedStep | null>;
  return targets[word];
}

/** What a step on the way may be: states that only a courier of ours, or our own clock, brings about are not. */
const passable: readonly TrackedStep[] = ['in_transit', 'returning', 'delivery_failed'];

/**
 * The states to go through, the last of them the one that the word means; empty: it is there, or the word says nothing of
 * the road; null: no short way leads there.
 */
export function trackedWalk(delivery: Stand, word: InsuranceStatus): readonly TrackedStep[] | null {
  const { state } = delivery;
  const target = targetOf(delivery, word);
  if (target === null || target === state) return [];
  const exits: readonly DeliveryState[] = moves[state];
  if (exits.includes(target)) return [target];
  const between = passable.find((one) => {
    const further: readonly DeliveryState[] = moves[one];
    return exits.includes(one) && further.includes(target);
  });
  return between === undefined ? null : [between, target];
}
