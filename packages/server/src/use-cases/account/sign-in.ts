/** Signs a partner in with user name and password and hands out a pair of tokens that lives for a day. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import { findSignIn } from '../../store/credential.ts';
import type { DB } from '../../store/schema.ts';
import { insertSession } from '../../store/session.ts';
import type { Deps } from '../deps.ts';
import { verifyPassword } from './passwords.ts';

const lifeMs = 24 * 3_600_000;

/** Shown once; only their hashes are kept. */
export interface TokenPair {
  /** A UUID. */
  readonly token: string;
  /** Looks like LogiNext's bcrypt text and is nothing but random. */
  readonly secret: string;
}

/** @throws DomainError `unauthenticated`, with one message whether the name or the password is wrong; `too_many_requests` */
export async function signIn(
  deps: Deps,
  dialect: string,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<TokenPair> {
  const found = await findSignIn(deps.db.anyone, dialect, userName);
  if (!(await verifyPassword(deps, found?.passwordHash ?? null, password)) || !found) {
    throw new DomainError('unauthenticated', 'Invalid username or password');
  }
  return openSession(deps, deps.db.of(found.account.id), found.account.id, found.credentialId);
}

/** A new pair for the credential. */
export async function openSession(
  deps: Pick<Deps, 'now' | 'newId'>,
  db: Kysely<DB>,
  accountId: string,
  credentialId: string,
): Promise<TokenPair> {
  const pair: TokenPair = { token: randomUUID(), secret: `$2a$08$${bcryptText(53)}` };
  await insertSession(db, {
    accountId,
    id: deps.newId(),
    credentialId,
    tokenHash: sha256(pair.token),
    secretHash: sha256(pair.secret),
    expiresAt: new Date(deps.now().getTime() + lifeMs),
  });
  return pair;
}

/** Random characters of bcrypt's alphabet: six bits each. */
function bcryptText(length: number): string {
  const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 63]).join('');
}
