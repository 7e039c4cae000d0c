/** Who sends a request: the owner of the API key in `Authorization: Bearer`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { authenticateKey } from '../../use-cases/account/authenticate.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';
import { native } from './name.ts';

/** Every route of the app needs a key, before anything of the body is read. */
export function authenticate(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('identity');
  app.addHook('onRequest', async (request) => {
    const [, key] = /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (key === undefined) throw new DomainError('unauthenticated', 'No API key came with the request.');
    request.setDecorator('identity', await authenticateKey(deps, native, key));
  });
}

export function identityOf(request: FastifyRequest): Identity {
  return request.getDecorator<Identity>('identity');
}
