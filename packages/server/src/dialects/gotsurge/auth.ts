/** Who sends a request: the app and the member that its bearer token was given to. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';
import { authenticateBearer, type Bearer } from '../../use-cases/oauth/authenticate-bearer.ts';

/** Every route of the app needs a bearer token, before anything of the body is read. */
export function authenticate(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('bearer');
  app.addHook('onRequest', async (request) => {
    request.setDecorator('bearer', await authenticateBearer(deps, tokenOf(request)));
  });
}

/** App, platform, member and roles, as they are now. */
export function bearerOf(request: FastifyRequest): Bearer {
  return request.getDecorator<Bearer>('bearer');
}

/** For the use-cases that ask nothing of apps and roles. In the timeline stand the app and the member. */
export function identityOf(request: FastifyRequest): Identity {
  const { account, app, member } = bearerOf(request);
  const actor = `${app.name}: ${member.name}`.slice(0, 255);
  return { account, caller: { accountId: account.id, actor, credentialId: null } };
}

/** The token of `Authorization: Bearer`. @throws DomainError `unauthenticated` when none came */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const [, token] = /^Bearer +([\x21-\x7e]{1,500}) *$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw new DomainError('unauthenticated', 'No bearer token came with the request.');
  return token;
}
