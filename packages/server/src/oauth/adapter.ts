/** The provider's memory in PostgreSQL: one adapter for each of its models. */
import { errors, type Adapter } from 'oidc-provider';
import { findGrant, saveGrant } from '../store/oauth-grant.ts';
import { findPartnerApp } from '../store/partner-app.ts';
import { endGrant } from '../use-cases/oauth/end-grant.ts';
import { toClientMetadata } from './client-metadata.ts';
import type { OAuthDeps } from './deps.ts';
import { createEntryAdapter, isEntryKind } from './entry-adapter.ts';
import { openPayload, sealPayload } from './payload.ts';
import { readSubject } from './subject.ts';

/** @returns what the provider calls with a model's name, once for each model */
export const createAdapters =
  (deps: OAuthDeps) =>
  (model: string): Adapter => {
    if (model === 'Client') return createClientAdapter(deps);
    if (model === 'Grant') return createGrantAdapter(deps);
    return isEntryKind(model) ? createEntryAdapter(deps, model) : nothing;
  };

/** For models of features that are switched off; revocation asks for them all the same. */
const nothing: Adapter = {
  upsert: async () => {
    throw new Error('The authorization server keeps no such thing.');
  },
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** Apps are registered elsewhere; the provider only reads them. */
function createClientAdapter(deps: OAuthDeps): Adapter {
  return {
    ...nothing,
    async find(clientKey) {
      const app = await findPartnerApp(deps.db.anyone, clientKey);
      return app ? toClientMetadata(deps, app) : undefined;
    },
  };
}

/** A grant stays after its end, so that what is written under it a moment later is dead as well. */
function createGrantAdapter(deps: OAuthDeps): Adapter {
  return {
    ...nothing,
    async upsert(id, payload) {
      const subject = readSubject(payload.accountId);
      const app = await findPartnerApp(deps.db.anyone, payload.clientId ?? '');
      if (!subject || app?.accountId !== subject.accountId) throw new errors.InvalidGrant('grant of another account');
      await saveGrant(deps.db.of(app.accountId), {
        accountId: app.accountId,
        id,
        appId: app.id,
        memberId: subject.memberId,
        payload: sealPayload(deps, payload),
        expiresAt: new Date((payload.exp ?? 0) * 1000),
      });
    },
    async find(id) {
      const grant = await findGrant(deps.db.anyone, id);
      return grant ? { ...openPayload(deps, grant.payload), jti: id } : undefined;
    },
    destroy: (id) => endGrant(deps, id),
  };
}
