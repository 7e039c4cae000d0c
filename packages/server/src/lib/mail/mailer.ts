/** Sends mail: what it is told, and the two ways in which it fails. */

export interface Mail {
  /** Stands in the message's own id, so that a copy sent twice can be known as one. */
  readonly id: string;
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /**
   * Resolves when the mail server has taken it.
   * @throws MailRefused or MailAway
   */
  readonly send: (mail: Mail) => Promise<void>;
}

/** The address or the mail itself is not taken: another try would fail like this one. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The mail server is away, busy or set up wrongly: later it may go. */
export class MailAway extends Error {
  override readonly name = 'MailAway';
}
