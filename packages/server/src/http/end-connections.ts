/** Lets go of each connection after its answer once the server closes: kept alive, they would hold the close up. */

import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the server begins to close: answers that have no end of their own end now. */
    readonly closing?: AbortSignal;
  }
}

/**
 * Milliseconds in which clients at work hear of the end by an answer. A connection that is cut while it is idle may have
 * the next request on its way already, and that client would not know whether it was read. So the wait lasts as long as
 * answers go out, and a while after the last of them.
 */
const farewellMs = { afterAnswer: 1000, atMost: 4000 };

export const endConnectionsOnClose = (app: FastifyInstance) => {
  const farewell = new AbortController();
  app.decorate('closing', farewell.signal);
  let closing = false;
  let lastAnswer = 0;
  app.addHook('preClose', async () => {
    closing = true;
    farewell.abort();
    if (!app.server.listening) return;
    // The close of a web server cuts idle connections too; that of the server below it only takes no new ones.
    Server.prototype.close.call(app.server);
    const begun = performance.now();
    const isOver = () =>
      performance.now() > Math.min(begun + farewellMs.atMost, Math.max(begun, lastAnswer) + farewellMs.afterAnswer);
    while (!isOver() && (await countConnections(app)) > 0) await sleep(10);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!closing) return;
    lastAnswer = performance.now();
    void reply.header('connection', 'close');
  });
};

const countConnections = (app: FastifyInstance): Promise<number> =>
  new Promise((resolve) => {
    app.server.getConnections((fault, count) => resolve(fault ? 0 : count));
  });
