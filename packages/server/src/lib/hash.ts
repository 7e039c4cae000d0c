/** SHA-256 of texts and of values. */
import { createHash } from 'node:crypto';

export function sha256(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Equal for values that are equal as JSON, whatever the order of their keys. Dates count as their ISO text. */
export function fingerprint(value: unknown): Buffer {
  return sha256(JSON.stringify(value, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
