/** What insurance costs: of our own products, and at insurers elsewhere. */
import { Type, type Static } from 'typebox';
import { Maybe, Nullable, Strict } from './shape.ts';

const Amount = (description: string) =>
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: `${description} Minor units of its currency.`,
  });

const ppm = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'Parts of a million of the insured value: 5000 is half a percent.',
});
const minimum = Amount('No premium is less.');
const Maximum = Amount('None is more; null: without a limit.');
const step = Type.Integer({
  minimum: 1,
  maximum: 1_000_000_000,
  description: 'Premiums are rounded to it; one that is sent to us may be a step beside. Minor units.',
});

export const PremiumRule = Strict({ ppm, minimum, maximum: Nullable(Maximum), step });
export type PremiumRule = Static<typeof PremiumRule>;
export const NewPremiumRule = Strict({ ppm, minimum, maximum: Maybe(Maximum), step });
export type NewPremiumRule = Static<typeof NewPremiumRule>;
