/** Finds the service that a caller asks for. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { PublicService } from '../../domain/public-order/public-order.ts';
import { findGrantedService } from '../../store/public-service.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';

/** Longer ones are nobody's. */
const mostCharacters = 100;

/** Whether a text of a path can be the name of a service or an order at all: a database keeps no NUL. */
export function canBeCode(text: string): boolean {
  return text.length > 0 && text.length <= mostCharacters && !text.includes('\0');
}

/** @throws DomainError `service_not_allowed`: one that is another's looks like one that nobody has. */
export async function requireService(
  db: Kysely<DB>,
  { accountId, credentialId }: Caller,
  code: string,
): Promise<PublicService> {
  const found =
    credentialId !== null && canBeCode(code) && (await findGrantedService(db, accountId, credentialId, code));
  if (!found) throw new DomainError('service_not_allowed', 'The service is not yours to ask for.');
  return found;
}

export function publicOrderNotFound(): DomainError {
  return new DomainError('public_order_not_found', 'The service has no such order.');
}
