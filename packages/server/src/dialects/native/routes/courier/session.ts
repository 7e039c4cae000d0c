/** /v1/courier/session: a courier's phone signs in and out. */
import rateLimit from '@fastify/rate-limit';
import { DomainError } from '../../../../domain/errors.ts';
import { createGuessLimit } from '../../../../lib/guess-limit.ts';
import { signInCourier, signOutCourier } from '../../../../use-cases/courier/sign-in.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { courierOf } from '../../courier-auth.ts';
import { iso } from '../../iso.ts';
import { toCourier } from '../../mapping.ts';
import { CourierSession, NewCourierSession } from '../../schemas/courier-session.ts';
import { NoParams, NoQuery, Nothing } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

const minuteMs = 60_000;
/** Addresses remembered in this process. */
const remembered = 10_000;
/** From one address, in a minute. */
const mostSignIns = 20;

export async function courierSignIn(app: NativeApp, deps: Deps): Promise<void> {
  const guesses = createGuessLimit(() => deps.now().getTime());
  await app.register(rateLimit, { global: false, cache: remembered });
  const count = app.createRateLimit({ timeWindow: minuteMs, max: mostSignIns, keyGenerator: ({ ip }) => ip });
  const slowDown = (seconds: number) =>
    new DomainError('too_many_requests', `Too many sign-ins. Try again in ${seconds} s.`);

  app.post(
    '/courier/session',
    {
      onRequest: async (request, reply) => {
        const limit = await count(request);
        if (limit.isAllowed || !limit.isExceeded) return;
        void reply.header('retry-after', String(limit.ttlInSeconds));
        throw slowDown(limit.ttlInSeconds);
      },
      schema: {
        operationId: 'signInCourier',
        summary: 'Signs a courier in with his user name and password.',
        tags: ['courier’s app'],
        security: [],
        params: NoParams,
        querystring: NoQuery,
        body: NewCourierSession,
        response: { 201: Named(CourierSession) },
        refusals: [],
      },
    },
    async (request, reply) => {
      const { userName } = request.body;
      const wait = Math.ceil(guesses.wait(userName, request.ip) / 1000);
      if (wait > 0) {
        void reply.header('retry-after', String(wait));
        throw slowDown(wait);
      }
      try {
        const { token, expiresAt, courier } = await signInCourier(deps, request.body);
        guesses.succeeded(userName, request.ip);
        return await reply.code(201).send({ token, expiresAt: iso(expiresAt), courier: toCourier(courier) });
      } catch (error) {
        if (error instanceof DomainError && error.code === 'unauthenticated') guesses.failed(userName);
        throw error;
      }
    },
  );
}

export function courierSignOut(app: NativeApp, deps: Deps): void {
  app.delete(
    '/courier/session',
    {
      schema: {
        operationId: 'signOutCourier',
        summary: 'Ends the session of this phone at once.',
        ...signedByCourier,
        params: NoParams,
        querystring: NoQuery,
        response: { 204: Nothing },
        refusals: [],
      },
    },
    async (request, reply) => {
      await signOutCourier(deps, courierOf(request));
      return reply.code(204).send(null);
    },
  );
}
