/** Who sends a request: whoever the bearer token was given to. */
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';

/** The token of `Authorization: Bearer`. @throws DomainError `unauthenticated` when none came */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const [, token] = /^Bearer +([\x21-\x7e]{1,500}) *$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw new DomainError('unauthenticated', 'No bearer token came with the request.');
  return token;
}

/** A hook for every route but those that hand out tokens and pages. None has been handed out yet: each is unknown. */
export async function requireBearer(request: FastifyRequest): Promise<void> {
  tokenOf(request);
  throw new DomainError('unauthenticated', 'The bearer token is unknown.');
}
