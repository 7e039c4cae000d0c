/** Sends mail by the operator's SMTP server: one connection for each, one deadline for everything, plain text. */
import { createTransport, type NodemailerError } from 'nodemailer';
import { MailAway, MailRefused, type Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtps://user:password@host:465` or `smtp://host:587`. */
  readonly url: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** From the first look-up until the server has taken the mail. */
  readonly timeoutMs?: number;
  readonly tls?: TlsUse;
}

/** From the first byte; by STARTTLS or not at all; by STARTTLS where it is offered; never. */
export type TlsUse = 'from-the-start' | 'required' | 'offered' | 'never';

/**
 * Certificates are always checked. A password goes nowhere in the clear, except to this machine itself, whose mail
 * server as a rule has a certificate that nobody knows.
 */
export function tlsUseOf(url: string): TlsUse {
  const { protocol, hostname, password } = new URL(url);
  if (protocol === 'smtps:') return 'from-the-start';
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)) return 'never';
  return password === '' ? 'offered' : 'required';
}

const usualPorts = { 'smtp:': 587, 'smtps:': 465 } as const;

export function createSmtpMailer({ url, from, timeoutMs = 10_000, tls = tlsUseOf(url) }: SmtpOptions): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const transport = createTransport({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usualPorts[protocol === 'smtps:' ? 'smtps:' : 'smtp:'] : Number(port),
    secure: tls === 'from-the-start',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'never',
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // what a mail says is text, and never the name of something to be fetched into it
    disableFileAccess: true,
    disableUrlAccess: true,
    maxResponseSize: 64 * 1024,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
  });
  const sender = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return {
    async send({ id, to, subject, text }) {
      if (!isAddress(to)) throw new MailRefused('The address of the mail is none.');
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          envelope: { from: sender, to: [to] },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (cause) {
        throw explain(cause);
      }
    },
  };
}

/** One address and nothing that SMTP or a header would read as more than that. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s<>()[\]",;:\\@\p{Cc}]+@[^\s<>()[\]",;:\\@\p{Cc}]+$/u.test(text);
}

/** Refusals of this one mail are for good; what the server says of us, or nothing, may change. */
function explain(cause: unknown): MailRefused | MailAway {
  // all errors of nodemailer's have these fields, or some of them
  const { code, command, responseCode = 0, response } = cause instanceof Error ? (cause as NodemailerError) : {};
  const said = typeof response === 'string' ? ` ${response}` : '';
  const ofTheMail = command === 'RCPT TO' || (command === 'DATA' && code === 'EMESSAGE');
  if (ofTheMail && responseCode >= 500) return new MailRefused(`The mail server refuses the mail:${said}`, { cause });
  return new MailAway(`The mail server did not take the mail (${code ?? 'no code'}).${said}`, { cause });
}
