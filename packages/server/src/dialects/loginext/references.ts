/** LogiNext's reference ids: our UUIDs without dashes. */
import { isUuid } from '../../lib/new-id.ts';
import { ElementRefused, unknownReference } from './errors.ts';

export function toReference(id: string): string {
  return id.replaceAll('-', '');
}

/** The id behind a reference, or null for a text that cannot be one. Dashes are allowed. */
export function fromReference(reference: unknown): string | null {
  if (typeof reference !== 'string') return null;
  const hex = reference.trim().toLowerCase().replaceAll('-', '');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isUuid(id) ? id : null;
}

/** @throws ElementRefused for a text that names nothing, with the words for one that is unknown */
export function requireReference(reference: unknown, key: string): string {
  const id = fromReference(reference);
  if (id === null) throw unknown(key);
  return id;
}

export function unknown(key: string): ElementRefused {
  return new ElementRefused(400, [{ key, message: [unknownReference] }]);
}
