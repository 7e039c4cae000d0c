/** Which partners are called after a change of a shipping order. Pure. */
import type { NewEvent } from '../../domain/event/event.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { Cause } from '../../domain/shipping-order/events.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { wordOfShipping, type ShippingStatus } from '../../domain/shipping-order/shipping-status.ts';
import type { ShippingPartners } from '../../store/shipping-partners.ts';
import type { NewPartnerCall } from '../partner-call/partner-calls.ts';

/** What is told to a provider; `mdelivery.provider`, operation `put_status`. JSON, in the core's words. */
export interface StatusToTell {
  /** Of the provider's path. */
  readonly serviceCode: string;
  readonly orderId: string;
  readonly status: PublicStatus;
  readonly message: string | null;
  readonly carrierName: string;
  /** Our number of the delivery: the provider's customer asks for it by this. */
  readonly trackingId: string;
  /** ISO 8601. */
  readonly estimatedStart: string;
  /** ISO 8601. */
  readonly estimatedEnd: string;
  /** Minor units. */
  readonly cost: number;
  readonly currency: string;
}

/** Each with the place of its event among those of the order: partners hear of one order in that sequence. */
export function callsFor(
  order: ShippingOrder,
  events: readonly NewEvent[],
  partners: ShippingPartners,
): readonly NewPartnerCall[] {
  return events.flatMap((event) => {
    const told = wordsFor(event);
    return [
      ...(told === null ? [] : [putStatus(order, event.sequence, told, partners)]),
      ...(wantsWaybill(order, event) ? [createWaybill(order, event.sequence, partners)] : []),
    ];
  });
}

interface Told {
  readonly status: PublicStatus;
  readonly message: string | null;
}

function wordsFor(event: NewEvent): Told | null {
  if (event.type === 'shipping_order.created') return { status: 'AwaitingPayment', message: null };
  if (event.type === 'shipping_order.paid') return { status: 'Paid', message: null };
  if (event.type !== 'shipping_order.status_changed') return null;
  const { to, message, cause } = event.data;
  return isNews(to, cause) ? { status: wordOfShipping[to], message } : null;
}

/** A provider is not told its own words, but `Ready`: its document asks for that one. */
function isNews(to: ShippingStatus, cause: Cause): boolean {
  return cause !== 'provider' || to === 'ready';
}

/** Goods can be fetched and nobody is coming for them yet. */
function wantsWaybill(order: ShippingOrder, event: NewEvent): boolean {
  if (event.type === 'shipping_order.reassigned') return order.status === 'ready' || order.status === 'problem';
  return event.type === 'shipping_order.status_changed' && event.data.to === 'ready';
}

function putStatus(
  order: ShippingOrder,
  sequence: number,
  { status, message }: Told,
  { providerId, serviceCode, carrierName }: ShippingPartners,
): NewPartnerCall {
  const { accountId, id, orderId, number, offer, deliveryCost, currency } = order;
  const content: StatusToTell = {
    serviceCode,
    orderId,
    status,
    message,
    carrierName,
    trackingId: number,
    estimatedStart: offer.estimatedStart.toISOString(),
    estimatedEnd: offer.estimatedEnd.toISOString(),
    cost: deliveryCost,
    currency,
  };
  const call = { accountId, aggregateId: id, sequence, operation: 'put_status' };
  return { ...call, connector: 'mdelivery.provider', partnerId: providerId, content: { ...content } };
}

function createWaybill(
  { accountId, id, carrierId }: ShippingOrder,
  sequence: number,
  { carrierKind }: ShippingPartners,
): NewPartnerCall {
  const call = { accountId, aggregateId: id, sequence, operation: 'create_waybill' };
  return { ...call, connector: `carrier.${carrierKind}`, partnerId: carrierId, content: {} };
}
