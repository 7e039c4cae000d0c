/** Who subscribes. */
import { Type, type Static } from 'typebox';
import { Contact, NewContact } from './contact.ts';
import { Id, Instant, Maybe, Nullable, Strict, Text } from './shape.ts';

const reached = {
  email: Maybe(Text(255)),
  phone: Maybe(Text(40)),
  billing: Maybe(NewContact),
  shipping: Maybe(NewContact),
};

export const NewSubscriber = Strict({ name: Text(255), ...reached });
export type NewSubscriber = Static<typeof NewSubscriber>;

export const SubscriberPatch = Type.Object(reached, {
  additionalProperties: false,
  minProperties: 1,
  description:
    'A field that is not given stays as it is; null takes it away. The name stays: orders are found by it. Orders keep ' +
    'the contacts that they were placed with.',
});
export type SubscriberPatch = Static<typeof SubscriberPatch>;

export const Subscriber = Strict(
  {
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    email: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    billing: Nullable(Contact),
    shipping: Nullable(Contact),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Subscriber' },
);
export type Subscriber = Static<typeof Subscriber>;
