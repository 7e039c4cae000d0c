/** Where the bytes of a proof's file lie: made here, and read back by the sweep. */
import type { NamedKey } from '../../store/proof.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(`^(${uuid})/\\d{4}/\\d{2}/(${uuid})$`);

/** `<account>/<yyyy>/<mm>/<file>`, the month in UTC: a backup can be taken by account and by month. */
export function toStorageKey(accountId: string, fileId: string, at: Date): string {
  return `${accountId}/${at.toISOString().slice(0, 7).replace('-', '/')}/${fileId}`;
}

/** Null for a key that is not ours. */
export function parseStorageKey(key: string): NamedKey | null {
  const [, accountId, fileId] = shape.exec(key) ?? [];
  return accountId === undefined || fileId === undefined ? null : { key, accountId, fileId };
}
