/** LogiNext's reference ids: our UUIDs without dashes. */
import { isUuid } from '../../lib/new-id.ts';
import { ElementRefused, unknownReference } from './errors.ts';
import { isRecord, mandatory, readFields } from './schemas/fields.ts';

export function toReference(id: string): string {
  return id.replaceAll('-', '');
}

/**
 * LogiNext also numbers things; we have UUIDs. The last 28 bits are random, so they tell an account's things apart as a
 * rule; nothing is looked up by them.
 */
export function toNumber(id: string): number {
  return Number.parseInt(id.slice(-7), 16);
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

/** The id that an element of an update names. @throws ElementRefused */
export function requireOwnReference(element: unknown): string {
  const { values, faults } = readFields(element, { referenceId: mandatory('text', 36, 'Reference Id') });
  if (faults.length > 0) throw new ElementRefused(400, faults);
  return requireReference(values.referenceId, 'referenceId');
}

/** A bare list of reference ids, as the samples have it, or under the name that the tables give it. */
export function referencesOf(body: unknown): unknown {
  return isRecord(body) ? body['reference_ids'] : body;
}
