/** What the native API has of carriers and shipping orders. */
import { plain, type Probes } from './probe.ts';

const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3 };

export const shippingProbes: Probes = {
  'POST /v1/carriers': { body: () => ({ code: 'X', name: 'x', kind: 'fleet', prices }) },
  'GET /v1/carriers': plain,
  'GET /v1/carriers/:id': plain,
  'PATCH /v1/carriers/:id': { body: () => ({ name: 'y', prices, state: 'paused' }) },
  'POST /v1/carriers/:id/rotate-secret': { what: 'http-carriers', body: () => ({}) },
  'GET /v1/shipping-orders': plain,
  'GET /v1/shipping-orders/:id': plain,
  'GET /v1/shipping-orders/:id/events': plain,
  'POST /v1/shipping-orders/:id/cancel': { body: () => ({ message: 'No' }) },
  'POST /v1/shipping-orders/:id/reassign': { what: 'paid-orders', body: (id) => ({ carrierId: id('carriers') }) },
};
