/** Services whose orders the delivery platform of a state may ask for. */
import { Type, type Static } from 'typebox';
import { Currency } from './money.ts';
import { Id, Instant, Maybe, Strict, Text } from './shape.ts';

const Callers = Type.Array(Id, {
  maxItems: 100,
  description: 'Credentials of MDelivery that may ask for it. To all others it is as one that nobody has.',
});

export const NewPublicService = Strict({
  code: Text(100, { description: 'MDelivery’s `serviceID`.' }),
  name: Text(255),
  currency: Maybe(Currency),
  credentialIds: Maybe(Callers),
});
export type NewPublicService = Static<typeof NewPublicService>;

export const Grants = Strict({ credentialIds: Callers });

export const PublicService = Strict(
  {
    id: Id,
    code: Type.String(),
    name: Type.String(),
    currency: Type.String(),
    credentialIds: Type.Array(Id),
    createdAt: Instant,
  },
  { $id: 'PublicService' },
);
export type PublicService = Static<typeof PublicService>;
