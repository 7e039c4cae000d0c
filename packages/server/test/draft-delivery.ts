/** A delivery to test with. */
import type { DeliveryDraft, Place } from '../src/domain/delivery/delivery.ts';

export const place = (change: Partial<Place> = {}): Place => ({
  branch: null,
  customerCode: 'C1',
  customerName: 'Customer',
  email: null,
  phone: null,
  address: {
    apartment: '1',
    street: 'Main Street',
    landmark: null,
    locality: 'Centre',
    city: 'Mumbai',
    state: 'MH',
    country: 'IND',
    postalCode: '400076',
  },
  position: { lat: 19.12, lng: 72.9 },
  window: { from: new Date('2026-01-01T08:00:00Z'), until: new Date('2026-01-01T18:00:00Z') },
  serviceMinutes: 5,
  notes: null,
  ...change,
});

export const draft = (change: Partial<DeliveryDraft> = {}): DeliveryDraft => ({
  orderNumber: 'ORDER-1',
  waybillNumber: null,
  direction: 'forward',
  legs: 'dropoff',
  orderedAt: new Date('2026-01-01T00:00:00Z'),
  distributionCentre: null,
  weightGrams: null,
  volumeMm3: null,
  goodsValue: null,
  currency: 'INR',
  declaredPackages: null,
  paymentMode: null,
  partialAllowed: true,
  returnAllowed: true,
  cancellationAllowed: true,
  carriage: null,
  dropoffKind: null,
  pickup: place(),
  dropoff: place(),
  returnTo: null,
  packages: [
    {
      code: 'P1',
      type: null,
      amount: 1000,
      units: 2,
      state: 'expected',
      loadedUnits: 0,
      unloadedUnits: 0,
      items: [
        { code: 'I1', name: null, price: 500, quantity: 2, deliveredQuantity: null, type: null, weightGrams: null },
      ],
    },
  ],
  ...change,
});
