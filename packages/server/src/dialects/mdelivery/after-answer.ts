/** Work that waits for an answer to have left. */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Once all of it has gone to the caller's side; a connection that is cut before never says so. */
export function afterAnswer(request: FastifyRequest, reply: FastifyReply, handOver: () => Promise<void>): void {
  reply.raw.once('finish', () => {
    handOver().catch((error: unknown) => request.log.error({ err: error }, 'a hand-over was not noted'));
  });
}
