/** Changes a webhook endpoint: where it is, what it hears, whether it is on. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { holdRelay } from '../../store/outbox.ts';
import {
  lockEndpoint,
  updateEndpoint as writeEndpoint,
  type ContentType,
  type EndpointSettings,
  type WebhookEndpoint,
} from '../../store/webhook-endpoint.ts';
import type { DB } from '../../store/schema.ts';
import { dropPending } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { assertEvents, assertUrl } from './endpoint-rules.ts';
import { endpointNotFound } from './get-endpoint.ts';

/** A field that is not given stays as it is. */
export interface EndpointPatch {
  readonly url?: string | undefined;
  /** Null for every webhook of the dialect. Messages that wait for a webhook which is removed here are dropped. */
  readonly events?: readonly string[] | null | undefined;
  readonly contentType?: ContentType | undefined;
  /** While an endpoint is disabled its messages wait. */
  readonly state?: 'enabled' | 'disabled' | undefined;
}

export interface EndpointUpdate {
  readonly id: string;
  /** The version that the caller saw; null to change whatever is there. */
  readonly version: number | null;
  readonly patch: EndpointPatch;
}

/** @throws DomainError `endpoint_not_found`, `version_conflict`, `url_refused`, `invalid_input` */
export async function updateEndpoint(
  deps: WebhookDeps,
  caller: Caller,
  update: EndpointUpdate,
): Promise<WebhookEndpoint> {
  const { patch } = update;
  const { accountId } = caller;
  if (patch.url !== undefined) assertUrl(deps, patch.url);
  return transact(deps, caller, (tx) => changeEndpoint(deps, tx, accountId, update));
}

/** As `updateEndpoint`, in a transaction of the caller's, who has checked the URL before. */
export async function changeEndpoint(
  deps: Pick<WebhookDeps, 'log' | 'voices'>,
  tx: Transaction<DB>,
  accountId: string,
  { id, version, patch }: EndpointUpdate,
): Promise<WebhookEndpoint> {
  if (patch.events) await holdRelay(tx);
  const before = await lockEndpoint(tx, accountId, id);
  if (!before) throw endpointNotFound();
  if (version !== null && version !== before.version) {
    throw new DomainError('version_conflict', 'The webhook endpoint was changed in the meantime. Read it again.');
  }
  const settings = merge(before, patch);
  if (patch.events !== undefined) assertEvents(deps, { dialect: before.dialect, events: settings.events });
  const after = await writeEndpoint(tx, accountId, id, settings);
  if (patch.events) {
    const dropped = await dropPending(tx, accountId, id, patch.events);
    if (dropped > 0) deps.log.info({ endpointId: id, dropped }, 'webhook messages dropped: their event was removed');
  }
  return after;
}

function merge(before: WebhookEndpoint, patch: EndpointPatch): EndpointSettings {
  const state = patch.state ?? before.state;
  return {
    url: patch.url ?? before.url,
    events: patch.events === undefined ? before.events : patch.events && [...new Set(patch.events)],
    contentType: patch.contentType ?? before.contentType,
    state,
    disabledReason: state === 'enabled' ? null : (before.disabledReason ?? 'Switched off by its owner.'),
  };
}
