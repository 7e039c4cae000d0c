/** Headers of every answer: its request id, and that it is data, which no browser should keep, sniff or frame. */

import type { FastifyReply, FastifyRequest } from 'fastify';

/** Set before the handler runs, so that a route can say otherwise (a page, a picture that may be kept). */
export const setResponseHeaders = (request: FastifyRequest, reply: FastifyReply) =>
  reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
