/** Insurance products: what partners can have insured with us, and at which price. */
import { Type, type Static } from 'typebox';
import { Currency } from './money.ts';
import { NewPremiumRule, PremiumRule } from './premium.ts';
import { Instant, Nullable, Strict, Text } from './shape.ts';

const Minor = (description: string) =>
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: `${description} Minor units of its currency.`,
  });
const Days = (minimum: number, description: string) => Type.Integer({ minimum, maximum: 3650, description });

/** What may change. */
const terms = {
  name: Text(255),
  leastValue: Minor('Of the goods.'),
  mostValue: Minor('Of the goods.'),
  premium: NewPremiumRule,
  checkPremium: Type.Boolean({ description: 'Another premium than that of the rule is refused.' }),
  coverage: Text(1000, { description: 'What the certificate says is covered.' }),
  validDays: Days(1, 'A policy holds for so long, unless the goods arrive before.'),
  claimDays: Days(0, 'After its end, in which a claim may still be made.'),
};

export const NewInsuranceProduct = Strict({
  code: Text(40, { description: '`product_code` of what partners submit.' }),
  numberPrefix: Type.String({
    pattern: '^[A-Z0-9]{1,20}$',
    description: 'Of its policies’ numbers: AHA for AHA-2026-000123.',
  }),
  currency: Currency,
  ...terms,
});
export type NewInsuranceProduct = Static<typeof NewInsuranceProduct>;

export const InsuranceProductPatch = Type.Partial(
  Strict({ ...terms, archived: Type.Boolean({ description: 'No new policies; those that there are stay.' }) }),
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is. Policies keep what they were issued under.' }, // prettier-ignore
);
export type InsuranceProductPatch = Static<typeof InsuranceProductPatch>;

export const InsuranceProduct = Strict(
  {
    ...NewInsuranceProduct.properties,
    premium: PremiumRule,
    version: Type.Integer(),
    archivedAt: Nullable(Instant),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'InsuranceProduct' },
);
export type InsuranceProduct = Static<typeof InsuranceProduct>;

export const CodeParams = Strict({ code: Type.String({ description: 'Of the product.' }) });
