/** SQL of housekeeping of what public orders, receivers and calls to partners leave behind. */
import { sql, type Kysely } from 'kysely';
import { oldest, purgeEach, type Purges } from './maintenance.ts';
import type { DB } from './schema.ts';

/** What goes, by the instant before which its use was over. */
const purges = {
  settledCalls: {
    days: 30,
    statement: (before) => oldest('partner_call', 'account_id, id', sql`settled_at < ${before} order by settled_at`),
  },
  // numbers go on behind the cursors of those who have read them
  publicChanges: {
    days: 90,
    statement: (before) =>
      oldest('public_change', 'account_id, service_id, number', sql`changed_at < ${before} order by changed_at`),
  },
  receiverSessions: {
    days: 1,
    statement: (before) =>
      oldest('receiver_session', 'account_id, token_hash', sql`expires_at < ${before} order by expires_at`),
  },
  reconciliations: {
    days: 90,
    statement: (before) => oldest('reconciliation', 'account_id, day', sql`day < ${before}`),
  },
} as const satisfies Purges;

/** @returns how many rows of each kind went. */
export async function purgeHub(db: Kysely<DB>, now: Date): Promise<Readonly<Record<string, number>>> {
  return purgeEach(db, now, purges);
}
