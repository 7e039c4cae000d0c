/** Every type of event has a webhook of the same name, with nothing in it but what the document names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { draft } from '../../../test/draft-delivery.ts';
import { create } from '../../domain/delivery/lifecycle.ts';
import { eventTypes, type RecordedEvent, type Snapshot } from '../../domain/event/event.ts';
import { tell } from './events.ts';
import { native } from './index.ts';
import { EventData } from './schemas/event.ts';

const about = { accountId: 'a', id: 'i', aggregateId: 'x', sequence: 3, occurredAt: new Date(0), actor: 'job' };
const summary = {
  id: 't',
  name: 'TRIP-1',
  courierName: null,
  courierPhone: null,
  driverName: null,
  vehicleNumber: null,
};
const trip = { ...summary, assignedBy: 'hand' as const };
const deliveries = [{ id: 'd', orderNumber: 'SO-1' }];
const report = { at: '2026-11-22T08:00:00.000Z', position: { lat: 1, lng: 2 } };

test('a webhook is the event in the shape of the timeline', () => {
  const data = { trip, deliveries, report, revisedEta: null };
  const [told, ...others] = tell({ ...about, aggregate: 'trip', type: 'trip.loaded', data });
  assert.deepEqual(others, []);
  assert.deepEqual(told, {
    type: 'trip.loaded',
    body: {
      id: 'i',
      type: 'trip.loaded',
      aggregate: 'trip',
      aggregateId: 'x',
      sequence: 3,
      occurredAt: '1970-01-01T00:00:00.000Z',
      actor: 'job',
      data,
    },
  });
  assert.ok(told && Value.Check(EventData, { ...data, deliveries: [], trip: null }));
});

test('an endpoint that was switched off is told of where and why', () => {
  const data = { url: 'https://example.com', reason: 'Every try has failed for 24 hours.' };
  const [told] = tell({ ...about, aggregate: 'webhook_endpoint', type: 'webhook_endpoint.disabled', data });
  assert.deepEqual(told?.body['data'], data);
});

test('every event type can be subscribed to', () => {
  assert.deepEqual(native.webhooks, eventTypes);
});

test('an event of an earlier release, which knew no services, is told in today’s shape', () => {
  const { delivery } = create(draft(), { accountId: 'a', id: 'd', now: new Date(0) });
  const { service: _service, cashOnPickup: _cash, ...earlier } = frozen(delivery);
  // what such an event holds: the type is today's
  const event = { ...about, aggregate: 'delivery', type: 'delivery.created', data: { delivery: earlier, trip: null } };
  const [told] = tell(event as unknown as RecordedEvent);
  const { delivery: shown } = (told ?? assert.fail()).body['data'] as { delivery: Record<string, unknown> };
  assert.deepEqual([shown['service'], shown['cashOnPickup']], [null, null]);
});

test('a round of offers is told with its end, and what couriers are told of the task stays inside', () => {
  const { delivery } = create(draft(), { accountId: 'a', id: 'd', now: new Date(0) });
  const offer = { id: 'o', preference: 'squad', expiresAt: '2026-11-22T08:00:00.000Z' } as const;
  const data = { delivery: frozen(delivery), trip: null, offer };
  const [told] = tell({ ...about, aggregate: 'delivery', type: 'delivery.offered', data });
  const shown = (told ?? assert.fail()).body['data'] as EventData;
  assert.deepEqual([Object.keys(shown), shown.offer], [['delivery', 'trip', 'offer'], offer]);
});

function frozen<T>(value: T): Snapshot<T> {
  return JSON.parse(JSON.stringify(value)) as Snapshot<T>;
}
