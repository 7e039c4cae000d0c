/** Services of providers, and what they send. */
import { Type, type Static } from 'typebox';
import { identifications } from '../../../domain/provider/provider.ts';
import { Id, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Truth = (description: string) => Type.Boolean({ description });

const attributes = {
  name: Text(255),
  addDelivery: Truth('Receivers choose carrier and address on our page.'),
  redirectToMpay: Truth('Receivers pay here; else the provider takes the money.'),
  identify: OneOf(identifications, {
    description: 'What a receiver has to type before anything personal is shown: nothing, or the IDNP of the order.',
  }),
} as const;

export const NewProviderService = Strict({
  providerId: Id,
  code: Text(40, { description: '`serviceID`, which nobody else may have: the receiver’s link names nothing else.' }),
  ...attributes,
});
export type NewProviderService = Static<typeof NewProviderService>;

export const ProviderServicePatch = Type.Object(
  {
    name: Type.Optional(attributes.name),
    addDelivery: Type.Optional(attributes.addDelivery),
    redirectToMpay: Type.Optional(attributes.redirectToMpay),
    identify: Type.Optional(attributes.identify),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type ProviderServicePatch = Static<typeof ProviderServicePatch>;

export const ProviderService = Strict(
  {
    id: Id,
    providerId: Id,
    code: Type.String(),
    name: Type.String(),
    addDelivery: Type.Boolean(),
    redirectToMpay: Type.Boolean(),
    identify: OneOf(identifications),
  },
  { $id: 'ProviderService' },
);
export type ProviderService = Static<typeof ProviderService>;

const Millimetres = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Grams = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const most = 500;

export const NewProviderProducts = Strict({
  products: Type.Array(
    Strict({
      code: Text(100),
      name: Text(255),
      lengthMm: Maybe(Millimetres),
      widthMm: Maybe(Millimetres),
      heightMm: Maybe(Millimetres),
      weightGrams: Maybe(Grams),
    }),
    { maxItems: most, description: 'Their measures stand in where an order tells none.' },
  ),
});
export type NewProviderProducts = Static<typeof NewProviderProducts>;

export const ProviderProducts = Strict(
  {
    products: Type.Array(
      Strict({
        code: Type.String(),
        name: Type.String(),
        lengthMm: Nullable(Type.Integer()),
        widthMm: Nullable(Type.Integer()),
        heightMm: Nullable(Type.Integer()),
        weightGrams: Nullable(Type.Integer()),
      }),
    ),
  },
  { $id: 'ProviderProducts' },
);
export type ProviderProducts = Static<typeof ProviderProducts>;

export const ServiceCheck = Strict(
  {
    fine: Truth('The provider answers as its document says.'),
    status: Nullable(Type.Integer({ description: 'Of its answer; null: there was none.' })),
    words: Type.String(),
  },
  { $id: 'ServiceCheck' },
);
export type ServiceCheck = Static<typeof ServiceCheck>;
