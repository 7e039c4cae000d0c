/** Shows one webhook endpoint, how it fares included. */
import { DomainError } from '../../domain/errors.ts';
import { findEndpoint, type WebhookEndpoint } from '../../store/webhook-endpoint.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** @throws DomainError `endpoint_not_found` */
export async function getEndpoint(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<WebhookEndpoint> {
  const endpoint = await findEndpoint(deps.db.of(accountId), accountId, id);
  if (!endpoint) throw endpointNotFound();
  return endpoint;
}

export function endpointNotFound(): DomainError {
  return new DomainError('endpoint_not_found', 'There is no such webhook endpoint.');
}
