/** Carriers of shipping orders: our own fleet, or one that is called. */
import { Type, type Static } from 'typebox';
import { carrierKinds } from '../../../domain/carrier/carrier.ts';
import { registerStates } from '../../../domain/provider/provider.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const minor = 'Minor units of the currency that the provider sells in.';
/** Small enough that the heaviest order to the other end of the globe still has an exact price. */
const Amount = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 10_000_000, description: `${description} ${minor}` });
const Days = Type.Integer({
  minimum: 0,
  maximum: 60,
  description: 'Working days from when the goods can be fetched.',
});

export const FleetPrices = Strict({
  base: Amount('For coming at all.'),
  perKg: Amount('For each started kilogram; bulky parcels weigh a kilogram for 5000 cm³.'),
  perKm: Amount('For each started kilometre of the way.'),
  minimum: Amount('It costs no less.'),
  daysMin: Days,
  daysMax: Days,
  areas: Maybe(
    Type.Array(Text(255), {
      minItems: 1,
      maxItems: 500,
      description: 'Cities, regions and localities that it goes to; everywhere when it is not given.',
    }),
  ),
});
export type FleetPrices = Static<typeof FleetPrices>;

const BaseUrl = Text(1000, { description: 'Of an HTTP carrier: docs/carrier.md says what is called below it.' });

export const NewCarrier = Strict({
  code: Text(40),
  name: Text(255, { description: 'As providers are told of it.' }),
  kind: OneOf(carrierKinds, {
    description: '`fleet`: our own couriers; `http`: called in the words of docs/carrier.md.',
  }),
  baseUrl: Maybe(BaseUrl),
  prices: Maybe(FleetPrices),
});
export type NewCarrier = Static<typeof NewCarrier>;

export const CarrierPatch = Type.Object(
  {
    name: Type.Optional(Text(255)),
    baseUrl: Type.Optional(BaseUrl),
    prices: Type.Optional(FleetPrices),
    state: Type.Optional(OneOf(registerStates, { description: '`paused`: it is asked for no more prices.' })),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type CarrierPatch = Static<typeof CarrierPatch>;

export const Carrier = Strict(
  {
    id: Id,
    version: Type.Integer(),
    code: Type.String(),
    name: Type.String(),
    kind: OneOf(carrierKinds),
    baseUrl: Nullable(Type.String()),
    prices: Nullable(Strict({ ...FleetPrices.properties, areas: Nullable(Type.Array(Type.String())) })),
    state: OneOf(registerStates),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Carrier' },
);
export type Carrier = Static<typeof Carrier>;

export const CarrierWithSecret = Strict(
  {
    ...Carrier.properties,
    secret: Nullable(
      Type.String({ description: '`whsec_…`, by which an HTTP carrier checks that it is us. It is shown only now.' }),
    ),
  },
  { $id: 'CarrierWithSecret' },
);
export type CarrierWithSecret = Static<typeof CarrierWithSecret>;
