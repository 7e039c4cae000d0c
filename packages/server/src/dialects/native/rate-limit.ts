/** Bounds how often a credential may ask: the account's requests a second, for each operation. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { identityOf } from './auth.ts';

/** Milliseconds. */
const window = 1000;
/** Credentials and operations remembered in this process; beyond it the longest unused begin anew. */
const remembered = 10_000;

/** Counts in this process alone: with several behind one address the bound is that many times as high. */
export async function limitRate(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false, cache: remembered });
  const count = app.createRateLimit({
    timeWindow: window,
    max: (request) => identityOf(request).account.settings.requestsPerSecond,
    keyGenerator: (request) =>
      `${identityOf(request).caller.credentialId} ${request.method} ${request.routeOptions.url ?? ''}`,
  });
  app.addHook('onRequest', async (request, reply) => {
    const limit = await count(request);
    if (limit.isAllowed) return;
    tellLimit(reply, limit);
    if (!limit.isExceeded) return;
    void reply.header('retry-after', String(limit.ttlInSeconds));
    throw new DomainError('too_many_requests', `At most ${limit.max} requests a second are answered here.`);
  });
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-09; earlier drafts wrote them in another way. */
function tellLimit(
  reply: FastifyReply,
  { max, remaining, ttlInSeconds }: { readonly max: number; readonly remaining: number; readonly ttlInSeconds: number },
): void {
  void reply.headers({
    'ratelimit-policy': `"credential";q=${max};w=${window / 1000}`,
    ratelimit: `"credential";r=${remaining};t=${ttlInSeconds}`,
  });
}
