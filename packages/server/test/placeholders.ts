/** Replaces what differs from run to run in an answer, so that the rest can be compared whole with a sample. */

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const secret = /(wbk_|whsec_)[A-Za-z0-9+/=_<>-]+/g;

/** Names of fields that hold our own clock; other times are compared. */
const ours = new Set(['createdAt', 'updatedAt', 'receivedAt', 'occurredAt', 'dueAt', 'settledAt']);

export const withPlaceholders = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return ours.has(name) ? '<time>' : value.replace(uuid, '<id>').replace(secret, '$1…');
  if (Array.isArray(value)) return value.map((one) => withPlaceholders(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPlaceholders(one, key)]));
};
