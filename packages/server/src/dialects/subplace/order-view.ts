/** Pure: orders as the order list and the webhook show them. Keys stand in the order of the document's table. */
import { toDelivery } from './fulfilment-view.ts';
import type { Told, ToldOrder } from './told.ts';
import { cycleWords, effectiveWords, modelWords, modeWords, orderWords } from './status.ts';
import { toAddressLine, toAmount, toTime } from './wire.ts';

export function toOrder(told: Told) {
  const { order, subscriber, fulfilment } = told;
  const words = orderWords[order.state];
  const [ref1, ref2, ref3] = order.refs;
  return {
    no: order.number,
    status: words.order,
    overall_status: words.overall,
    created_time: toTime(order.placedAt, order.timeZone),
    pay_time: toTime(order.paidAt, order.timeZone),
    approval_time: toTime(order.approvedAt, order.timeZone),
    terminate_time: order.state === 'terminated' ? toTime(order.endedAt, order.timeZone) : null,
    store: { name: order.terms.storeName },
    subscriber: { name: subscriber.name, email: subscriber.email, mobile_no: subscriber.phone },
    plan: toPlan(told),
    address: { billing: toContact(order.billing), shipping: toContact(order.shipping) },
    delivery: fulfilment && toDelivery(fulfilment),
    ref1,
    ref2,
    ref3,
  };
}

function toPlan({ order, bill }: Told) {
  const { terms, quantity, price, currency, state } = order;
  return {
    name: terms.planName,
    variation_name: terms.variationName,
    sku: terms.sku,
    quantity,
    model: modelWords[terms.model],
    subscription_period: terms.period,
    effective_time: terms.effective && effectiveWords[terms.effective],
    delivery_mode: modeWords[terms.deliveryMode],
    // a credit score of Malaysia, which nobody asks for here
    ctos_score: null,
    cycle: cycleWords[terms.cycle],
    status: orderWords[state].plan,
    product: terms.product.map(({ name, variation }) => ({
      name,
      variation: variation.map((one) => ({ name: one.name, option: one.option })),
    })),
    upfront: { grand_total: toAmount(bill?.final ?? price * quantity, currency) },
  };
}

function toContact(contact: ToldOrder['billing']) {
  if (contact === null) return null;
  const { name, phone, email, address } = contact;
  return { contact_name: name, contact_no: phone, email, address: toAddressLine(address) };
}
