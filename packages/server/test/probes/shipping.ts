/** What the native API has of providers, carriers and shipping orders. */
import { empty, plain, type Probes } from './probe.ts';

const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3 };

const point = { code: 'X', name: 'x', address: {}, position: { lat: 47, lng: 28 } };
const provider = { code: 'X', name: 'x', baseUrl: 'http://127.0.0.1:9999', secret: { kind: 'bearer', token: 't' } };
const service = { code: 'X', name: 'x', addDelivery: true, redirectToMpay: true, identify: 'none' };

export const shippingProbes: Probes = {
  'POST /v1/providers': { body: () => provider },
  'GET /v1/providers': plain,
  'GET /v1/providers/:id': plain,
  'PATCH /v1/providers/:id': { body: () => ({ name: 'y', state: 'paused' }) },
  'GET /v1/providers/:id/pickup-points': plain,
  'PUT /v1/providers/:id/pickup-points': { body: () => ({ pickupPoints: [point] }) },
  // what a body names is a fault in the body
  'POST /v1/provider-services': { missing: 422, body: (id) => ({ ...service, providerId: id('providers') }) },
  'GET /v1/provider-services': plain,
  'GET /v1/provider-services/:id': plain,
  'PATCH /v1/provider-services/:id': { body: () => ({ name: 'y' }) },
  'POST /v1/provider-services/:id/check': empty,
  'GET /v1/provider-services/:id/products': plain,
  'PUT /v1/provider-services/:id/products': { body: () => ({ products: [{ code: 'X', name: 'x' }] }) },
  'GET /v1/partner-calls': plain,
  'POST /v1/partner-calls/:id/retry': empty,
  'GET /v1/follow-ups': plain,
  'POST /v1/follow-ups/retry': empty,
  'POST /v1/reconciliations': empty,
  'GET /v1/reconciliations': plain,
  'GET /v1/reconciliations/:day': plain,
  'POST /v1/carriers': { body: () => ({ code: 'X', name: 'x', kind: 'fleet', prices }) },
  'GET /v1/carriers': plain,
  'GET /v1/carriers/:id': plain,
  'PATCH /v1/carriers/:id': { body: () => ({ name: 'y', prices, state: 'paused' }) },
  'POST /v1/carriers/:id/rotate-secret': { what: 'http-carriers', body: () => ({}) },
  'GET /v1/shipping-orders': plain,
  'GET /v1/shipping-orders/:id': plain,
  'GET /v1/shipping-orders/:id/events': plain,
  'POST /v1/shipping-orders/:id/ready': { what: 'paid-orders', ...empty },
  'POST /v1/shipping-orders/:id/cancel': { body: () => ({ message: 'No' }) },
  'POST /v1/shipping-orders/:id/reassign': { what: 'paid-orders', body: (id) => ({ carrierId: id('carriers') }) },
};
