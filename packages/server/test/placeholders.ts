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

const reference = /^[0-9a-f]{32}$/;
const times: readonly (readonly [shape: RegExp, name: string])[] = [
  [/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, '<yyyy-MM-dd HH:mm:ss>'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, '<yyyy-MM-ddTHH:mm:ss>'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, '<yyyy-MM-ddTHH:mm:ssZ>'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, '<yyyy-MM-ddTHH:mm:ss.SSSZ>'],
];
/** Milliseconds since 1970, from 2001 to 2286: telephone numbers have fewer digits. */
const isEpoch = (value: number) => Number.isInteger(value) && value >= 1e12 && value < 1e13;
const position = /^(lat|lng|latitude|longitude)$|(Latitude|Longitude)$/;
/** What partners number where we have UUIDs. */
const numbers = new Set(['vehicleId', 'clientBranchId', 'deviceId', 'clientId', 'extraField1']);

/** A sample or an answer of a partner's document without its ids, times and positions; what is null stays null. */
export function normalised(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => normalised(one, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, normalised(one, key)]));
  }
  if (typeof value === 'string') {
    if (reference.test(value)) return '<id>';
    if (numbers.has(name) && /^\d+$/.test(value)) return '<number as text>';
    return times.find(([shape]) => shape.test(value))?.[1] ?? value;
  }
  if (typeof value !== 'number') return value;
  if (position.test(name)) return '<degrees>';
  if (numbers.has(name)) return '<number>';
  return isEpoch(value) ? '<milliseconds>' : value;
}
