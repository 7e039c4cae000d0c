/** An order of a receiver to test with. */
import type { OrderDetails } from '../src/domain/public-order/public-order.ts';
import { place } from '../src/domain/shipping-order/lifecycle.ts';
import type { ShippingOrder, ShippingOrderDraft } from '../src/domain/shipping-order/shipping-order.ts';

export const orderDetails = (change: Partial<OrderDetails> = {}): OrderDetails => ({
  orderId: 'o7741072598796449999',
  isPaid: false,
  status: 'Unknown',
  message: null,
  receiver: { type: 'Person', id: '2000000000000', name: 'Rusu', firstName: 'Ion', email: null, phone: '+37369123456' },
  pickupPointCode: 'MAIN',
  submittedAt: new Date('2026-01-01T08:00:00Z'),
  acceptedUntil: new Date('2026-01-20T08:00:00Z'),
  readyAt: new Date('2026-01-05T08:00:00Z'),
  products: [
    {
      code: 'P1',
      description: 'A certificate',
      price: 5000,
      quantity: 2,
      lengthMm: 200,
      widthMm: 150,
      heightMm: 50,
      weightGrams: 250,
      holder: null,
    },
  ],
  ...change,
});

export const shippingDraft = (change: Partial<ShippingOrderDraft> = {}): ShippingOrderDraft => ({
  number: 'D-1',
  serviceId: '01a20450-0000-7000-8000-000000000001',
  orderId: 'o7741072598796449999',
  details: orderDetails(),
  receiver: orderDetails().receiver,
  address: {
    apartment: '12',
    street: 'Strada Pușkin 47',
    landmark: null,
    locality: null,
    city: 'Chișinău',
    state: null,
    country: 'MD',
    postalCode: 'MD-2012',
  },
  position: { lat: 47.03, lng: 28.83 },
  currency: 'MDL',
  orderAmount: 10_000,
  deliveryCost: 4_500,
  orderPaid: false,
  carrierId: '01a20450-0000-7000-8000-000000000002',
  offer: {
    carrierCode: 'fleet',
    code: 'standard',
    price: { amount: 4_500, currency: 'MDL' },
    pickupFrom: new Date('2026-01-05T08:00:00Z'),
    estimatedStart: new Date('2026-01-06T08:00:00Z'),
    estimatedEnd: new Date('2026-01-07T16:00:00Z'),
    validUntil: new Date('2026-01-02T08:00:00Z'),
  },
  language: 'ro',
  returnUrl: null,
  acceptedUntil: new Date('2026-01-20T08:00:00Z'),
  payUntil: new Date('2026-01-03T10:00:00Z'),
  formId: null,
  ...change,
});

/** When `placedOrder` was placed. */
export const placedAt = new Date('2026-01-01T10:00:00Z');

export const placedOrder = (change: Partial<ShippingOrderDraft> = {}): ShippingOrder =>
  place(shippingDraft(change), { accountId: 'a', id: 's', now: placedAt }).order;
