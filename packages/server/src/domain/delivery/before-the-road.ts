/** What happens to goods that are sold with their delivery, until they may be fetched; and the receiver's last word. */
import { DomainError } from '../errors.ts';
import { move, type Circumstances, type DeliveryChanged } from './change.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryState } from './delivery-state.ts';

/** Asks the receiver to pay. @throws DomainError `illegal_transition` */
export function requestPayment(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'awaiting_payment', {}, 'delivery.payment_requested', {}, circumstances);
}

/** The money is there. @throws DomainError `illegal_transition` */
export function settlePayment(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'paid', {}, 'delivery.paid', {}, circumstances);
}

/** The sender is at work on the goods. @throws DomainError `illegal_transition` */
export function beginProcessing(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'processing', {}, 'delivery.processing', {}, circumstances);
}

/** States in which a sender may be at work: from any other it comes back by `release`, which takes it off its trip. */
const inTheMaking: readonly DeliveryState[] = ['draft', 'paid', 'processing'];

/** The goods may be fetched. @throws DomainError `illegal_transition` */
export function makeReady(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  if (!inTheMaking.includes(before.state)) {
    throw new DomainError('illegal_transition', 'Only a delivery that is being prepared can become ready.');
  }
  return move(before, 'ready', {}, 'delivery.ready', {}, circumstances);
}

/** The receiver says that it has come. @throws DomainError `illegal_transition` before the handover */
export function confirmReceipt(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'confirmed', {}, 'delivery.confirmed', {}, circumstances);
}
