/** Goods that nobody took go back to their sender under the same delivery. A return of its own is `createReturn`. */
import { move, type Circumstances, type DeliveryChanged } from './change.ts';
import type { Delivery } from './delivery.ts';

/**
 * The goods turn round.
 * @param reason null: the one of the failed attempt stays.
 * @throws DomainError `illegal_transition`
 */
export function startReturn(before: Delivery, reason: string | null, circumstances: Circumstances): DeliveryChanged {
  const patch = reason === null ? {} : { reason };
  return move(before, 'returning', patch, 'delivery.returning', { reason }, circumstances);
}

/** The sender has them again. @throws DomainError `illegal_transition` */
export function completeReturn(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'returned', {}, 'delivery.returned', {}, circumstances);
}
