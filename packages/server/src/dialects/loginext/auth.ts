/** LogiNext's pair of headers: `WWW-Authenticate: BASIC <uuid>` and `CLIENT_SECRET_KEY`, in both directions. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { authenticateSession } from '../../use-cases/account/authenticate.ts';
import type { TokenPair } from '../../use-cases/account/sign-in.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the hook below before any handler of LogiNext's runs. */
    loginext: Identity | null;
  }
}

/**
 * The pair that a request carries. The token may also come as `Authorization: BASIC`, and the key with dashes, because
 * many proxies drop headers with underscores.
 * @throws DomainError `unauthenticated`
 */
export function tokensOf({ headers }: FastifyRequest): TokenPair {
  const token = basic(headers['www-authenticate']) ?? basic(headers.authorization);
  const secret = headers['client_secret_key'] ?? headers['client-secret-key'];
  if (!token || typeof secret !== 'string' || secret.length > 200) {
    throw new DomainError('unauthenticated', 'Invalid username or password');
  }
  return { token, secret };
}

export function setTokens(reply: FastifyReply, { token, secret }: TokenPair): void {
  void reply.header('WWW-Authenticate', `BASIC ${token}`).header('CLIENT_SECRET_KEY', secret);
}

/** A hook for every route but those that hand out tokens. */
export function requireSession(deps: Deps) {
  return async (request: FastifyRequest): Promise<void> => {
    request.loginext = await authenticateSession(deps, tokensOf(request));
  };
}

export function identityOf(request: FastifyRequest): Identity {
  if (!request.loginext) throw new DomainError('unauthenticated', 'Invalid username or password');
  return request.loginext;
}

function basic(header: string | string[] | undefined): string | null {
  const [first] = [header].flat();
  return /^BASIC\s+(\S{1,200})$/i.exec(first ?? '')?.[1] ?? null;
}
