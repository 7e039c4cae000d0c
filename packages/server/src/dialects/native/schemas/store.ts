/** Stores, whose plans people subscribe to. */
import { Type, type Static } from 'typebox';
import { Address, LatLng, NewAddress } from './place.ts';
import { Id, Instant, Maybe, Nullable, Strict, Text } from './shape.ts';

const places = {
  phone: Maybe(Text(40)),
  address: Maybe(NewAddress),
  position: Maybe(LatLng),
};

export const NewStore = Strict(
  { name: Text(255), ...places },
  { description: 'Without an address its goods are handed to us: deliveries have no pickup.' },
);
export type NewStore = Static<typeof NewStore>;

export const StorePatch = Type.Object(
  { name: Type.Optional(Text(255, { description: 'Orders that were placed keep the old one.' })), ...places },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'A field that is not given stays as it is; null takes it away.',
  },
);
export type StorePatch = Static<typeof StorePatch>;

export const Store = Strict(
  {
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    phone: Nullable(Type.String()),
    address: Nullable(Address),
    position: Nullable(LatLng),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Store' },
);
export type Store = Static<typeof Store>;
