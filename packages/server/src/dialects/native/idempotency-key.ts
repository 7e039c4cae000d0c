/** Reads the header `Idempotency-Key`: a structured-field string, or the same text without its quotes. */
import { Malformed } from './malformed.ts';

const longest = 255;

/** Null without the header. @throws Malformed for a key that is empty, too long or has control characters */
export function readIdempotencyKey(header: string | readonly string[] | undefined): string | null {
  if (header === undefined) return null;
  const text = (typeof header === 'string' ? header : header.join(', ')).trim();
  const key = text.startsWith('"') ? unquote(text) : text;
  if (key === '') throw refused('is empty');
  if (key.length > longest) throw refused(`has more than ${longest} characters`);
  if (!/^[\x20-\x7e]+$/.test(key)) throw refused('has characters that are not printable ASCII');
  return key;
}

/** RFC 8941, 3.3.3: only the quote and the backslash are escaped. */
function unquote(text: string): string {
  const [, inner] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text) ?? [];
  if (inner === undefined) throw refused('has a quote that is not closed');
  return inner.replace(/\\(["\\])/g, '$1');
}

function refused(why: string): Malformed {
  return new Malformed('Idempotency-Key', `The idempotency key ${why}.`);
}
