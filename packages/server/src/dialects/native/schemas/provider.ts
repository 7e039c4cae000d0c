/** Providers: the systems whose orders receivers have brought to them, and where their goods are fetched. */
import { Type, type Static } from 'typebox';
import { providerAuths, registerStates } from '../../../domain/provider/provider.ts';
import { Address, LatLng, NewAddress } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Pem = (description: string) => Text(65_536, { description: `PEM. ${description}` });
const BaseUrl = Text(1000, {
  description: 'What stands before `/services/…`: `https://agency.example/auth/api/v1/delivery`.',
});
const Idno = Text(40, { description: 'Its number in the state’s register.' });
const TrustedCa = Pem('Authorities of its server’s certificate; the public ones when it is not given.');
const Origins = Type.Array(Text(255), {
  maxItems: 20,
  description: 'Origins to which a receiver may be sent back: `https://agency.example`.',
});

export const ProviderSecret = Strict(
  {
    kind: OneOf(providerAuths),
    token: Maybe(Text(4096, { description: 'Of `bearer`.' })),
    certificate: Maybe(Pem('Of `certificate`: ours, with those of its issuers or without.')),
    key: Maybe(Pem('Of `certificate`: its private key, without a password.')),
  },
  { description: 'What the provider knows us by. It is kept encrypted and never shown again.' },
);
export type ProviderSecret = Static<typeof ProviderSecret>;

export const NewProvider = Strict({
  code: Text(40),
  name: Text(255),
  idno: Maybe(Idno),
  baseUrl: BaseUrl,
  secret: ProviderSecret,
  trustedCa: Maybe(TrustedCa),
  returnOrigins: Maybe(Origins),
});
export type NewProvider = Static<typeof NewProvider>;

export const ProviderPatch = Type.Object(
  {
    name: Type.Optional(Text(255)),
    idno: Maybe(Idno),
    baseUrl: Type.Optional(BaseUrl),
    secret: Type.Optional(ProviderSecret),
    trustedCa: Maybe(TrustedCa),
    returnOrigins: Type.Optional(Origins),
    state: Type.Optional(OneOf(registerStates, { description: '`paused`: nobody talks to it.' })),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type ProviderPatch = Static<typeof ProviderPatch>;

export const Provider = Strict(
  {
    id: Id,
    version: Type.Integer(),
    code: Type.String(),
    name: Type.String(),
    idno: Nullable(Type.String()),
    baseUrl: Nullable(Type.String({ description: 'Null for our own provider side.' })),
    auth: OneOf(providerAuths),
    trustedCa: Nullable(Type.String()),
    returnOrigins: Type.Array(Type.String()),
    state: OneOf(registerStates),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Provider' },
);
export type Provider = Static<typeof Provider>;

const most = 200;

export const NewPickupPoints = Strict({
  pickupPoints: Type.Array(
    Strict({
      code: Text(100, { description: 'The provider’s `pickupPointCode`.' }),
      name: Text(255),
      address: NewAddress,
      position: LatLng,
      phone: Maybe(Text(40)),
    }),
    { maxItems: most },
  ),
});
export type NewPickupPoints = Static<typeof NewPickupPoints>;

export const PickupPoints = Strict(
  {
    pickupPoints: Type.Array(
      Strict({
        code: Type.String(),
        name: Type.String(),
        address: Address,
        position: Nullable(LatLng),
        phone: Nullable(Type.String()),
      }),
    ),
  },
  { $id: 'PickupPoints' },
);
export type PickupPoints = Static<typeof PickupPoints>;
