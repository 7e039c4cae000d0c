/** Whom a bill or a delivery of a subscription goes to. */
import { Type, type Static } from 'typebox';
import { Address, NewAddress } from './place.ts';
import { Maybe, Nullable, Strict, Text } from './shape.ts';

export const NewContact = Strict({
  name: Text(255),
  phone: Maybe(Text(40)),
  email: Maybe(Text(255)),
  address: NewAddress,
});
export type NewContact = Static<typeof NewContact>;

export const Contact = Strict({
  name: Type.String(),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  address: Address,
});
export type Contact = Static<typeof Contact>;
