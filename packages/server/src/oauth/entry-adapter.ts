/** Sessions, sign-ins under way, codes and tokens in one table, each under the hash of its name. */
import { errors, Provider, type Adapter, type AdapterPayload } from 'oidc-provider';
import { sha256 } from '../lib/hash.ts';
import {
  consumeEntry,
  deleteEntry,
  findEntry,
  findSessionByUid,
  saveInteraction,
  saveSession,
  saveToken,
  type EntryKind,
  type StoredEntry,
} from '../store/oauth-entry.ts';
import { findPartnerApp } from '../store/partner-app.ts';
import { endGrant } from '../use-cases/oauth/end-grant.ts';
import type { OAuthDeps } from './deps.ts';
import { openPayload, sealPayload } from './payload.ts';
import { readSubject } from './subject.ts';

const kinds: readonly string[] = ['Session', 'Interaction', 'AuthorizationCode', 'AccessToken', 'RefreshToken'];
export const isEntryKind = (model: string): model is EntryKind => kinds.includes(model);

/** Seconds for which a code that was used is known as such: one that comes again within them ends its grant. */
const usedCodeSeconds = 600;

export function createEntryAdapter(deps: OAuthDeps, kind: EntryKind): Adapter {
  const keyOf = (id: string) => ({ kind, idHash: sha256(id) });

  function open(id: string, { payload, consumedAt }: StoredEntry): AdapterPayload {
    const opened = { ...openPayload(deps, payload), jti: id };
    if (!consumedAt) return opened;
    const consumed = Math.floor(consumedAt.getTime() / 1000);
    if (kind !== 'AuthorizationCode') return { ...opened, consumed };
    // the provider looks at the expiry before it looks whether a code was used
    return { ...opened, consumed, exp: Math.max(opened.exp ?? 0, consumed + usedCodeSeconds) };
  }

  return {
    async upsert(id, payload) {
      const entry = {
        ...keyOf(id),
        payload: sealPayload(deps, payload),
        expiresAt: new Date((payload.exp ?? 0) * 1000),
      };
      const { grantId } = payload;
      if (kind === 'Session' || kind === 'Interaction') {
        const accountId = await placeOf(deps, entry, payload);
        if (accountId === null) return;
        const visit = { ...entry, accountId };
        if (kind === 'Interaction') await saveInteraction(deps.db.of(accountId), visit);
        else await saveSession(deps.db.of(accountId), visit, sha256(payload.uid ?? id));
        return;
      }
      const subject = readSubject(payload.accountId);
      if (!subject || grantId === undefined) throw new errors.InvalidGrant('grant not found');
      const token = { ...entry, accountId: subject.accountId };
      // only of an access token the scope is asked again by others than the provider
      const scope = kind === 'AccessToken' ? (payload.scope ?? null) : null;
      const written = await saveToken(deps.db.of(subject.accountId), token, { grantId, scope });
      if (!written) throw new errors.InvalidGrant('grant not found');
    },
    async find(id) {
      const found = await findEntry(deps.db.anyone, kind, sha256(id));
      return found ? open(id, found) : undefined;
    },
    async findByUid(uid) {
      const found = await findSessionByUid(deps.db.anyone, sha256(uid));
      if (!found) return undefined;
      return openPayload(deps, found.payload);
    },
    findByUserCode: async () => undefined,
    async consume(id) {
      const found = await findEntry(deps.db.anyone, kind, sha256(id));
      const won = found && (await consumeEntry(deps.db.of(found.accountId), found.accountId, keyOf(id), deps.now()));
      if (won) return;
      const { grantId } = found ? openPayload(deps, found.payload) : {};
      if (grantId !== undefined) await endGrant(deps, grantId);
      throw new errors.InvalidGrant('already used');
    },
    async destroy(id) {
      const found = await findEntry(deps.db.anyone, kind, sha256(id));
      if (found) await deleteEntry(deps.db.of(found.accountId), found.accountId, keyOf(id));
    },
    // the entries themselves go with the housekeeping: nobody finds them under a dead grant
    revokeByGrantId: (grantId) => endGrant(deps, grantId),
  };
}

/**
 * The account under which a session or a sign-in stands: of whoever signed in, else of the app that asks. Null for a
 * session of which neither is known: it is not worth a row, and the next request begins another.
 */
async function placeOf(
  deps: OAuthDeps,
  key: { readonly kind: EntryKind; readonly idHash: Buffer },
  payload: AdapterPayload,
): Promise<string | null> {
  if (key.kind === 'Interaction') return accountOf(deps, payload.params?.['client_id']);
  const before = await findEntry(deps.db.anyone, key.kind, key.idHash);
  const asker = Provider.ctx?.oidc.client?.clientId;
  const place = readSubject(payload.accountId)?.accountId ?? before?.accountId ?? (await accountOf(deps, asker));
  // in one browser somebody of another account has signed in
  if (before && before.accountId !== place) await deleteEntry(deps.db.of(before.accountId), before.accountId, key);
  return place;
}

async function accountOf({ db }: OAuthDeps, clientKey: unknown): Promise<string | null> {
  const app = typeof clientKey === 'string' ? await findPartnerApp(db.anyone, clientKey) : null;
  return app?.accountId ?? null;
}
