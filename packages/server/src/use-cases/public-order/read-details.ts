/** Shows an order of a public service to the platform that asks for it. */
import { publicStatusOf } from '../../domain/public-order/public-status.ts';
import { findPublicOrder, type StandingOrder } from '../../store/public-order.ts';
import { canBeCode, publicOrderNotFound, requireService } from './require-service.ts';
import type { ReadDetails } from './verbs.ts';

/** @see ReadDetails */
export const readDetails: ReadDetails = async (deps, caller, code, orderId) => {
  const db = deps.db.of(caller.accountId);
  const service = await requireService(db, caller, code);
  const key = { accountId: caller.accountId, serviceId: service.id };
  const order = canBeCode(orderId) ? await findPublicOrder(db, key, orderId) : null;
  if (!order) throw publicOrderNotFound();
  return {
    service,
    orderId: order.orderId,
    isPaid: order.isPaid,
    status: publicStatusOf(order.state, order.remote?.status ?? null),
    message: messageOf(order),
    receiver: order.receiver,
    pickupPointCode: order.pickupPointCode,
    submittedAt: order.submittedAt,
    acceptedUntil: order.acceptedUntil,
    readyAt: order.readyAt,
    products: order.products,
  };
};

/** States that somebody gave a reason for. */
const explained: readonly StandingOrder['state'][] = [
  'pickup_failed',
  'delivery_failed',
  'cancelled',
  'returning',
  'returned',
];

/** "Status details": of what went wrong the reason, otherwise what the seller wrote. */
function messageOf({ state, reason, message }: StandingOrder): string | null {
  return explained.includes(state) ? (reason ?? message) : message;
}
