/** Finds out who sends a request: by LogiNext's pair of tokens, by an API key, or by a certificate. */
import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import { findSignIn, type SignIn } from '../../store/credential.ts';
import type { Bearer } from '../../store/bearer.ts';
import { findLiveSession, revokeSession, type LiveSession } from '../../store/session.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import type { SigningKey } from './signing-keys.ts';
import { createSignInCache, type SignInCache } from './sign-in-cache.ts';
import { openSession, type TokenPair } from './sign-in.ts';

/** Who signed in lately, by token, by key, by bearer and by what signs bodies. */
export interface SignIns {
  readonly sessions: SignInCache<LiveSession>;
  readonly keys: SignInCache<SignIn>;
  readonly bearers: SignInCache<Bearer>;
  readonly signers: SignInCache<readonly SigningKey[]>;
}

export function createSignIns(): SignIns {
  return {
    sessions: createSignInCache(),
    keys: createSignInCache(),
    bearers: createSignInCache(),
    signers: createSignInCache(),
  };
}

/** @throws DomainError `unauthenticated` */
export async function authenticateSession(deps: Deps, pair: TokenPair): Promise<Identity> {
  return toIdentity(await liveSession(deps, pair));
}

/**
 * Exchanges a pair for a new one; the old pair ends at once. Of two exchanges of one pair, one succeeds.
 * @throws DomainError `unauthenticated`
 */
export async function refreshSession(deps: Deps, pair: TokenPair): Promise<TokenPair> {
  const session = await liveSession(deps, pair);
  deps.signIns.sessions.forget(pair.token);
  return deps.db
    .of(session.account.id)
    .transaction()
    .execute(async (tx) => {
      if (!(await revokeSession(tx, session.account.id, session.sessionId, deps.now()))) throw unauthenticated();
      return openSession(deps, tx, session.account.id, session.credentialId);
    });
}

/**
 * The account of an API key. A key is random enough to be looked up by its hash.
 * @throws DomainError `unauthenticated`
 */
export async function authenticateKey(
  deps: Pick<Deps, 'db' | 'now' | 'signIns'>,
  dialect: string,
  key: string,
): Promise<Identity> {
  return findSigner(deps, dialect, sha256(key).toString('hex'));
}

/**
 * The account of a client certificate that the connection has proved.
 * @param fingerprint hex SHA-256 in lower case
 * @throws DomainError `unauthenticated`
 */
export async function authenticateCertificate(
  deps: Pick<Deps, 'db' | 'now' | 'signIns'>,
  dialect: string,
  fingerprint: string,
): Promise<Identity> {
  return findSigner(deps, dialect, certificateLookup(fingerprint));
}

/** What a credential that is a certificate is looked up by: no hash of a key looks so. */
export function certificateLookup(fingerprint: string): string {
  return `certificate:${fingerprint}`;
}

async function findSigner(
  deps: Pick<Deps, 'db' | 'now' | 'signIns'>,
  dialect: string,
  lookup: string,
): Promise<Identity> {
  const find = () => findSignIn(deps.db.anyone, dialect, lookup);
  const found = await deps.signIns.keys.get(`${dialect} ${lookup}`, deps.now(), find);
  if (!found) throw unauthenticated();
  const { account, credentialId, label } = found;
  return { account, caller: { accountId: account.id, actor: label, credentialId } };
}

async function liveSession(deps: Deps, { token, secret }: TokenPair): Promise<LiveSession> {
  const now = deps.now();
  const find = () => findLiveSession(deps.db.anyone, sha256(token), now);
  const session = await deps.signIns.sessions.get(token, now, find);
  // one that was found before may have expired since
  if (!session || session.expiresAt <= now) throw unauthenticated();
  if (!timingSafeEqual(session.secretHash, sha256(secret))) throw unauthenticated();
  return session;
}

function toIdentity({ account, credentialId, label }: LiveSession): Identity {
  return { account, caller: { accountId: account.id, actor: label, credentialId } };
}

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'Invalid username or password');
}
