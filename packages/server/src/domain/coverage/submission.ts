/** What an insurer is told of the goods of a delivery. Pure. */
import type { Address, Delivery, Place } from '../delivery/delivery.ts';
import type { Hub } from '../hub/hub.ts';
import { exponentOf } from '../money.ts';
import type { Party, PolicyDraft } from '../policy/policy.ts';
import { premiumOf } from '../policy/product.ts';
import type { Insurer } from './coverage.ts';

export type Submission = Omit<PolicyDraft, 'premiumText'>;

const longest = { type: 255, text: 1000 } as const;
const nobody: Party = { name: null, phone: null, email: null };

/**
 * @param hub where the goods are while neither end is a door.
 * @returns `missing`: what insurers ask for and nobody has told us, in words for people
 */
export function submissionOf(
  delivery: Delivery,
  { productCode, premium, currency }: Pick<Insurer, 'productCode' | 'premium' | 'currency'>,
  hub: Hub | null,
): { readonly submission: Submission; readonly missing: readonly string[] } {
  const { pickup, dropoff, returnTo } = delivery;
  const atHub = hub?.address ? lineOf(hub.address) : '';
  const customer = [pickup, returnTo, dropoff].map(partyOf).find(({ name, phone }) => name !== null && phone !== null);
  const from = lineAt(pickup) || lineAt(returnTo) || atHub;
  const to = lineAt(dropoff) || atHub;
  const insuredValue = wholeUnits(delivery.goodsValue ?? 0, currency);
  const submission: Submission = {
    trackingNumber: delivery.orderNumber,
    productCode,
    customer: customer ?? nobody,
    sender: partyOf(pickup ?? returnTo),
    recipient: partyOf(dropoff),
    pickupAddress: from,
    dropoffAddress: to,
    ...goodsOf(delivery),
    cod: delivery.paymentMode === 'cod' ? insuredValue : 0,
    insuredValue,
    premium: wholeUnits(premiumOf(premium, insuredValue), currency),
    orderedAt: delivery.orderedAt,
  };
  const missing = [
    ...(customer ? [] : ['a name and a phone number of its sender']),
    ...(from === '' ? ['an address where it is fetched'] : []),
    ...(to === '' ? ['an address where it is brought'] : []),
  ];
  return { submission, missing };
}

/** In one line; empty where nothing is known. */
export function lineAt(place: Pick<Place, 'address'> | null): string {
  return place ? lineOf(place.address) : '';
}

function lineOf({ apartment, street, landmark, locality, city, state, country, postalCode }: Address): string {
  const parts = [apartment, street, landmark, locality, city, postalCode, state, country];
  return cut(parts.filter(Boolean).join(', '), longest.text);
}

function partyOf(place: Place | null): Party {
  return place ? { name: place.customerName, phone: place.phone, email: place.email } : nobody;
}

function goodsOf({ packages, declaredPackages, orderNumber }: Delivery) {
  const items = packages.flatMap((one) => one.items);
  const types = new Set([...items, ...packages].flatMap(({ type }) => type ?? []));
  const names = items.map(({ name, code, quantity }) => `${quantity} × ${name ?? code}`);
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    goodsType: cut([...types].join(', '), longest.type) || 'Goods',
    goodsDescription: cut(names.join(', '), longest.text) || `Order ${orderNumber}`,
    quantity: pieces || declaredPackages || packages.length || 1,
  };
}

/** Insurers count in whole units: what is begun counts whole, but where that would no longer be exact. */
function wholeUnits(minor: number, currency: string): number {
  const unit = 10 ** exponentOf(currency);
  const whole = Math.ceil(minor / unit) * unit;
  return Number.isSafeInteger(whole) ? whole : Math.floor(minor / unit) * unit;
}

function cut(text: string, most: number): string {
  return text.slice(0, most).toWellFormed();
}
