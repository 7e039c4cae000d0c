/** Bounds how often one address may ask, before anything is read or hashed for it. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';

const timeWindow = 60_000;
/** Addresses remembered in this process; beyond it the longest unused begin anew. */
const cache = 10_000;

export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests';
  readonly statusCode = 429;
}

/** Once for an app, before its hooks are made. */
export async function allowThrottles(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false, cache });
}

/** @returns a hook that lets `max` requests a minute of an address pass; each counts for itself */
export function throttle(app: FastifyInstance, name: string, max: number): onRequestAsyncHookHandler {
  const count = app.createRateLimit({ timeWindow, max, keyGenerator: ({ ip }: FastifyRequest) => `${name} ${ip}` });
  return async (request, reply) => {
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    void reply.header('retry-after', String(limit.ttlInSeconds));
    throw new TooManyRequests(`At most ${max} requests a minute are answered here.`);
  };
}
