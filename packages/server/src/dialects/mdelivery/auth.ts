/**
 * Who sends a request: MDelivery, by the certificate of its connection, or by a bearer token in sandboxes. The chapter
 * "Authentication" of its document is lost; later versions say that it shows a client certificate.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { createCertificateReader, type ReadCertificate } from '../../lib/client-certificate.ts';
import { authenticateCertificate, authenticateKey } from '../../use-cases/account/authenticate.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';

/** Name of the dialect's credentials. */
const name = 'mdelivery';

/** Every route of the app needs a caller, before anything of the body is read. */
export function authenticate(app: FastifyInstance, deps: Deps): void {
  const identify = createIdentifier(deps);
  app.decorateRequest('identity');
  app.addHook('onRequest', async (request) => {
    request.setDecorator('identity', await identify(request));
  });
}

/** Finds out who sends a request. @throws DomainError `unauthenticated` */
export function createIdentifier(deps: Deps): (request: FastifyRequest) => Promise<Identity> {
  const readCertificate: ReadCertificate = createCertificateReader(deps.clientCertificates);
  return async (request) => {
    // what the request says itself goes before what its connection says
    if (request.headers.authorization !== undefined) return authenticateKey(deps, name, tokenOf(request));
    const fingerprint = readCertificate(request.raw, deps.now());
    if (fingerprint === null) throw new DomainError('unauthenticated', 'Nobody says who sends the request.');
    return authenticateCertificate(deps, name, fingerprint);
  };
}

export function identityOf(request: FastifyRequest): Identity {
  return request.getDecorator<Identity>('identity');
}

/** The token of `Authorization: Bearer`. @throws DomainError `unauthenticated` when none came */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const [, token] = /^Bearer +([\x21-\x7e]{1,500}) *$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw new DomainError('unauthenticated', 'Nobody says who sends the request.');
  return token;
}
