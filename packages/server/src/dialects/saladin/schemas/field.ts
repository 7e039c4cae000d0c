/** Forms of field that the three operations share. The document calls all of them string, integer or timestamp. */
import { Type } from 'typebox';
import { notBlank } from '../../../lib/validation-words.ts';

export const Text = (maxLength: number, options: { readonly description?: string } = {}) =>
  Type.String({ maxLength, pattern: notBlank, ...options });

/** An optional text: null and an empty one say nothing. */
export const Maybe = (maxLength: number, options: { readonly description?: string } = {}) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength, ...options }));

/** An integer as a number or in digits. */
export const Whole = (description: string) => Type.Unsafe<number | string>(wholeOr([], description));

/** As `Whole`, of which null says nothing. */
export const MaybeWhole = (description: string) =>
  Type.Optional(Type.Unsafe<number | string | null>(wholeOr(['null'], description)));

function wholeOr(more: readonly string[], description: string) {
  return {
    type: ['number', 'string', ...more],
    maxLength: 100,
    description: `${description} As a number or in digits.`,
  };
}

export const Timestamp = Type.Unsafe<number | string>({
  type: ['number', 'string'],
  maxLength: 100,
  description: 'Unix seconds or milliseconds, or ISO 8601 with its offset.',
});

/** Not checked here: a signature that is missing is a wrong one. */
export const Signature = Type.Optional(
  Type.Unknown({ description: 'MD5, in hex, of api_token_key, tracking_number and premium_amount. Required.' }),
);

export const TrackingNumber = Text(255, { description: 'The unique key of a delivery order, and of its policy.' });
