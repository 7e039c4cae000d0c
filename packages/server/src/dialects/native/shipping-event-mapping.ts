/** Pure: what events of shipping orders and of providers say beside the common fields. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { EventData } from './schemas/event.ts';

/** Only what the event has. `failure` is shared with other events. */
export function toShippingFields(data: RecordedEvent['data']): Partial<EventData> {
  if ('provider' in data) {
    const { id, code, name } = data.provider;
    return { provider: { id, code, name } };
  }
  if (!('shippingOrder' in data)) return {};
  const { id, number, serviceId, orderId, status, providerStatus, message, carrierId, waybill, deliveryId } =
    data.shippingOrder;
  return {
    shippingOrder: { id, number, serviceId, orderId, status, providerStatus, message, carrierId, waybill, deliveryId },
    ...('from' in data && { from: data.from, to: data.to, message: data.message }),
    ...('cause' in data && { cause: data.cause }),
    ...('toCarrierId' in data && { fromCarrierId: data.fromCarrierId, toCarrierId: data.toCarrierId }),
    ...('amount' in data && { amount: data.amount, currency: data.currency }),
    ...('paidAt' in data && { paidAt: data.paidAt }),
    ...('refundReason' in data && { refundReason: data.refundReason }),
  };
}
