/** Pure: addresses and contacts, between GotSurge's objects and the two ends of a delivery. */
import type { Address as CoreAddress, Place } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import { Address, Contact } from './schemas/task-parts.ts';

/** An object as it was sent, with whatever keys. */
export type Bag = Readonly<Record<string, unknown>>;

/** Where, in the core's words. */
export interface Whereabouts {
  readonly address: CoreAddress;
  readonly position: LatLng | null;
}

export type Person = Pick<Place, 'customerName' | 'phone' | 'email'>;

export function toWhereabouts(sent: Bag): Whereabouts {
  const [lat, lng] = [sent['latitude'], sent['longitude']];
  return {
    address: {
      apartment: text(sent['building_name']),
      street: text(sent['street_address']),
      landmark: null,
      locality: null,
      city: text(sent['city']),
      state: text(sent['state']),
      country: text(sent['country']),
      postalCode: text(sent['zip_code']),
    },
    position: typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null,
  };
}

/** Without a name it is the company, or else the vessel, that the courier asks for. */
export function toPerson(sent: Bag): Person {
  return {
    customerName: text(sent['name']) ?? text(sent['company_name']) ?? text(sent['vessel_name']),
    phone: text(sent['phone']),
    email: text(sent['email']),
  };
}

/** As it was sent, with what the core says otherwise by now in its place. */
export function toAddress(sent: Bag, place: Whereabouts | null): Bag {
  return inOrder(
    Object.keys(Address.properties),
    overlaid(sent, wireAddress(toWhereabouts(sent)), place && wireAddress(place)),
  );
}

/** As `toAddress`. */
export function toContact(sent: Bag, place: Person | null): Bag {
  return inOrder(
    Object.keys(Contact.properties),
    overlaid(sent, wireContact(toPerson(sent)), place && wireContact(place)),
  );
}

function wireAddress({ address, position }: Whereabouts): Bag {
  return {
    street_address: address.street ?? address.locality ?? address.landmark,
    building_name: address.apartment,
    city: address.city,
    state: address.state,
    zip_code: address.postalCode,
    country: address.country,
    latitude: position?.lat ?? null,
    longitude: position?.lng ?? null,
  };
}

function wireContact({ customerName, phone, email }: Person): Bag {
  return { name: customerName, phone, email };
}

function overlaid(sent: Bag, was: Bag, is: Bag | null): Bag {
  const changed = Object.entries(is ?? {}).filter(([key, value]) => value !== was[key]);
  return { ...sent, ...Object.fromEntries(changed) };
}

/** The documented keys first: the database keeps no order. */
export function inOrder(keys: readonly string[], bag: Bag): Bag {
  const known = keys.flatMap((key) => (Object.hasOwn(bag, key) ? [[key, bag[key]] as const] : []));
  return { ...Object.fromEntries(known), ...bag };
}

/** Null for what is missing and for blanks. */
export function text(value: unknown): string | null {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? null : trimmed;
}
