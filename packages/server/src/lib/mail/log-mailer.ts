/** Prints mail to the log in place of sending it: for trying things out on one's own machine, links and all. */
import type { Logger } from 'pino';
import type { Mailer } from './mailer.ts';

export function createLogMailer(log: Pick<Logger, 'info'>): Mailer {
  return {
    async send({ to, subject, text }) {
      log.info({ to }, `no WAYBILL_SMTP is set, so this mail goes nowhere: ${subject}\n${text}`);
    },
  };
}
