/** The insurer's operations, and what the native API has of insurance. */
import { empty, plain, type Id, type Probes } from './probe.ts';

const insurer = {
  name: 'X',
  baseUrl: 'https://insurer.example',
  token: 'x',
  productCode: 'ahasme',
  currency: 'VND',
  premium: { ppm: 5000, minimum: 0, step: 1 },
};
const submitted = ['POST /v1/claims/:id/submit'];
const approved = [...submitted, 'POST /v1/claims/:id/approve'];

const product = {
  code: 'X',
  name: 'x',
  numberPrefix: 'X',
  currency: 'VND',
  leastValue: 0,
  mostValue: 1000,
  premium: { ppm: 5000, minimum: 0, maximum: null, step: 1 },
  checkPremium: true,
  coverage: 'x',
  validDays: 30,
  claimDays: 15,
};

const submission = (id: Id) => ({
  tracking_number: 'NEW',
  product_code: id('insurance-products'),
  customer_name: 'x',
  customer_phone: '1',
  pickup_address: 'x',
  drop_up_address: 'x',
  type_of_goods: 'x',
  cod_amount: 0,
  item_value: 3_000_000,
  premium_amount: 15_000,
  order_created_time: 1_649_224_800,
  goods_description: 'x',
  good_quantity: 1,
});

const cancellation = (id: Id) => ({
  tracking_number: id('tracking-number'),
  policy_id: id('policy-number'),
  canceled_by: 'x',
  cancellation_reason: 'x',
  cancellation_time: '2022-04-06T06:05:00.528Z',
});

export const insuranceProbes: Probes = {
  'POST /saladin/api/v1/delivery-insurance/sme/orders': { missing: 422, body: submission },
  'POST /saladin/api/v1/delivery-insurance/sme/tracking': {
    missing: 401,
    body: (id) => ({
      tracking_number: id('tracking-number'),
      delivery_status: 'in_delivery',
      tracking_detail: [{ tracking_time: 1_649_224_800 }],
    }),
  },
  'POST /saladin/api/v1/delivery-insurance/sme/cancel': { missing: 401, body: cancellation },
  'POST /v1/insurance-products': { body: () => product },
  'GET /v1/insurance-products': plain,
  'GET /v1/insurance-products/:code': plain,
  'PATCH /v1/insurance-products/:code': { body: () => ({ name: 'y', archived: true }) },
  'GET /v1/policies': plain,
  'GET /v1/policies/:id': plain,
  'GET /v1/policies/:id/events': plain,
  'GET /v1/policies/:id/reports': plain,
  'POST /v1/insurers': { body: () => insurer },
  'GET /v1/insurers': plain,
  'GET /v1/insurers/:id': plain,
  'PATCH /v1/insurers/:id': { body: () => ({ state: 'paused' }) },
  // what a body names is a fault in the body
  'POST /v1/insurance-rules': { missing: 422, body: (id) => ({ insurerId: id('insurers'), priority: 1 }) },
  'GET /v1/insurance-rules': plain,
  'GET /v1/insurance-rules/:id': plain,
  'PATCH /v1/insurance-rules/:id': { body: () => ({ state: 'paused' }) },
  'GET /v1/deliveries/:id/insurance': plain,
  'GET /v1/claims': plain,
  'GET /v1/claims/:id': plain,
  'POST /v1/claims/:id/submit': { ...empty },
  'POST /v1/claims/:id/approve': { after: submitted, body: () => ({ granted: 1 }) },
  'POST /v1/claims/:id/pay': { after: approved, ...empty },
  'POST /v1/claims/:id/reject': { after: submitted, body: () => ({ decision: 'x' }) },
  // one on the same may be open
  'POST /v1/claims': {
    after: [...submitted, 'POST /v1/claims/:id/reject'],
    missing: 422,
    body: (id) => ({ policyId: id('policies'), cause: 'x', description: 'x', amount: 1 }),
  },
};
