/** Adds a webhook endpoint to an account. */
import type { Transaction } from 'kysely';
import { invalid } from '../../domain/errors.ts';
import type { DB } from '../../store/schema.ts';
import {
  countEndpoints,
  insertEndpoint,
  lockEndpointsOfAccount,
  type ContentType,
  type WebhookEndpoint,
} from '../../store/webhook-endpoint.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
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
  return transact(deps, caller, (tx) => addEndpoint(deps, tx, caller.accountId, input));
}

export interface AudienceEndpoint extends NewEndpoint {
  /** The partner's app whose things alone it hears of; null or missing: it hears of everything. */
  readonly audience?: string | null;
  /** The field that the URL came in, for refusals: `url` when it is missing. */
  readonly field?: string;
}

/** As `createEndpoint`, in a transaction of the caller's, who has checked URL and events before. */
export async function addEndpoint(
  deps: Pick<Deps, 'newId' | 'secrets'>,
  tx: Transaction<DB>,
  accountId: string,
  { dialect, url, events, contentType, audience = null, field = 'url' }: AudienceEndpoint,
): Promise<EndpointWithSecret> {
  await lockEndpointsOfAccount(tx, accountId);
  if ((await countEndpoints(tx, accountId)) >= quota) {
    throw invalid(field, `An account can have ${quota} webhook endpoints. Delete one before you add another.`);
  }
  const secret = newSecret();
  const endpoint = await insertEndpoint(tx, {
    accountId,
    id: deps.newId(),
    dialect,
    url,
    events: events && [...new Set(events)],
    contentType,
    sealedSecret: deps.secrets.seal(secret),
    audience,
  });
  return { endpoint, secret };
}
