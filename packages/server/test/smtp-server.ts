/** A mail server for tests: a real one on this machine that remembers what it got. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { listen } from './receiver.ts';

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: headers, an empty line, text. */
  readonly source: string;
  readonly secure: boolean;
  /** The user name that signed in. */
  readonly user: string | undefined;
}

export interface TestSmtpServer {
  readonly port: number;
  readonly taken: TakenMail[];
  /** Connections so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Takes everything without signing in, unless the options say otherwise. Users sign in with the password `right`. */
export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const taken: TakenMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onConnect(_session, callback) {
      connections += 1;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      if (password === 'right') callback(null, { user: username });
      else callback(new Error('Invalid username or password'));
    },
    onData(stream, { envelope, secure, user }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        const source = Buffer.concat(chunks).toString();
        taken.push({ from, to, source, secure, user: typeof user === 'string' ? user : undefined });
        callback();
      });
    },
    ...options,
  });
  // a client that does not trust us breaks off
  server.on('error', () => undefined);
  const port = await listen(server.server);
  return {
    port,
    taken,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** An error as the mail server would answer it. */
export function smtpFault(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
