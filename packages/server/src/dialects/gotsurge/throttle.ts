/** Bounds how often one address may ask where tokens are given out, for each key that it names. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';

/** Requests a minute. */
const most = 20;
const timeWindow = 60_000;
/** Addresses and keys remembered in this process; beyond it the longest unused begin anew. */
const cache = 10_000;

/** @throws DomainError `too_many_requests`, with the time to wait in `retry-after` */
export type Throttle = (request: FastifyRequest, reply: FastifyReply, key?: string) => Promise<void>;

/** Each of them counts for itself. @param name of what is counted, one in the app */
export async function createThrottle(app: FastifyInstance, name: string): Promise<Throttle> {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false, cache });
  const keys = new WeakMap<FastifyRequest, string>();
  const count = app.createRateLimit({
    timeWindow,
    max: most,
    keyGenerator: (request) => JSON.stringify([name, request.ip, keys.get(request)]),
  });
  return async (request, reply, key = '') => {
    // a long one is none of ours, and not worth its memory
    keys.set(request, key.slice(0, 255));
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    void reply.header('retry-after', String(limit.ttlInSeconds));
    throw new DomainError('too_many_requests', `At most ${most} requests a minute are answered here.`);
  };
}
