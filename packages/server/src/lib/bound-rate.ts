/** Bounds how many requests each caller may send to each operation, in a second or another time. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Milliseconds. */
const second = 1000;
/** Callers and operations remembered in this process; beyond it the longest unused begin anew. */
const remembered = 10_000;

export interface RateBound {
  /** Who asks: one text for one caller. */
  readonly callerOf: (request: FastifyRequest) => string;
  /** Requests that this caller may send to one operation, in the window. */
  readonly mostOf: (request: FastifyRequest) => number;
  /** Milliseconds; a second unless somebody says otherwise. */
  readonly window?: number;
  /** What is thrown beyond it; the time to wait stands in `retry-after` by then. */
  readonly refuse: (most: number) => Error;
  /** When who asks is known: with the headers, or only with the body. */
  readonly when?: 'onRequest' | 'preValidation';
}

/** As a hook of each route. */
export async function boundRate(app: FastifyInstance, { when = 'onRequest', ...rest }: RateBound): Promise<void> {
  const bound = await createBound(app, rest);
  if (when === 'onRequest') app.addHook('onRequest', bound);
  else app.addHook('preValidation', bound);
}

/**
 * For who asks is known even later: counts a request, and throws beyond the bound. Counts in this process alone: with several
 * behind one address the bound is that many times as high.
 */
export async function createBound(
  app: FastifyInstance,
  { callerOf, mostOf, refuse, window = second }: Omit<RateBound, 'when'>,
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<void>> {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false, cache: remembered });
  const count = app.createRateLimit({
    timeWindow: window,
    max: mostOf,
    keyGenerator: (request) => `${callerOf(request)} ${request.method} ${request.routeOptions.url ?? ''}`,
  });
  return async (request, reply) => {
    const limit = await count(request);
    if (limit.isAllowed) return;
    tellLimit(reply, limit, window);
    if (!limit.isExceeded) return;
    void reply.header('retry-after', String(limit.ttlInSeconds));
    throw refuse(limit.max);
  };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-09; earlier drafts wrote them in another way. */
function tellLimit(
  reply: FastifyReply,
  { max, remaining, ttlInSeconds }: { readonly max: number; readonly remaining: number; readonly ttlInSeconds: number },
  window: number,
): void {
  void reply.headers({
    'ratelimit-policy': `"credential";q=${max};w=${window / second}`,
    ratelimit: `"credential";r=${remaining};t=${ttlInSeconds}`,
  });
}
