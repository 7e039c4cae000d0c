/** What LogiNext hears of orders that couriers are asked for: nothing, until nobody has taken one in time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draft } from '../../../test/draft-delivery.ts';
import type { DeliveryChanged } from '../../domain/delivery/change.ts';
import { create, expire } from '../../domain/delivery/lifecycle.ts';
import { offer } from '../../domain/delivery/on-the-road.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { tell } from './events.ts';
import { toDateTime } from './wire.ts';

const now = new Date('2026-11-22T08:00:00Z');
const circumstances = { trip: null, now };

/** As the event is read back. */
function told({ event }: DeliveryChanged) {
  const frozen: unknown = JSON.parse(JSON.stringify({ ...event, accountId: 'a', id: 'e', actor: 'waybill' }));
  // what was written of a NewEvent reads back as a RecordedEvent
  return tell({ ...(frozen as RecordedEvent), occurredAt: now });
}

test('an order that nobody took in time is cancelled, at the time at which that was found', () => {
  const { delivery } = create(draft(), { accountId: 'a', id: 'd', now });
  const offered = offer(delivery, { id: 'o', preference: 'standard', expiresAt: now }, circumstances);
  assert.deepEqual(told(offered), []);
  const [cancelled, ...more] = told(expire(offered.delivery, circumstances));
  assert.deepEqual([cancelled?.type, more], ['CANCEL_ORDER', []]);
  const { orderNo, reason, cancelledBy, cancellationTime } = cancelled?.body ?? {};
  assert.deepEqual([orderNo, reason, cancelledBy, cancellationTime], ['ORDER-1', '', '', toDateTime(now)]);
});
