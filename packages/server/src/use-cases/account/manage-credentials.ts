/** Makes, lists and ends an account's credentials. */
import { randomBytes } from 'node:crypto';
import type { Credential } from '../../domain/account/account.ts';
import { DomainError, duplicate } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import {
  insertCredential,
  listCredentials as selectCredentials,
  revokeCredential as revoke,
} from '../../store/credential.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { certificateLookup } from './authenticate.ts';

export interface CredentialWithSecret {
  readonly id: string;
  readonly label: string;
  readonly dialect: string;
  /** Shown once: only its hash is kept. */
  readonly secret: string;
}

/** A new API key: 256 random bits behind a prefix that leak scanners can look for. */
export async function createApiKey(
  deps: Deps,
  caller: Caller,
  { dialect, label }: { readonly dialect: string; readonly label: string },
): Promise<CredentialWithSecret> {
  const secret = `wbk_${randomBytes(32).toString('base64url')}`;
  const id = deps.newId();
  return transact(deps, caller, async (tx) => {
    const lookup = sha256(secret).toString('hex');
    await insertCredential(tx, { accountId: caller.accountId, id, dialect, label, lookup, passwordHash: null });
    return { id, label, dialect, secret };
  });
}

/** A new user name with its password. @throws DomainError `duplicate` when the name is taken. */
export async function createUser(
  deps: Deps,
  caller: Caller,
  user: { readonly dialect: string; readonly label: string; readonly userName: string; readonly password: string },
): Promise<{ readonly id: string; readonly label: string; readonly dialect: string }> {
  const passwordHash = await deps.passwords.hash(user.password);
  const id = deps.newId();
  return transact(deps, caller, async (tx) => {
    const { dialect, label, userName: lookup } = user;
    if (!(await insertCredential(tx, { accountId: caller.accountId, id, dialect, label, lookup, passwordHash }))) {
      throw duplicate('userName', 'The user name is taken.', 'It is taken.');
    }
    return { id, label, dialect };
  });
}

/**
 * A client certificate that somebody will show. Nothing of it is secret.
 * @param certificate its hex SHA-256 in lower case
 * @throws DomainError `duplicate` when it is registered, be it by another account: who shows it is one caller
 */
export async function registerCertificate(
  deps: Deps,
  caller: Caller,
  certificate: { readonly dialect: string; readonly label: string; readonly fingerprint: string },
): Promise<{ readonly id: string; readonly label: string; readonly dialect: string }> {
  const { dialect, label, fingerprint } = certificate;
  const id = deps.newId();
  const lookup = certificateLookup(fingerprint);
  return transact(deps, caller, async (tx) => {
    if (
      !(await insertCredential(tx, { accountId: caller.accountId, id, dialect, label, lookup, passwordHash: null }))
    ) {
      throw duplicate('certificate', 'The certificate is registered already.');
    }
    return { id, label, dialect };
  });
}

/** Newest first, revoked ones too. */
export async function listCredentials(
  deps: Deps,
  { accountId }: Caller,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Credential[]> {
  return selectCredentials(deps.db.of(accountId), accountId, page);
}

/** Ends a credential and the sessions that it opened. @throws DomainError `credential_not_found` */
export async function revokeCredential(
  deps: Pick<Deps, 'db' | 'now' | 'signIns'>,
  caller: Caller,
  id: string,
): Promise<null> {
  const ended = await transact(deps, caller, async (tx) => {
    if (!(await revoke(tx, caller.accountId, id, deps.now()))) {
      throw new DomainError('credential_not_found', 'There is no such live credential.');
    }
    return null;
  });
  deps.signIns.keys.clear();
  deps.signIns.sessions.clear();
  deps.signIns.signers.clear();
  return ended;
}
