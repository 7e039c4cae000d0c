/** Forms of field that the three operations share. The document calls all of them string, integer or timestamp. */
import { Type } from 'typebox';

export const Text = (maxLength: number, options: { readonly description?: string } = {}) =>
  Type.String({ minLength: 1, maxLength, ...options });

/** An optional text: null and an empty one say nothing. */
export const Maybe = (maxLength: number) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength }));

/** An integer as a number or in digits. */
export const Whole = (description: string) =>
  Type.Unsafe<number | string>({
    type: ['number', 'string'],
    maxLength: 100,
    description: `${description} As a number or in digits.`,
  });

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
