/** SQL of mail on its way. Whoever sends it serves all accounts at once. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface NewMail {
  readonly accountId: string;
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  /** Sealed. */
  readonly body: Buffer;
  readonly dueAt: Date;
}

export async function insertMail(
  tx: Kysely<DB>,
  { accountId, id, recipient, subject, body, dueAt }: NewMail,
): Promise<void> {
  await sql`
    insert into mail (account_id, id, recipient, subject, body, due_at, created_at)
    values (${accountId}, ${id}, ${recipient}, ${subject}, ${body}, ${dueAt}, ${dueAt})`.execute(tx);
}

export interface DueMail extends Omit<NewMail, 'dueAt'> {
  /** This one with it. */
  readonly attempt: number;
}

/** Takes what is due, the oldest first, and keeps it from others until `leaseUntil`. */
export async function claimMail(
  db: Kysely<DB>,
  { now, leaseUntil, limit }: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`
    with due as (
      select account_id, id from mail
      where sent_at is null and failure is null and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked
    )
    update mail m set due_at = ${leaseUntil}, attempts = attempts + 1
    from due where m.account_id = due.account_id and m.id = due.id
    returning m.account_id as "accountId", m.id, m.recipient, m.subject, m.body, m.attempts as attempt`.execute(db);
  return rows;
}

type MailKey = Pick<DueMail, 'accountId' | 'id' | 'attempt'>;

/** Only while nobody else took it up after us: a lease that ran out is another's. */
const mine = ({ accountId, id, attempt }: MailKey) => sql`
  where account_id = ${accountId} and id = ${id} and attempts = ${attempt} and sent_at is null and failure is null`;

export async function markMailSent(db: Kysely<DB>, mail: MailKey, at: Date): Promise<void> {
  await sql`update mail set sent_at = ${at} ${mine(mail)}`.execute(db);
}

export async function postponeMail(db: Kysely<DB>, mail: MailKey, until: Date): Promise<void> {
  await sql`update mail set due_at = ${until} ${mine(mail)}`.execute(db);
}

/** @param reason is cut to a thousand characters. */
export async function giveUpMail(db: Kysely<DB>, mail: MailKey, reason: string): Promise<void> {
  await sql`update mail set failure = left(${reason}, 1000) ${mine(mail)}`.execute(db);
}
