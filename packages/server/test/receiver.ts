/** A partner's server for tests: a real one on this machine that remembers what it got. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Server as NetServer } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds of the process's own clock. */
  readonly at: number;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** The most requests that were open at the same time. */
  readonly mostAtOnce: () => number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts any server on a free port of this machine. @returns the port. */
export async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address.port;
}

/** @param answer ends the response; without it every request gets 204. */
export async function startReceiver(
  answer: (request: Received, response: ServerResponse, earlier: number) => void = (_, response) =>
    response.writeHead(204).end(),
): Promise<Receiver> {
  const received: Received[] = [];
  let open = 0;
  let most = 0;
  let connections = 0;
  const server: Server = createServer((request: IncomingMessage, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => (open -= 1));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), at: performance.now() };
      const earlier = received.push(one) - 1;
      answer(one, response, earlier);
    });
  });
  server.on('connection', () => (connections += 1));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    mostAtOnce: () => most,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
