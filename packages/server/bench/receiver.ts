/** A partner's server that answers at once and remembers when each message came. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  readonly url: string;
  readonly count: () => number;
  /** Milliseconds between an event and the arrival of its webhook, for bodies of the native API. */
  readonly delays: () => readonly number[];
  readonly reset: () => void;
  readonly close: () => void;
}

export async function startReceiver(): Promise<Receiver> {
  let count = 0;
  let delays: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      count += 1;
      const occurred = /"occurredAt":"([^"]+)"/.exec(Buffer.concat(chunks).toString('utf8'))?.[1];
      if (occurred) delays.push(Date.now() - Date.parse(occurred));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // listening on TCP, so its address is an object
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    count: () => count,
    delays: () => delays,
    reset() {
      count = 0;
      delays = [];
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
