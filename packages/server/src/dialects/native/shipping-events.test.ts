/** Events of shipping orders and of providers, as webhooks and timelines tell them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { placedOrder } from '../../../test/draft-shipping.ts';
import type { NewEvent, RecordedEvent } from '../../domain/event/event.ts';
import { oweRefund } from '../../domain/shipping-order/change.ts';
import { cancel, reassign, settle } from '../../domain/shipping-order/lifecycle.ts';
import { tell } from './events.ts';
import { EventData } from './schemas/event.ts';

const now = new Date('2026-01-02T10:00:00Z');
const ids = { id: '01a20450-0000-7000-8000-000000000003', serviceId: '01a20450-0000-7000-8000-000000000001', carrierId: '01a20450-0000-7000-8000-000000000002' }; // prettier-ignore
const order = { ...placedOrder(), ...ids };
const about = { accountId: 'a', id: 'i', occurredAt: now, actor: 'job' };

/** What stands beside the common fields, after it went through the database. */
function dataOf(event: NewEvent | undefined): Record<string, unknown> {
  assert.ok(event);
  const [told] = tell({ ...about, ...JSON.parse(JSON.stringify(event)) } as RecordedEvent);
  const data = told?.body['data'];
  assert.ok(Value.Check(EventData, data), JSON.stringify([...Value.Errors(EventData, data)]));
  return data;
}

const shown = (status: string) => {
  const { id, number, serviceId, orderId, carrierId } = order;
  return { id, number, serviceId, orderId, status, providerStatus: null, message: null, carrierId, waybill: null, deliveryId: null }; // prettier-ignore
};

test('a payment is told with its amount and who says so', () => {
  const { events } = settle(order, { amount: 14_500, paidAt: now, cause: 'payment' }, now);
  assert.deepEqual(dataOf(events[0]), {
    shippingOrder: shown('paid'),
    cause: 'payment',
    amount: 14_500,
    currency: 'MDL',
    paidAt: '2026-01-02T10:00:00.000Z',
  });
});

test('a change of status is told with where from, where to, why and by whom', () => {
  const { events } = cancel(order, { cause: 'operator', message: 'Sold out.' }, now);
  assert.deepEqual(dataOf(events[0]), {
    shippingOrder: { ...shown('cancelled'), message: 'Sold out.' },
    from: 'awaiting_payment',
    to: 'cancelled',
    message: 'Sold out.',
    cause: 'operator',
  });
});

test('money that is to go back and another carrier are told', () => {
  const paid = { ...order, status: 'paid' as const };
  assert.deepEqual(dataOf(oweRefund(paid, 300, 'excess', now).events[0]), {
    shippingOrder: shown('paid'),
    amount: 300,
    currency: 'MDL',
    refundReason: 'excess',
  });
  const to = { carrierId: '01a20450-0000-7000-8000-000000000009', offer: order.offer };
  assert.deepEqual(dataOf(reassign(paid, to, now).events[0]), {
    shippingOrder: { ...shown('paid'), carrierId: to.carrierId },
    fromCarrierId: order.carrierId,
    toCarrierId: to.carrierId,
  });
});

test('a provider that cannot be reached is told with why, and that it is back', () => {
  const provider = { id: ids.serviceId, code: 'P', name: 'Public services' };
  const of = { aggregate: 'provider', aggregateId: provider.id, sequence: 2 } as const;
  const failure = 'No complete answer in time.';
  assert.deepEqual(dataOf({ ...of, type: 'provider.unreachable', data: { provider, failure } }), { failure, provider });
  assert.deepEqual(dataOf({ ...of, type: 'provider.recovered', data: { provider } }), { provider });
});
