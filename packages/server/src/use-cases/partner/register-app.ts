/** Registers a partner's app: a client of the authorization server, with a webhook for what it makes. */
import { findApp, insertApp, saveApp, type RegisteredApp } from '../../store/registered-app.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { addEndpoint } from '../webhook/create-endpoint.ts';
import {
  appNotFound,
  checkAddresses,
  newAppSecret,
  newClientKey,
  requirePlatformOf,
  webhookOfApps,
} from './app-rules.ts';

export type { RegisteredApp };

export interface NewApp extends Pick<RegisteredApp, 'name' | 'redirectUrls' | 'native' | 'platformId' | 'sso'> {
  /** It can keep no secret, and proves itself by PKCE alone. */
  readonly isPublic: boolean;
  /** Where it hears of the tasks that it made; null: nowhere. */
  readonly webhookUrl: string | null;
}

export interface AppWithSecrets {
  readonly app: RegisteredApp;
  /** Null for a public app. */
  readonly secretKey: string | null;
  /** `whsec_…`, to check signatures of webhooks with; null without a webhook. */
  readonly webhookSecret: string | null;
}

/** @throws DomainError `invalid_input`, `url_refused`, `platform_not_found` */
export async function registerApp(
  deps: Deps,
  caller: Caller,
  { isPublic, webhookUrl, ...draft }: NewApp,
): Promise<AppWithSecrets> {
  checkAddresses(deps, { ...draft, webhookUrl });
  const { accountId, actor: updatedBy } = caller;
  const secretKey = isPublic ? null : newAppSecret();
  return transact(deps, caller, async (tx) => {
    const now = deps.now();
    const identity = { accountId, id: deps.newId(), version: 1, clientKey: newClientKey(), updatedBy };
    const app = { ...draft, ...identity, createdAt: now, updatedAt: now, revokedAt: null };
    await requirePlatformOf(tx, app);
    await insertApp(tx, { ...app, sealedSecret: secretKey === null ? null : deps.secrets.seal(secretKey) });
    const whole: RegisteredApp = { ...app, isPublic, webhook: null };
    if (webhookUrl === null) return { app: whole, secretKey, webhookSecret: null };
    const hook = { ...webhookOfApps, url: webhookUrl, audience: app.id, field: 'webhookUrl' };
    const { endpoint, secret } = await addEndpoint(deps, tx, accountId, hook);
    const heard = { ...whole, webhook: { endpointId: endpoint.id, url: endpoint.url } };
    await saveApp(tx, heard);
    return { app: heard, secretKey, webhookSecret: secret };
  });
}

/** Ended ones too. @throws DomainError `app_not_found` */
export async function getApp(deps: Deps, { accountId }: Caller, id: string): Promise<RegisteredApp> {
  const app = await findApp(deps.db.of(accountId), accountId, id);
  if (!app) throw appNotFound();
  return app;
}
