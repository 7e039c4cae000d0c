/** Drivers: people with a licence. */
import { Type, type Static } from 'typebox';
import { Id, Instant, Maybe, Nullable, Strict, Text } from './shape.ts';

export const NewDriver = Strict({
  name: Text(255),
  phone: Text(255),
  email: Maybe(Text(100)),
  licenseNumber: Text(255, { description: 'Unique in the account.' }),
});
export type NewDriver = Static<typeof NewDriver>;

export const Driver = Strict(
  {
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    phone: Type.String(),
    email: Nullable(Type.String()),
    licenseNumber: Type.String(),
    createdAt: Instant,
  },
  { $id: 'Driver' },
);
export type Driver = Static<typeof Driver>;
