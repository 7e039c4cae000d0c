/** An address in one line, as it is written in Moldova: the street, the flat, the town. */
import type { Address } from '../../../domain/delivery/delivery.ts';
import type { View } from './view.ts';

export function addressLine({ words }: View, { street, apartment, city, state, postalCode }: Address): string {
  const flat = apartment !== null && words.address.flat(apartment);
  const town = [postalCode, city].filter(Boolean).join(' ');
  return [street, flat, town, state].filter(Boolean).join(', ');
}
