/** Lets go of each connection after its answer once the server closes: kept alive, they would hold the close up. */

import type { FastifyInstance } from 'fastify';

export const endConnectionsOnClose = (app: FastifyInstance) => {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close');
  });
};
