/** Money: an integer of minor units and its currency. */
import { Type, type Static } from 'typebox';
import { Strict } from './shape.ts';

export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });

export const Money = Strict({
  amount: Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Minor units: 10065 INR is ₹100.65.',
  }),
  currency: Currency,
});
export type Money = Static<typeof Money>;
