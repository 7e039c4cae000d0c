/** Puts a mail on its way with whatever it tells of: it goes out after the commit, or not at all. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { insertMail } from '../../store/mail.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';

export interface MailText {
  /** One address; whoever takes it in has checked it. */
  readonly to: string;
  readonly subject: string;
  /** Kept sealed: it may hold a link that is a key. */
  readonly text: string;
}

/**
 * @returns the mail's id
 * @throws DomainError `mail_refused` where no mail can be sent: nobody would ever learn of it
 */
export async function queueMail(
  { mailer, newId, now, secrets }: Pick<Deps, 'mailer' | 'newId' | 'now' | 'secrets'>,
  tx: Transaction<DB>,
  accountId: string,
  { to, subject, text }: MailText,
): Promise<string> {
  if (!mailer) throw new DomainError('mail_refused', 'This server cannot send mail: no mail server is set up.');
  const id = newId();
  await insertMail(tx, { accountId, id, recipient: to, subject, body: secrets.seal(text), dueAt: now() });
  return id;
}
