/** Writes the three operations as an insurer's system is asked them, misspelt as its document has them. */
import { fromMinor } from '../../../domain/money.ts';
import { signConcatenated } from '../../../lib/body-signature.ts';
import type { InsurerCalls, SignedBy } from '../../../use-cases/coverage/insurer-calls.ts';
import type { CallSecrets, WrittenCall } from '../../../use-cases/partner-call/partner-calls.ts';

type Content<K extends keyof InsurerCalls> = InsurerCalls[K]['content'];
type Body = Readonly<Record<string, unknown>>;

const base = '/api/v1/delivery-insurance/sme';
const headers = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'Waybill-Saladin/1',
};

/** @param content of the operation, by insurer-calls.ts. */
export function write(operation: string, content: unknown, { signing = '' }: CallSecrets): WrittenCall {
  const post = (path: string, body: Body) =>
    ({ method: 'POST', path: `${base}${path}`, headers, body: JSON.stringify(withoutNulls(body)) }) as const;
  // each is what the core puts on the queue for it
  switch (operation) {
    case 'submit':
      return post('/orders', toOrder(content as Content<'submit'>, signing));
    case 'track':
      return post('/tracking', toTracking(content as Content<'track'>, signing));
    case 'cancel':
      return post('/cancel', toCancellation(content as Content<'cancel'>, signing));
    default:
      throw new Error(`Saladin has no operation ${operation}.`);
  }
}

/** API #1, in the order of its table. */
function toOrder(goods: Content<'submit'>, token: string): Body {
  const { customer, sender, recipient, currency } = goods;
  return {
    tracking_number: goods.trackingNumber,
    product_code: goods.productCode,
    customer_name: customer.name,
    customer_phone: customer.phone,
    pickup_address: goods.pickupAddress,
    drop_up_address: goods.dropoffAddress,
    type_of_goods: goods.goodsType,
    cod_amount: fromMinor(goods.cod, currency),
    item_value: fromMinor(goods.insuredValue, currency),
    premium_amount: premiumOf(goods),
    customer_email: customer.email,
    sender_name: sender.name,
    sender_phone: sender.phone,
    sender_email: sender.email,
    recipient_name: recipient.name,
    recipient_phone: recipient.phone,
    signature: sign(goods, token),
    order_created_time: goods.orderedAt,
    goods_description: goods.goodsDescription,
    good_quantity: goods.quantity,
  };
}

/** API #2: one event, one row. */
function toTracking(step: Content<'track'>, token: string): Body {
  const row = {
    tracking_time: step.at,
    tracking_status: step.status,
    contact_phone_number: step.phone,
    contact_email: step.email,
    handler_name: step.handler,
    end_address: step.to,
    start_address: step.from,
    tracking_desctiption: step.description,
    order_id: step.orderId,
    vehicle_type: step.vehicleType,
    vehicle_number: step.vehicleNumber,
  };
  return {
    tracking_number: step.trackingNumber,
    delivery_status: step.deliveryStatus,
    tracking_detail: [withoutNulls(row)],
    signature: sign(step, token),
    image_url: step.imageUrl,
  };
}

/** API #3. */
function toCancellation(cover: Content<'cancel'>, token: string): Body {
  return {
    tracking_number: cover.trackingNumber,
    policy_id: cover.policyNumber,
    canceled_by: cover.by,
    cancellation_reason: cover.reason,
    cancellation_time: cover.at,
    signature: sign(cover, token),
  };
}

/** MD5 of token, tracking number and premium, chapter "General Information". */
function sign(content: SignedBy, token: string): string {
  return signConcatenated(token, content.trackingNumber, String(premiumOf(content)));
}

/** Whole units: the document's type is integer. */
function premiumOf({ premium, currency }: SignedBy): number {
  return fromMinor(premium, currency);
}

/** What is optional and unknown is not sent. */
function withoutNulls(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
