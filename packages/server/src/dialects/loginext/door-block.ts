/** The fields of an order's blocks: `pickup…`, `deliver…`, `return…`. Mile and OnDemand name them alike. Pure. */
import type { Place } from '../../domain/delivery/delivery.ts';
import { codeFaults } from './codes/check-codes.ts';
import type { ElementFault } from './schemas/fields.ts';

export const blocks = ['pickup', 'deliver', 'return'] as const;
export type Block = (typeof blocks)[number];
/** A block that is driven to. */
export type Door = Exclude<Block, 'return'>;

const labels = { pickup: 'Pickup', deliver: 'Deliver', return: 'Return' } as const satisfies Record<Block, string>;

type AddressField = 'Apartment' | 'StreetName' | 'Landmark' | 'Locality' | 'City' | 'State' | 'Country' | 'PinCode';
type AddressValues = { readonly [K in `${Block}${AddressField}`]?: string | undefined };

type DoorText = 'Branch' | 'AccountCode' | 'AccountName' | 'Email' | 'PhoneNumber' | 'Notes';
type DoorValues = AddressValues & { readonly [K in `${Door}${DoorText}`]?: string | undefined } & {
  readonly [K in `${Door}${'Latitude' | 'Longitude' | 'ServiceTime'}`]?: number | undefined;
} & { readonly [K in `${Door}${'Start' | 'End'}TimeWindow`]?: Date | undefined };

/** Whom we meet at a door, where and when. */
export function doorOf(order: DoorValues, block: Door): Place {
  const { [`${block}Latitude` as const]: lat, [`${block}Longitude` as const]: lng } = order;
  return {
    branch: order[`${block}Branch`] ?? null,
    customerCode: order[`${block}AccountCode`] ?? null,
    customerName: order[`${block}AccountName`] ?? null,
    email: order[`${block}Email`] ?? null,
    phone: order[`${block}PhoneNumber`] ?? null,
    address: addressOf(order, block),
    position: lat === undefined || lng === undefined ? null : { lat, lng },
    window: { from: order[`${block}StartTimeWindow`] ?? null, until: order[`${block}EndTimeWindow`] ?? null },
    serviceMinutes: order[`${block}ServiceTime`] ?? null,
    notes: order[`${block}Notes`] ?? null,
  };
}

export function addressOf(order: AddressValues, block: Block): Place['address'] {
  return {
    apartment: order[`${block}Apartment`] ?? null,
    street: order[`${block}StreetName`] ?? null,
    landmark: order[`${block}Landmark`] ?? null,
    locality: order[`${block}Locality`] ?? null,
    city: order[`${block}City`] ?? null,
    state: order[`${block}State`] ?? null,
    country: order[`${block}Country`] ?? null,
    postalCode: order[`${block}PinCode`] ?? null,
  };
}

/** What an address says that no table of the document knows. */
export function placeFaults(order: AddressValues, block: Block): readonly ElementFault[] {
  return codeFaults(
    { word: order[`${block}Country`], key: `${block}Country`, label: `${labels[block]} country` },
    { word: order[`${block}State`], key: `${block}State`, label: `${labels[block]} state` },
  );
}
