/** What our own fleet offers for a shipment. Pure. */
import type { FleetPrices, Offer, Shipment } from './carrier.ts';
import { chargeableGrams, fleetPrice } from './fleet-price.ts';

/** How long a price of ours holds: long enough to read a page and to be interrupted at it. */
const holdsMs = 2 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** One kind of carriage is all that the fleet sells. */
const code = 'standard';

export interface FleetTerms {
  readonly carrierCode: string;
  readonly prices: FleetPrices;
  /** Of the way from door to door. */
  readonly metres: number;
  readonly now: Date;
}

export function fleetOffer(shipment: Shipment, { carrierCode, prices, metres, now }: FleetTerms): Offer {
  const pickupFrom = shipment.readyAt > now ? shipment.readyAt : now;
  const amount = fleetPrice(prices, { grams: chargeableGrams(shipment.parcels), metres });
  return {
    carrierCode,
    code,
    price: { amount, currency: shipment.value.currency },
    pickupFrom,
    estimatedStart: afterWorkingDays(pickupFrom, prices.daysMin),
    estimatedEnd: afterWorkingDays(pickupFrom, prices.daysMax),
    validUntil: new Date(now.getTime() + holdsMs),
  };
}

/** The same time of day, so many days from Monday to Friday later (UTC). From a weekend it counts from its end. */
export function afterWorkingDays(from: Date, days: number): Date {
  let at = from.getTime();
  for (let left = days; left > 0;) {
    at += dayMs;
    if (isWorkingDay(at)) left -= 1;
  }
  return new Date(at);
}

function isWorkingDay(at: number): boolean {
  const day = new Date(at).getUTCDay();
  return day > 0 && day < 6;
}
