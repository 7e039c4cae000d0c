/** What our own fleet offers, and what its deliveries say. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deliveryStates } from '../delivery/delivery-state.ts';
import type { Shipment } from './carrier.ts';
import { newsOfDelivery } from './fleet-news.ts';
import { afterWorkingDays, fleetOffer } from './fleet-offer.ts';

const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 0, daysMax: 2, areas: null };
const end = { name: null, phone: null, position: null, address: { apartment: null, street: null, landmark: null, locality: null, city: null, state: null, country: null, postalCode: null } }; // prettier-ignore
const shipment: Shipment = {
  from: end,
  to: end,
  parcels: [{ quantity: 3, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 450 }],
  value: { amount: 1, currency: 'MDL' },
  readyAt: new Date('2026-11-19T23:30:00Z'),
  reference: 'r',
};

it('counts working days from Monday to Friday, at the same time of day', () => {
  const thursday = new Date('2026-11-19T23:30:00Z');
  const days = (from: Date, count: number) => afterWorkingDays(from, count).toISOString();
  assert.equal(days(thursday, 0), '2026-11-19T23:30:00.000Z');
  assert.equal(days(thursday, 1), '2026-11-20T23:30:00.000Z');
  assert.equal(days(thursday, 2), '2026-11-23T23:30:00.000Z');
  assert.equal(days(thursday, 7), '2026-11-30T23:30:00.000Z');
  assert.equal(days(new Date('2026-11-21T08:00:00Z'), 1), '2026-11-23T08:00:00.000Z');
});

it('offers from when the goods are ready, or from now', () => {
  const offer = (now: string) =>
    fleetOffer(shipment, { carrierCode: 'fleet', prices, metres: 2_500, now: new Date(now) });
  assert.deepEqual(offer('2026-11-01T08:00:00Z'), {
    carrierCode: 'fleet',
    code: 'standard',
    // 1350 g and 2.5 km: two kilograms, three kilometres
    price: { amount: 3000 + 2 * 500 + 3 * 200, currency: 'MDL' },
    pickupFrom: shipment.readyAt,
    estimatedStart: shipment.readyAt,
    estimatedEnd: new Date('2026-11-23T23:30:00Z'),
    validUntil: new Date('2026-11-01T10:00:00Z'),
  });
  assert.deepEqual(offer('2026-11-24T08:00:00Z').pickupFrom, new Date('2026-11-24T08:00:00Z'));
});

it('has a word for each state of a delivery; while goods wait it matters where', () => {
  const at = new Date('2026-11-20T08:00:00Z');
  const say = (pickedUpAt: Date | null) =>
    deliveryStates.map((state) => newsOfDelivery({ state, reason: 'r', pickedUpAt, updatedAt: at }).word);
  const rest = ['problem', 'delivering', 'delivering', 'problem', 'delivered', 'delivered', 'delivered', 'returning', 'returned', 'cancelled', 'cancelled']; // prettier-ignore
  assert.deepEqual(say(null), [...Array.from({ length: 9 }, () => 'awaiting_pickup'), ...rest]);
  assert.deepEqual(say(at), [...Array.from({ length: 9 }, () => 'delivering'), ...rest]);
});

it('tells the reason of what went wrong, and none of what goes well again', () => {
  const news = (state: (typeof deliveryStates)[number]) =>
    newsOfDelivery({ state, reason: 'Closed', pickedUpAt: null, updatedAt: new Date(0) }).message;
  assert.deepEqual(['pickup_failed', 'cancelled', 'returning'].map((state) => news(state as 'returning')), ['Closed', 'Closed', 'Closed']); // prettier-ignore
  assert.deepEqual([news('in_transit'), news('delivered'), news('ready')], [null, null, null]);
});
