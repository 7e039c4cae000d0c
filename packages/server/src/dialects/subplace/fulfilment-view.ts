/** Pure: fulfilments as the list and the detail show them. Keys stand in the order of the samples. */
import type { Told, ToldBill, ToldFulfilment, ToldOrder } from './told.ts';
import { cycleWords, deliveryWords, effectiveWords, kindWords, modelWords, modeWords, orderWords, redemptionWords } from './status.ts'; // prettier-ignore
import { toAddressLine, toAmount, toDay, toTime } from './wire.ts';

/** One of "Fulfilment list". */
export function toListed({ order, subscriber, fulfilment }: Told) {
  const { cycle } = order.terms;
  const { status, ...plan } = toPlan(order);
  return {
    no: order.number,
    fulfillment_type: kindWords[order.terms.fulfilment],
    status: orderWords[order.state].fulfilment,
    created_time: toTime(order.placedAt, order.timeZone),
    approval_time: toTime(order.approvedAt, order.timeZone),
    shipping_address: lineOf(order.shipping),
    store: { name: order.terms.storeName },
    subscriber: { name: subscriber.name },
    plan: { ...plan, cycle: cycleWords[cycle], status },
    delivery: fulfilment && toDelivery(fulfilment),
    redemption: fulfilment && toRedemption(fulfilment, order.timeZone),
  };
}

/** The order of "Fulfilment detail". */
export function toDetail({ order, subscriber, fulfilment, bill }: Told) {
  return {
    no: order.number,
    fulfillment_type: kindWords[order.terms.fulfilment],
    status: orderWords[order.state].fulfilment,
    created_time: toTime(order.placedAt, order.timeZone),
    pay_time: toTime(order.paidAt, order.timeZone),
    approval_time: toTime(order.approvedAt, order.timeZone),
    billing_address: lineOf(order.billing),
    shipping_address: lineOf(order.shipping),
    store: { name: order.terms.storeName },
    subscriber: { name: subscriber.name },
    plan: toPlan(order),
    bill: bill && toBill(order, bill),
    delivery: fulfilment && toDeliveryDetail(fulfilment, order.timeZone),
    redemption: fulfilment && toRedemption(fulfilment, order.timeZone),
  };
}

function lineOf(contact: ToldOrder['shipping']): string | null {
  return contact && toAddressLine(contact.address);
}

function toPlan({ terms, quantity, state }: ToldOrder) {
  return {
    id: terms.planNumber,
    name: terms.planName,
    variation_name: terms.variationName,
    quantity,
    model: modelWords[terms.model],
    effective_time: terms.effective && effectiveWords[terms.effective],
    delivery_mode: modeWords[terms.deliveryMode],
    status: orderWords[state].plan,
  };
}

function toBill({ terms }: ToldOrder, { number, date, final, currency }: ToldBill) {
  return { cycle: cycleWords[terms.cycle], no: number, date: date && toDay(date), amount: toAmount(final, currency) };
}

/** Null for what is redeemed. */
export function toDelivery(fulfilment: ToldFulfilment) {
  const { kind, status } = fulfilment;
  return kind === 'delivery' ? { ...toNumbers(fulfilment), status: deliveryWords[status] } : null;
}

function toNumbers({ reference, sequence, total }: ToldFulfilment) {
  // one without end is the last so far
  return { reference_no: reference, sequence: `${sequence}/${total ?? sequence}` };
}

function toDeliveryDetail(fulfilment: ToldFulfilment, timeZone: string) {
  const delivery = toDelivery(fulfilment);
  return (
    delivery && {
      ...delivery,
      created_time: toTime(fulfilment.createdAt, timeZone),
      delivered_time: toTime(fulfilment.deliveredAt, timeZone),
      confirm_delivered_time: toTime(fulfilment.confirmedAt, timeZone),
    }
  );
}

/** Nobody has seen one: the document shows null. Its reference number leads to the detail, as a delivery's does. */
function toRedemption(fulfilment: ToldFulfilment, timeZone: string) {
  const { kind, code, status, deliveredAt, expiresAt } = fulfilment;
  if (kind !== 'redemption') return null;
  return {
    ...toNumbers(fulfilment),
    code,
    status: redemptionWords[status],
    redeemed_time: toTime(deliveredAt, timeZone),
    expiry_time: toTime(expiresAt, timeZone),
  };
}
