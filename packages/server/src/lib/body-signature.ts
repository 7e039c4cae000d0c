/** Signatures that stand inside a body, beside what they sign. All are written in lower-case hex. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalText } from './canonical-text.ts';

/** The field of a body that is not signed: it holds the signature. */
const field = 'signature';

/** Ways to sign a whole body, by name: an account may have another than its neighbour. */
export const bodySchemes = {
  /** HMAC-SHA256 over the canonical text. */
  'hmac-sha256-sorted': (body: Readonly<Record<string, unknown>>, secret: string): string =>
    createHmac('sha256', secret).update(canonicalText(body, field)).digest('hex'),
} as const;

/** MD5 of a token and what follows it, without anything between them. */
export function signConcatenated(token: string, ...parts: readonly string[]): string {
  return createHash('md5')
    .update([token, ...parts].join(''))
    .digest('hex');
}

/** Takes as long for a wrong signature as for the right one. Hex is taken in either case. */
export function isSignature(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length || !/^[0-9a-f]+$/i.test(given)) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(expected, 'hex'));
}
