/** Insurers elsewhere, with whom deliveries are insured. */
import { Type, type Static } from 'typebox';
import { registerStates } from '../../../domain/provider/provider.ts';
import { Currency } from './money.ts';
import { NewPremiumRule, PremiumRule } from './premium.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const BaseUrl = Text(1000, { description: 'What stands before the paths: `https://gw.insurer.example`.' });
const ProductCode = Text(40, { description: '`product_code`, such as `ahasme`.' });
const Token = Type.String({
  minLength: 1,
  maxLength: 255,
  description: '`api_token_key`, by which the insurer knows us. It is kept encrypted and never shown again.',
});

const Path = Type.String({ pattern: '^/[\\x21-\\x7e]*$', maxLength: 255 });
const NewPaths = Strict(
  { orders: Maybe(Path), tracking: Maybe(Path), cancel: Maybe(Path) },
  { description: 'Of its three operations, below the base URL. The usual one where it is not given.' },
);
export type NewPaths = Static<typeof NewPaths>;

export const NewInsurer = Strict({
  name: Text(255),
  baseUrl: BaseUrl,
  paths: Maybe(NewPaths),
  token: Token,
  productCode: ProductCode,
  currency: Currency,
  premium: NewPremiumRule,
});
export type NewInsurer = Static<typeof NewInsurer>;

export const InsurerPatch = Type.Object(
  {
    name: Type.Optional(Text(255)),
    baseUrl: Type.Optional(BaseUrl),
    paths: Type.Optional(NewPaths),
    token: Type.Optional(Token),
    productCode: Type.Optional(ProductCode),
    premium: Type.Optional(NewPremiumRule),
    state: Type.Optional(
      OneOf(registerStates, { description: '`paused`: it insures nothing, and nobody talks to it.' }),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type InsurerPatch = Static<typeof InsurerPatch>;

export const Insurer = Strict(
  {
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    baseUrl: Nullable(Type.String({ description: 'Null for our own side.' })),
    paths: Strict({ orders: Nullable(Path), tracking: Nullable(Path), cancel: Nullable(Path) }),
    productCode: Type.String(),
    currency: Currency,
    premium: PremiumRule,
    state: OneOf(registerStates),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Insurer' },
);
export type Insurer = Static<typeof Insurer>;
