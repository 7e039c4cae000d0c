/** An address as a receiver types it, and what may be wrong with it. */
import type { Address } from '../delivery/delivery.ts';

export const addressFields = ['city', 'region', 'street', 'apartment', 'postalCode', 'phone'] as const;
export type AddressField = (typeof addressFields)[number];

/** Trimmed; empty where nothing was typed. */
export type TypedAddress = Readonly<Record<AddressField, string>>;

export type AddressFault = 'missing' | 'too_long' | 'malformed' | 'unknown_place';
export type AddressFaults = Readonly<Partial<Record<AddressField, AddressFault>>>;

/** Characters that a field takes. */
export const longestTyped: Readonly<Record<AddressField, number>> = {
  city: 80,
  region: 80,
  street: 120,
  apartment: 20,
  postalCode: 10,
  phone: 20,
};

const mandatory: readonly AddressField[] = ['city', 'street'];

/** The only country that MDelivery delivers in. */
const country = 'MD';

/** @param field as the form has it; blanks and control characters count for nothing */
export function readTyped(field: (name: AddressField) => string): TypedAddress {
  const tidy = (name: AddressField) => field(name).replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(); // prettier-ignore
  return {
    city: tidy('city'),
    region: tidy('region'),
    street: tidy('street'),
    apartment: tidy('apartment'),
    postalCode: tidy('postalCode'),
    phone: tidy('phone'),
  };
}

/** @param knowsPhone the provider's order has one: none has to be typed */
export function faultsOf(typed: TypedAddress, { knowsPhone }: { readonly knowsPhone: boolean }): AddressFaults {
  const faults: Partial<Record<AddressField, AddressFault>> = {};
  for (const field of addressFields) {
    if (typed[field].length > longestTyped[field]) faults[field] = 'too_long';
    else if (typed[field] === '' && mandatory.includes(field)) faults[field] = 'missing';
  }
  if (typed.postalCode !== '' && postalCodeOf(typed) === null) faults.postalCode ??= 'malformed';
  if (typed.phone === '' && !knowsPhone) faults.phone = 'missing';
  if (typed.phone !== '' && phoneOf(typed) === null) faults.phone ??= 'malformed';
  return faults;
}

export function toAddress(typed: TypedAddress): Address {
  return {
    apartment: typed.apartment || null,
    street: typed.street || null,
    landmark: null,
    locality: null,
    city: typed.city || null,
    state: typed.region || null,
    country,
    postalCode: postalCodeOf(typed),
  };
}

/** `2012`, `MD2012` and `MD-2012` are the same. */
function postalCodeOf({ postalCode }: TypedAddress): string | null {
  const [, digits] = /^(?:MD ?-? ?)?(\d{4})$/i.exec(postalCode) ?? [];
  return digits === undefined ? null : `MD-${digits}`;
}

/** As it is dialled from anywhere: `069 123 456` is `+37369123456`. Null: that is no number. */
export function phoneOf({ phone }: TypedAddress): string | null {
  const dialled = phone.replaceAll(/[\s().-]/g, '').replace(/^00/, '+').replace(/^0(?=\d{8}$)/, '+373'); // prettier-ignore
  return /^\+\d{8,15}$/.test(dialled) ? dialled : null;
}
