/** SUBPLACE's operations, and what the native API has of subscriptions. */
import { empty, plain, type Probes } from './probe.ts';

const contact = { name: 'x', address: { city: 'x' } };
const variation = { name: 'x', price: 100 };
const plan = { name: 'x', model: 'subscribe', cycle: 'monthly', deliveryMode: 'every_cycle', variations: [variation] };

export const subscriptionProbes: Probes = {
  'POST /subplace/order/fulfillment': { body: () => ({ page_size: '30', search_text: 'a' }) },
  'POST /subplace/order/fulfillment/detail': { body: (id) => ({ reference_no: id('reference') }) },
  'POST /subplace/order': { body: () => ({ search_text: 'a' }) },
  'POST /subplace/billing': { body: () => ({ bill_status: 'Unpaid' }) },
  'POST /v1/stores': { body: () => ({ name: 'x', address: { city: 'x' }, position: { lat: 5, lng: 100 } }) },
  'GET /v1/stores': plain,
  'GET /v1/stores/:id': plain,
  'PATCH /v1/stores/:id': { body: () => ({ name: 'y', phone: '1' }) },
  // what a body names is a fault in the body
  'POST /v1/subscription-plans': { missing: 422, body: (id) => ({ ...plan, storeId: id('stores') }) },
  'GET /v1/subscription-plans': plain,
  'GET /v1/subscription-plans/:id': plain,
  'PATCH /v1/subscription-plans/:id': {
    body: (id) => ({ dueDays: 5, variations: [{ id: id('variations'), price: 5 }], archived: true }),
  },
  'POST /v1/subscription-plans/:id/variations': { body: () => variation },
  'POST /v1/subscribers': { body: () => ({ name: 'x', billing: contact, shipping: contact }) },
  'GET /v1/subscribers': plain,
  'GET /v1/subscribers/:id': plain,
  'PATCH /v1/subscribers/:id': { body: () => ({ email: 'x@example.com', shipping: contact }) },
  'POST /v1/subscription-orders': {
    missing: 422,
    body: (id) => ({
      planId: id('subscription-plans'),
      variationId: id('variations'),
      subscriberId: id('subscribers'),
    }),
  },
  'GET /v1/subscription-orders': plain,
  'GET /v1/subscription-orders/:id': plain,
  'GET /v1/subscription-orders/:id/bills': plain,
  'GET /v1/subscription-orders/:id/events': plain,
  'GET /v1/subscription-orders/:id/fulfilments': plain,
  'POST /v1/subscription-orders/:id/pay': { what: 'placed-order', ...empty },
  'POST /v1/subscription-orders/:id/approve': { what: 'paid-order', ...empty },
  'POST /v1/subscription-orders/:id/reject': { what: 'paid-order', body: () => ({ reason: 'x' }) },
  'POST /v1/subscription-orders/:id/terminate': { body: () => ({ reason: 'x' }) },
  'GET /v1/bills/:id': plain,
  'POST /v1/bills/:id/collect': { body: () => ({ amount: 100 }) },
  'GET /v1/redemptions': { query: () => '?code=x' },
  'POST /v1/redemptions/:id/redeem': empty,
};
