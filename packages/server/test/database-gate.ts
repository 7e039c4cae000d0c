/** A door between a server and its database that a test can shut: a real TCP proxy. */
import { connect, createServer, type Socket } from 'node:net';
import { findQuietPort } from './quiet-port.ts';

export interface Gate {
  /** The database's URL by way of the gate. */
  readonly url: string;
  /** Ends all connections and takes no new ones, as when the database's machine is gone. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const port = await findQuietPort();
  const open = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await open();
  const url = new URL(databaseUrl);
  url.port = String(port);
  const shut = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    url: url.href,
    shut,
    open,
    close: shut,
  };
}
