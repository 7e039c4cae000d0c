/** Sends the mail that is due. Any number of processes may: each mail is one's own for a minute. */
import { MailAway, MailRefused, type Mailer } from '../../lib/mail/mailer.ts';
import { claimMail, giveUpMail, markMailSent, postponeMail, type DueMail } from '../../store/mail.ts';
import type { Deps } from '../deps.ts';

export type MailDeps = Pick<Deps, 'db' | 'log' | 'now' | 'secrets'> & { readonly mailer: Mailer };

const minute = 60_000;

/** Longer than one try may take. */
const leaseMs = minute;

/** The waits after a failed try; after the last of them it is given up. */
const waits = [minute, 5 * minute, 30 * minute, 120 * minute];

/** @returns how many were tried. */
export async function sendDueMail(deps: MailDeps, limit: number): Promise<number> {
  const now = deps.now();
  const due = await claimMail(deps.db.house, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit });
  // each to its end: a round that is over has nothing under way
  const ends = await Promise.allSettled(due.map((mail) => sendOne(deps, mail)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return due.length;
}

async function sendOne(deps: MailDeps, mail: DueMail): Promise<void> {
  const { log, mailer, now, secrets } = deps;
  const db = deps.db.of(mail.accountId);
  const about = { mail: mail.id, account: mail.accountId, attempt: mail.attempt };
  try {
    const text = secrets.open(mail.body);
    await mailer.send({ id: mail.id, to: mail.recipient, subject: mail.subject, text });
  } catch (error) {
    const wait = error instanceof MailAway ? waits[mail.attempt - 1] : undefined;
    if (wait === undefined) {
      // what is no word of the mail server's is a fault of ours: another try would not mend it
      const told = error instanceof MailAway || error instanceof MailRefused ? error.message : 'It could not be sent.';
      log.error({ err: error, ...about }, 'a mail was given up');
      return giveUpMail(db, mail, told);
    }
    log.warn({ err: error, ...about }, 'a mail could not be sent yet');
    return postponeMail(db, mail, new Date(now().getTime() + wait));
  }
  await markMailSent(db, mail, now());
}
