/** Whose phone sends a request: the courier of the token in `Authorization: Bearer`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { CourierIdentity } from '../../use-cases/courier/identity.ts';
import { authenticateCourier } from '../../use-cases/courier/sign-in.ts';
import type { Deps } from '../../use-cases/deps.ts';

/** Every route of the app needs a courier's token, before anything of the body is read. */
export function authenticateCouriers(app: FastifyInstance, deps: Deps): void {
  // under the name that limits and answers know
  app.decorateRequest('identity');
  app.addHook('onRequest', async (request) => {
    const [, token] = /^Bearer +(wbc_[\w-]{43}) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new DomainError('unauthenticated', 'No token of a courier came with the request.');
    request.setDecorator('identity', await authenticateCourier(deps, token));
  });
}

export function courierOf(request: FastifyRequest): CourierIdentity {
  return request.getDecorator<CourierIdentity>('identity');
}
