/** Ends a partner's app, or gives it a new secret. */
import { invalid } from '../../domain/errors.ts';
import { revokeGrantsOfApp, saveApp, saveSecret, type RegisteredApp } from '../../store/registered-app.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { removeEndpoint } from '../webhook/delete-endpoint.ts';
import { newAppSecret } from './app-rules.ts';
import { lockLiveApp } from './change-app.ts';

/** Whatever members allowed it ends with it, and its webhook. @throws DomainError `app_not_found` */
export async function revokeApp(deps: Deps, caller: Caller, id: string): Promise<null> {
  const ended = await transact(deps, caller, async (tx) => {
    const before = await lockLiveApp(tx, caller, id);
    const now = deps.now();
    if (before.webhook) await removeEndpoint(tx, caller.accountId, before.webhook.endpointId);
    const stamp = { version: before.version + 1, updatedBy: caller.actor, updatedAt: now, revokedAt: now };
    await saveApp(tx, { ...before, webhook: null, ...stamp });
    const grants = await revokeGrantsOfApp(tx, caller.accountId, id, now);
    deps.log.info({ appId: id, grants }, 'a partner’s app was ended');
    return null;
  });
  // at once in this process, elsewhere when the cache has forgotten them
  deps.signIns.bearers.clear();
  return ended;
}

/**
 * The secret before stops working at once; tokens that were given out stay good.
 * @throws DomainError `app_not_found`, `invalid_input` for a public app
 */
export async function rotateAppSecret(
  deps: Deps,
  caller: Caller,
  id: string,
): Promise<{ readonly app: RegisteredApp; readonly secretKey: string }> {
  const secretKey = newAppSecret();
  return transact(deps, caller, async (tx) => {
    const before = await lockLiveApp(tx, caller, id);
    if (before.isPublic) throw invalid('id', 'A public app has no secret.');
    const app = { ...before, version: before.version + 1, updatedBy: caller.actor, updatedAt: deps.now() };
    await saveApp(tx, app);
    await saveSecret(tx, app, deps.secrets.seal(secretKey));
    return { app, secretKey };
  });
}
