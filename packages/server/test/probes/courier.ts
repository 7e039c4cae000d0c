/** The courier's own app, and what offers a delivery. */
import { randomUUID } from 'node:crypto';
import { empty, plain, type Id, type Probes } from './probe.ts';

const form = (id: Id) =>
  Object.entries({ leg: 'dropoff', note: 'n', deliveryId: id('deliveries'), clientId: randomUUID() })
    .map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('') + '--x--\r\n';

const onDuty = ['PUT /v1/courier/duty'];

export const courierProbes: Probes = {
  'POST /v1/deliveries/:id/offer': { what: 'waiting', ...empty },
  'POST /v1/deliveries/:id/task': {
    what: 'paid',
    body: (id) => ({ organisationId: id('organisations'), price: 200_000, currency: 'SGD' }),
  },
  'PUT /v1/couriers/:id/duty': { body: () => ({ vehicleKind: 'car' }) },
  'DELETE /v1/courier/session': plain,
  'GET /v1/courier/me': plain,
  'PUT /v1/courier/duty': { body: () => ({ onDuty: true, vehicleKind: 'car' }) },
  'GET /v1/courier/offers': plain,
  'GET /v1/courier/work': plain,
  'POST /v1/courier/actions': {
    body: (id) => ({ actions: [{ id: randomUUID(), kind: 'set_out', at: new Date().toISOString(), deliveryId: id('deliveries') }] }),
  },
  'POST /v1/courier/proofs': { body: form, type: 'multipart/form-data; boundary=x' },
  'POST /v1/courier/positions': {
    after: onDuty,
    body: () => ({ positions: [{ recordedAt: '2026-01-01T00:00:00Z', lat: 1, lng: 1 }] }),
  },
}; // prettier-ignore
