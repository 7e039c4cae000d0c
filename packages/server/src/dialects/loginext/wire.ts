/** How LogiNext writes times, places, amounts and phone numbers. Pure. */
import type { Address, Delivery, Place } from '../../domain/delivery/delivery.ts';
import { currentLeg } from '../../domain/delivery/delivery.ts';
import type { Snapshot } from '../../domain/event/event.ts';
import { fromMinor } from '../../domain/money.ts';

/** `2016-07-01 03:05:08`, UTC. */
export function toDateTime(instant: Date | string): string {
  const iso = typeof instant === 'string' ? instant : instant.toISOString();
  return iso.slice(0, 19).replace('T', ' ');
}

/** The instant of `yyyy-MM-dd HH:mm:ss`, UTC, or null. */
export function fromDateTime(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T+](\d{2}:\d{2}:\d{2})$/.exec(text.trim());
  if (!match) return null;
  const instant = new Date(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

export function toEpoch(instant: Date | null): number | null {
  return instant === null ? null : instant.getTime();
}

/** In the order of the samples, without the parts that are missing. */
export function toAddressLine({ apartment, street, locality, landmark, city, postalCode }: Address): string {
  return [apartment, street, locality, landmark, city, postalCode].filter((part) => part).join(',');
}

/** The customer's whole address, as Update Order's webhook shows it. */
export function toFullAddress({ apartment, street, locality, city, state, country, postalCode }: Address): string {
  return [apartment, street, locality, city, state, country, postalCode].filter((part) => part).join(', ');
}

type Ends = Pick<Delivery, 'legs' | 'distributionCentre'> & {
  readonly pickup: Pick<Place, 'address' | 'branch'> | null;
  readonly dropoff: Pick<Place, 'address' | 'branch'> | null;
};

/** Where the goods come from: the sender, or the hub when the delivery has no pickup leg. */
export function originOf({ legs, pickup, dropoff, distributionCentre }: Ends): string | null {
  if (legs !== 'dropoff' && pickup) return toAddressLine(pickup.address);
  return distributionCentre ?? dropoff?.branch ?? null;
}

/** Where the goods go: the receiver, or the hub when the delivery has no drop-off leg. */
export function destinationOf({ legs, pickup, dropoff, distributionCentre }: Ends): string | null {
  if (legs !== 'pickup' && dropoff) return toAddressLine(dropoff.address);
  return pickup?.branch ?? distributionCentre;
}

/** A phone number as a JSON number, as most of the samples have it; 0 where it is not one. */
export function toPhoneNumber(phone: string | null): number {
  const digits = Number((phone ?? '').replaceAll(/\D/g, ''));
  return Number.isSafeInteger(digits) ? digits : 0;
}

/** Cash to collect at the door: nothing when the order is prepaid. */
export function toCollect(delivery: Pick<Delivery, 'paymentMode' | 'goodsValue' | 'currency'>): number {
  return delivery.paymentMode === 'cod' ? fromMinor(delivery.goodsValue ?? 0, delivery.currency) : 0;
}

/** Thousandths, for kilograms of grams and cubic centimetres of cubic millimetres. */
export function thousandth(value: number | null): number {
  return (value ?? 0) / 1000;
}

/** The place that the courier is on the way to, or was at last. */
export function currentPlaceOf(delivery: Snapshot<Delivery>): Snapshot<Place> | null {
  const pickedUpAt = delivery.pickedUpAt === null ? null : new Date(delivery.pickedUpAt);
  return delivery[currentLeg({ legs: delivery.legs, pickedUpAt })];
}
