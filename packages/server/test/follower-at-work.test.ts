/** A server as it is started follows by itself: a fix goes in by one door and Hub In comes out of the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { startReceiver } from './receiver.ts';
import { cannotStart, makeDataDirectory, startWaybill } from './waybill-process.ts';
import { until } from './webhook-house.ts';

type Json = Record<string, unknown>;
const skip = await cannotStart();

test(
  'the server follows a trip’s tracker and tells of its hub within seconds',
  { skip, timeout: 120_000 },
  async (t) => {
    const settings = { WAYBILL_DATA: makeDataDirectory(t), WAYBILL_PRIVATE_URLS: 'allow' };
    const base = await startWaybill(t, settings).ready;
    const partner = await startReceiver();
    t.after(() => partner.close());

    async function call(path: string, body?: object): Promise<Json> {
      const response = await fetch(`${base}/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${sandboxCredentials.native.key}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${path}: ${response.status} ${text}`);
      return JSON.parse(text) as Json;
    }

    const place = { lat: 18, lng: 73 };
    await call('/webhook-endpoints', { dialect: 'loginext', url: partner.url, events: ['HUB_IN'] });
    await call('/hubs', { code: 'FOLLOWED', name: 'Followed', position: place, geofenceMetres: 300 });
    const { id: courierId } = await call('/couriers', { employeeNumber: 'FOLLOWED', name: 'Asha', phone: '1' });
    const dropoff = { address: { city: 'Pune' }, position: { lat: 18.1, lng: 73 } };
    const order = { orderNumber: 'FOLLOWED', legs: 'dropoff', orderedAt: '2026-01-15T10:30:00Z', dropoff };
    const { id: deliveryId } = await call('/deliveries', order);
    const { id } = await call('/trips', { courierId, deliveryIds: [deliveryId], trackerCode: 'FOLLOWED' });
    const { trackerId } = await call(`/trips/${String(id)}/start`, {});
    const recordedAt = new Date().toISOString();
    await call(`/trackers/${String(trackerId)}/positions`, { positions: [{ recordedAt, ...place }] });
    const sent = performance.now();
    await until(() => partner.received.length > 0, 30_000);
    t.diagnostic(`${Math.round(performance.now() - sent)} ms from the fix to the partner`);
    const told = JSON.parse(partner.received[0]?.body ?? '') as Json;
    assert.deepEqual([told['notificationType'], told['url']], ['HUB IN', partner.url]);
    const trip = await call(`/trips/${String(id)}`);
    assert.ok(Date.parse(String(trip['expectedEnd'])) > Date.parse(recordedAt));
  },
);
