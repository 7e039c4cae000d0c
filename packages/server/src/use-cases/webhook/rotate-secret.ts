/** Gives a webhook endpoint a new signing secret; the old one stays valid for a day, so that receivers can change over. */
import { rotateEndpointSecret, type WebhookEndpoint } from '../../store/webhook-endpoint.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { newSecret } from './endpoint-rules.ts';
import { endpointNotFound } from './get-endpoint.ts';

const previousForSeconds = 24 * 60 * 60;

/**
 * Messages carry signatures of both secrets while both are valid. The secret is shown once.
 * @throws DomainError `endpoint_not_found`
 */
export async function rotateSecret(
  deps: WebhookDeps,
  caller: Caller,
  id: string,
): Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }> {
  const secret = newSecret();
  return transact(deps, caller, async (tx) => {
    const sealedSecret = deps.secrets.seal(secret);
    const endpoint = await rotateEndpointSecret(tx, caller.accountId, id, { sealedSecret, previousForSeconds });
    if (!endpoint) throw endpointNotFound();
    return { endpoint, secret };
  });
}
