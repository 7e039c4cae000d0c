/**
 * A free port that stays free while nobody listens on it. One of those that the system hands out would not: a client that
 * tries again and again to reach it on its own machine is given it as its own end sooner or later, and talks to itself.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which Linux (32768) and macOS (49152) take the ports of clients. */
const quiet = { first: 20_000, count: 10_000 };

export async function findQuietPort(): Promise<number> {
  for (;;) {
    const port = quiet.first + Math.floor(Math.random() * quiet.count);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (free) return port;
  }
}
