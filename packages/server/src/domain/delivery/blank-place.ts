/** A place of which nothing is known: what somebody knows of one is spread over it. */
import type { Address, Place } from './delivery.ts';

export const blankAddress: Address = {
  apartment: null,
  street: null,
  landmark: null,
  locality: null,
  city: null,
  state: null,
  country: null,
  postalCode: null,
};

export const blankPlace: Place = {
  branch: null,
  customerCode: null,
  customerName: null,
  email: null,
  phone: null,
  address: blankAddress,
  position: null,
  window: { from: null, until: null },
  serviceMinutes: null,
  notes: null,
};
