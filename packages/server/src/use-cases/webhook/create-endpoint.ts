/** Adds a webhook endpoint to an account. */
import { invalid } from '../../domain/errors.ts';
import {
  countEndpoints,
  insertEndpoint,
  lockEndpointsOfAccount,
  type ContentType,
  type WebhookEndpoint,
} from '../../store/webhook-endpoint.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { assertEvents, assertUrl, newSecret } from './endpoint-rules.ts';

export type { ContentType, WebhookEndpoint } from '../../store/webhook-endpoint.ts';

/** Endpoints of one account at most. */
const quota = 100;

export interface NewEndpoint {
  readonly dialect: string;
  readonly url: string;
  /** The dialect's names of webhooks; null for all. */
  readonly events: readonly string[] | null;
  readonly contentType: ContentType;
}

export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  /** `whsec_…`, to check signatures with. Shown once. */
  readonly secret: string;
}

/** @throws DomainError `url_refused`, `invalid_input` (dialect, events, more endpoints than the quota) */
export async function createEndpoint(
  deps: WebhookDeps,
  caller: Caller,
  input: NewEndpoint,
): Promise<EndpointWithSecret> {
  assertUrl(deps, input.url);
  assertEvents(deps, input);
  const secret = newSecret();
  const id = deps.newId();
  return transact(deps, caller, async (tx) => {
    await lockEndpointsOfAccount(tx, caller.accountId);
    if ((await countEndpoints(tx, caller.accountId)) >= quota) {
      throw invalid('url', `An account can have ${quota} webhook endpoints. Delete one before you add another.`);
    }
    const { dialect, url, events, contentType } = input;
    const sealedSecret = deps.secrets.seal(secret);
    const endpoint = await insertEndpoint(tx, {
      accountId: caller.accountId,
      id,
      dialect,
      url,
      events: events && [...new Set(events)],
      contentType,
      sealedSecret,
    });
    return { endpoint, secret };
  });
}
