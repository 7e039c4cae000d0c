/** Finds out for whom a request with an access token speaks. */
import { DomainError } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import { findBearer, type Bearer } from '../../store/bearer.ts';
import type { Deps } from '../deps.ts';

export type { Bearer };

/**
 * The account, app and member of a token that may do tasks. What is revoked is refused everywhere within seconds.
 * @throws DomainError `unauthenticated`
 */
export async function authenticateBearer(deps: Pick<Deps, 'db' | 'now' | 'signIns'>, token: string): Promise<Bearer> {
  const now = deps.now();
  const hash = sha256(token);
  const find = () => findBearer(deps.db.anyone, hash, now);
  const bearer = await deps.signIns.bearers.get(hash.toString('hex'), now, find);
  // one that was found before may have expired since
  if (!bearer || bearer.expiresAt <= now || !bearer.scope.split(' ').includes('tasks')) {
    throw new DomainError('unauthenticated', 'The access token is unknown, has expired or was revoked.');
  }
  return bearer;
}
