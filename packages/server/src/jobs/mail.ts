/** Keeps sending mail that is due. Any number may run. */
import { sendDueMail, type MailDeps } from '../use-cases/mail/send-due-mail.ts';
import { createLoop, type Loop } from './loop.ts';

export interface PostmanOptions {
  /** Milliseconds between looks for mail. */
  readonly idleMs?: number;
  /** Mails in one round, and so connections at the same time. */
  readonly batch?: number;
}

export function createPostman(deps: MailDeps, { idleMs = 1000, batch = 4 }: PostmanOptions = {}): Loop {
  return createLoop({
    name: 'sending of mail',
    idleMs,
    log: deps.log,
    round: async () => (await sendDueMail(deps, batch)) >= batch,
  });
}
