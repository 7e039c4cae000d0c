/** SQL of receivers' sessions. Only hashes of their secrets are kept. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Snapshot } from '../domain/event/event.ts';
import type { ReceiverDraft, ReceiverSession, ShownOffer } from '../domain/receiver/receiver-session.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { toOffer } from './shipping-order-row.ts';

export async function insertReceiverSession(db: Kysely<DB>, session: ReceiverSession): Promise<void> {
  const { accountId, tokenHash, serviceId, orderId, identified, csrf, draft, expiresAt } = session;
  await sql`
    insert into receiver_session (account_id, token_hash, service_id, order_id, identified, csrf, draft, expires_at)
    values (${accountId}, ${tokenHash}, ${serviceId}, ${orderId}, ${identified}, ${csrf}, ${json(draft)},
      ${expiresAt})`.execute(db);
}

/** One that has not expired. */
export async function readReceiverSession(
  db: Kysely<DB>,
  accountId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<ReceiverSession | null> {
  const { rows } = await sql<Selectable<DB['receiver_session']>>`
    select * from receiver_session
    where account_id = ${accountId} and token_hash = ${tokenHash} and expires_at > ${now}`.execute(db);
  return rows[0] ? toSession(rows[0]) : null;
}

/** Writes what was chosen now, and until when it is kept; what another tab has chosen meanwhile stays. */
export async function saveReceiverDraft(
  db: Kysely<DB>,
  { accountId, tokenHash, expiresAt }: Pick<ReceiverSession, 'accountId' | 'tokenHash' | 'expiresAt'>,
  change: Partial<ReceiverDraft>,
): Promise<void> {
  await sql`
    update receiver_session set draft = draft || ${json(change)}, expires_at = ${expiresAt}
    where account_id = ${accountId} and token_hash = ${tokenHash}`.execute(db);
}

export async function deleteReceiverSession(
  db: Kysely<DB>,
  { accountId, tokenHash }: Pick<ReceiverSession, 'accountId' | 'tokenHash'>,
): Promise<void> {
  await sql`
    delete from receiver_session where account_id = ${accountId} and token_hash = ${tokenHash}`.execute(db);
}

function toSession(row: Selectable<DB['receiver_session']>): ReceiverSession {
  return {
    accountId: row.account_id,
    tokenHash: row.token_hash,
    serviceId: row.service_id,
    orderId: row.order_id,
    identified: row.identified,
    csrf: row.csrf,
    // written by the statements above alone
    draft: toDraft(row.draft as unknown as Snapshot<ReceiverDraft>),
    expiresAt: row.expires_at,
  };
}

function toDraft({ offers, chosen, ...draft }: Snapshot<ReceiverDraft>): ReceiverDraft {
  return { ...draft, offers: offers.map(toShown), chosen: chosen && toShown(chosen) };
}

function toShown({ offer, ...shown }: Snapshot<ShownOffer>): ShownOffer {
  return { ...shown, offer: toOffer(offer) };
}
