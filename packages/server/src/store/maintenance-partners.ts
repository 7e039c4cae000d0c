/** SQL of housekeeping of what partners, their members and couriers' phones leave behind. */
import { sql, type Kysely } from 'kysely';
import { oldest, purgeEach, type Purges } from './maintenance.ts';
import type { DB } from './schema.ts';

/** What goes, by the instant before which its use was over. */
const purges = {
  // a refresh token that was used stays until it would have expired: whoever uses it again has to be seen
  tokens: {
    days: 7,
    statement: (before) =>
      oldest('oauth_entry', 'account_id, kind, id_hash', sql`expires_at < ${before} order by expires_at`),
  },
  grants: {
    days: 90,
    statement: (before) =>
      oldest('oauth_grant', 'account_id, id', sql`(expires_at < ${before} or revoked_at < ${before})`),
  },
  courierSessions: {
    days: 7,
    statement: (before) => oldest('courier_session', 'account_id, id', sql`expires_at < ${before} order by expires_at`),
  },
  courierActions: {
    days: 30,
    statement: (before) =>
      oldest('courier_action', 'account_id, courier_id, id', sql`received_at < ${before} order by received_at`),
  },
  ssoSessions: {
    days: 1,
    statement: (before) => oldest('sso_session', 'account_id, id', sql`expires_at < ${before} order by expires_at`),
  },
  sentMail: {
    days: 7,
    statement: (before) => oldest('mail', 'account_id, id', sql`sent_at < ${before} order by sent_at`),
  },
  failedMail: {
    days: 30,
    statement: (before) =>
      oldest('mail', 'account_id, id', sql`failure is not null and created_at < ${before} order by created_at`),
  },
  invitations: {
    days: 90,
    statement: (before) => oldest('invitation', 'account_id, id', sql`expires_at < ${before} order by expires_at`),
  },
} as const satisfies Purges;

/** @returns how many rows of each kind went. */
export async function purgePartners(db: Kysely<DB>, now: Date): Promise<Readonly<Record<string, number>>> {
  return purgeEach(db, now, purges);
}
