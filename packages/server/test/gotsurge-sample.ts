/** Bodies of GotSurge's with the document's own placeholders in the place of ids, revisions and our clock. */

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Fields that hold our own clock; other times are compared. */
const ours = new Set(['server_time', 'updated_at', 'created_at', 'completed_at', 'timestamp']);

export function asSample(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    if (ours.has(name) && !Number.isNaN(Date.parse(value))) return '2019-08-24T14:15:22Z';
    if (name === 'version_rev') return value.replace(/-[0-9a-f]{8}$/, '-xxxxxxxx');
    return value.replaceAll(uuid, 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx');
  }
  if (Array.isArray(value)) return value.map((one) => asSample(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asSample(one, key)]));
}
