/** MDelivery's operations, and what the native API has of providers, carriers and public orders. */
import { mounts } from '../../src/dialects/mdelivery/routes/mounts.ts';
import { empty, plain, started, type Id, type Probe, type Probes } from './probe.ts';

/** A service of another's looks like one that nobody has. */
const ofOrder: Probe = { path: (id) => ({ serviceID: id('services'), orderID: id('orders') }), missing: 403 };
const report = { status: 'Delivering', carrierName: 'x', trackingID: 'T-1' };

/** By mount: each operation stands in three places. */
const operations = Object.fromEntries(
  mounts.flatMap((mount): [string, Probe][] => [
    [`GET /mdelivery${mount}/:serviceID/orders/:orderID/delivery/details`, ofOrder],
    [`PUT /mdelivery${mount}/:serviceID/orders/:orderID/delivery/status`, { ...ofOrder, body: () => report }],
    [`GET /mdelivery${mount}/:serviceID/delivery/changes`, ofOrder],
  ]),
);
const putStatus = `PUT /mdelivery${mounts[0]}/:serviceID/orders/:orderID/delivery/status`;

const order = (id: Id) => ({
  service: id('services'),
  orderId: 'X',
  receiver: { type: 'Person', id: '2000000000000' },
  acceptedUntil: '2036-01-01T00:00:00Z',
  readyAt: '2026-01-01T00:00:00Z',
  products: [{ price: { amount: 5000, currency: 'MDL' }, quantity: 1, lengthMm: 1, widthMm: 1, heightMm: 1, weightGrams: 1 }], // prettier-ignore
});
const delivery = { orderNumber: 'PUBLIC', legs: 'dropoff', currency: 'INR', dropoff: { customerName: 'x' } };

/** Handed over by a courier. */
const handedOver = [...started, 'POST /v1/stops/:id/pick-up', 'POST /v1/stops/:id/deliver'];
const startReturn = 'POST /v1/deliveries/:id/start-return';

export const mdeliveryProbes: Probes = {
  ...operations,
  'GET /v1/payments': plain,
  'POST /v1/payments/:id/refunded': { ...empty },
  'POST /v1/deliveries/:id/processing': { what: 'paid', ...empty },
  'POST /v1/deliveries/:id/ready': { what: 'paid', ...empty },
  'POST /v1/deliveries/:id/expire': { what: 'paid', ...empty },
  'POST /v1/deliveries/:id/confirm': { after: handedOver, ...empty },
  [startReturn]: { after: [putStatus], what: 'free', ...empty },
  'POST /v1/deliveries/:id/complete-return': { after: [putStatus, startReturn], what: 'free', ...empty },
  'POST /v1/deliveries/:id/public-order': { body: order },
  'POST /v1/public-services': { body: () => ({ code: 'X', name: 'x' }) },
  'GET /v1/public-services': plain,
  'GET /v1/public-services/:id': plain,
  'PUT /v1/public-services/:id/grants': { body: () => ({ credentialIds: [] }) },
  // what a body names is a fault in the body
  'POST /v1/public-orders': { missing: 422, body: (id) => ({ ...order(id), delivery }) },
  'GET /v1/public-orders': plain,
  'GET /v1/public-orders/:id': plain,
};
