/** Where: a point on the globe and a postal address. */
import { Type, type Static } from 'typebox';
import { Maybe, Nullable, Strict, Text } from './shape.ts';

export const LatLng = Strict(
  { lat: Type.Number({ minimum: -90, maximum: 90 }), lng: Type.Number({ minimum: -180, maximum: 180 }) },
  { description: 'WGS 84.' },
);
export type LatLng = Static<typeof LatLng>;

const line = Type.String();

export const Address = Strict({
  apartment: Nullable(line),
  street: Nullable(line),
  landmark: Nullable(line),
  locality: Nullable(line),
  city: Nullable(line),
  state: Nullable(line),
  country: Nullable(line),
  postalCode: Nullable(line),
});
export type Address = Static<typeof Address>;

export const NewAddress = Strict({
  apartment: Maybe(Text(255)),
  street: Maybe(Text(255)),
  landmark: Maybe(Text(255)),
  locality: Maybe(Text(255)),
  city: Maybe(Text(255)),
  state: Maybe(Text(255)),
  country: Maybe(Text(255)),
  postalCode: Maybe(Text(50)),
});
export type NewAddress = Static<typeof NewAddress>;
