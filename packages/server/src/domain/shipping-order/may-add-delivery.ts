/** Whether a delivery can still be added to an order of a provider. */
import type { OrderDetails } from '../public-order/public-order.ts';
import type { PublicStatus } from '../public-order/public-status.ts';

export type Obstacle = 'cancelled' | 'expired' | 'under_way' | 'too_late';

/** Its goods are not on their way yet, and will be. */
const open: readonly PublicStatus[] = ['Unknown', 'AwaitingPayment', 'Paid', 'Processing', 'Ready'];

/** @returns null: nothing stands in the way */
export function obstacleOf(
  { status, acceptedUntil }: Pick<OrderDetails, 'status' | 'acceptedUntil'>,
  now: Date,
): Obstacle | null {
  if (status === 'Cancelled') return 'cancelled';
  if (status === 'Expired') return 'expired';
  if (!open.includes(status)) return 'under_way';
  return acceptedUntil <= now ? 'too_late' : null;
}
