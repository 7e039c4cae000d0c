/** Changes a partner's app: its addresses, its platform, its webhook. Key and kind stay. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { lockApp, saveApp, type RegisteredApp } from '../../store/registered-app.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { addEndpoint } from '../webhook/create-endpoint.ts';
import { removeEndpoint } from '../webhook/delete-endpoint.ts';
import { changeEndpoint } from '../webhook/update-endpoint.ts';
import { appNotFound, checkAddresses, requirePlatformOf, webhookOfApps } from './app-rules.ts';

/** A field that is not given stays as it is; null takes it away. */
export interface AppChange {
  readonly name?: string;
  readonly redirectUrls?: readonly string[];
  readonly platformId?: string | null;
  readonly webhookUrl?: string | null;
  readonly sso?: RegisteredApp['sso'];
}

export interface AppUpdate {
  readonly id: string;
  /** The version that the caller saw; null to change whatever is there. */
  readonly version: number | null;
  readonly change: AppChange;
}

/** @throws DomainError `app_not_found`, `version_conflict`, `invalid_input`, `url_refused`, `platform_not_found` */
export async function changeApp(
  deps: Deps,
  caller: Caller,
  { id, version, change }: AppUpdate,
): Promise<RegisteredApp> {
  const { webhookUrl, ...rest } = change;
  const changed = await transact(deps, caller, async (tx) => {
    const before = await lockLiveApp(tx, caller, id);
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', 'The app was changed in the meantime. Read it again.');
    }
    const next = { ...before, ...rest };
    checkAddresses(deps, { ...next, webhookUrl: webhookUrl ?? null });
    await requirePlatformOf(tx, next);
    const webhook = webhookUrl === undefined ? before.webhook : await moveWebhook(deps, tx, before, webhookUrl);
    const stamp = { version: before.version + 1, updatedBy: caller.actor, updatedAt: deps.now() };
    const after: RegisteredApp = { ...next, webhook, ...stamp };
    await saveApp(tx, after);
    return after;
  });
  // bearers know their app's name and platform
  deps.signIns.bearers.clear();
  return changed;
}

/** @throws DomainError `app_not_found` for one that has ended, too */
export async function lockLiveApp(tx: Transaction<DB>, { accountId }: Caller, id: string): Promise<RegisteredApp> {
  const app = await lockApp(tx, accountId, id);
  if (!app || app.revokedAt !== null) throw appNotFound();
  return app;
}

/** What waits for the endpoint follows it to its new place, and is dropped with it. */
async function moveWebhook(
  deps: Deps,
  tx: Transaction<DB>,
  { accountId, id: audience, webhook }: RegisteredApp,
  url: string | null,
): Promise<RegisteredApp['webhook']> {
  if (url === null) {
    if (webhook) await removeEndpoint(tx, accountId, webhook.endpointId);
    return null;
  }
  if (!webhook) {
    const hook = { ...webhookOfApps, url, audience, field: 'webhookUrl' };
    const { endpoint } = await addEndpoint(deps, tx, accountId, hook);
    return { endpointId: endpoint.id, url };
  }
  if (url !== webhook.url) {
    await changeEndpoint(deps, tx, accountId, { id: webhook.endpointId, version: null, patch: { url } });
  }
  return { ...webhook, url };
}
