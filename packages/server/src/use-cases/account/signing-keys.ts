/** Keys with which partners sign bodies: made here, and looked up by what a body says, or by its signature alone. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { DomainError, duplicate } from '../../domain/errors.ts';
import { sha256 } from '../../lib/hash.ts';
import { insertCredential } from '../../store/credential.ts';
import type { DB } from '../../store/schema.ts';
import { findSigningKeys, insertSigningKey, type SealedSigningKey, type SigningScheme } from '../../store/signing-key.ts'; // prettier-ignore
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';

export interface SigningKey {
  readonly identity: Identity;
  readonly scheme: SigningScheme;
  readonly secret: string;
  /** 32 bytes; null: bodies are not encrypted. */
  readonly encryptionKey: Buffer | null;
  /** A body that is not encrypted is refused. */
  readonly encryptionRequired: boolean;
}

export interface SigningKeyDraft {
  readonly dialect: string;
  readonly label: string;
  readonly scheme: SigningScheme;
  /** What bodies name it by; null: the secret alone tells it. */
  readonly key: string | null;
  readonly secret: string;
  readonly encryptionKey: Buffer | null;
  readonly encryptionRequired: boolean;
}

type Keeper = Pick<Deps, 'db' | 'newId' | 'secrets' | 'signIns'>;

/** @throws DomainError `duplicate` when another live credential of the dialect is looked up by the same */
export async function registerSigningKey(
  deps: Keeper,
  caller: Caller,
  draft: SigningKeyDraft,
): Promise<{ readonly id: string; readonly dialect: string; readonly label: string }> {
  const { dialect, label, key } = draft;
  const made = await transact(deps, caller, async (tx) => {
    const id = await addSigningKey(deps, tx, caller.accountId, draft);
    if (id === null) throw duplicate(key === null ? 'token' : 'key', 'It is taken.');
    return { id, dialect, label };
  });
  deps.signIns.signers.clear();
  return made;
}

/** As a part of what is made in a transaction. @returns id of the credential; null when what it is looked up by is taken */
export async function addSigningKey(
  deps: Pick<Deps, 'newId' | 'secrets'>,
  tx: Kysely<DB>,
  accountId: string,
  { dialect, label, scheme, key, secret, encryptionKey, encryptionRequired }: SigningKeyDraft,
): Promise<string | null> {
  const id = deps.newId();
  const lookup = sha256(key ?? secret).toString('hex');
  if (!(await insertCredential(tx, { accountId, id, dialect, label, lookup, passwordHash: null }))) return null;
  await insertSigningKey(tx, {
    accountId,
    credentialId: id,
    scheme,
    sealedSecret: deps.secrets.seal(secret),
    sealedEncryptionKey: encryptionKey && deps.secrets.seal(encryptionKey.toString('base64')),
    encryptionRequired,
  });
  return id;
}

export interface SigningPair {
  readonly id: string;
  readonly dialect: string;
  readonly label: string;
  /** 32 hex digits: what bodies name it by. */
  readonly key: string;
  readonly secret: string;
  /** Base64 of 32 bytes; null: bodies are not encrypted. */
  readonly encryptionKey: string | null;
}

/** A key with a secret of 256 random bits. @param encrypted bodies have to be encrypted, too. */
export async function createSigningPair(
  deps: Keeper,
  caller: Caller,
  { dialect, label, encrypted }: { readonly dialect: string; readonly label: string; readonly encrypted: boolean },
): Promise<SigningPair> {
  const key = randomBytes(16).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const encryptionKey = encrypted ? randomBytes(32) : null;
  const scheme = 'hmac-sha256-sorted';
  const made = await registerSigningKey(deps, caller, {
    dialect,
    label,
    scheme,
    key,
    secret,
    encryptionKey,
    encryptionRequired: encrypted,
  });
  return { ...made, key, secret, encryptionKey: encryptionKey?.toString('base64') ?? null };
}

/**
 * A token that signs by itself, ours or one that the partner has already.
 * @throws DomainError `duplicate` for one that is registered, be it by another account: who signs with it is one caller
 */
export async function createSigningToken(
  deps: Keeper,
  caller: Caller,
  { dialect, label, token }: { readonly dialect: string; readonly label: string; readonly token: string | null },
): Promise<{ readonly id: string; readonly dialect: string; readonly label: string; readonly secret: string }> {
  const secret = token ?? randomBytes(32).toString('base64url');
  const bare = { key: null, encryptionKey: null, encryptionRequired: false } as const;
  const made = await registerSigningKey(deps, caller, { dialect, label, scheme: 'md5-concat', secret, ...bare });
  return { ...made, secret };
}

type Finder = Pick<Deps, 'db' | 'now' | 'secrets' | 'signIns'>;

/** The key that a body names. @throws DomainError `bad_signature`: nobody is told which keys there are */
export async function findSigningKey(deps: Finder, dialect: string, key: string): Promise<SigningKey> {
  const lookup = sha256(key).toString('hex');
  const [found] = (await remembered(deps, dialect, lookup)) ?? [];
  if (!found) throw new DomainError('bad_signature', 'The signature is wrong.');
  return found;
}

/**
 * The key that fits a body which names none. All of the dialect are tried each time, so that the time it takes does not
 * tell which of them came near.
 * @throws DomainError `bad_signature`
 */
export async function matchSigningKey(
  deps: Finder,
  dialect: string,
  fits: (key: SigningKey) => boolean,
): Promise<SigningKey> {
  const [known] = ((await remembered(deps, dialect, null)) ?? []).filter(fits);
  if (known) return known;
  // one that was made elsewhere a moment ago
  deps.signIns.signers.forget(nameOf(dialect, null));
  const [found] = ((await remembered(deps, dialect, null)) ?? []).filter(fits);
  if (!found) throw new DomainError('bad_signature', 'The signature is wrong.');
  return found;
}

/** Secrets are opened once in a few seconds. Null: there is none. */
async function remembered(deps: Finder, dialect: string, lookup: string | null): Promise<readonly SigningKey[] | null> {
  return deps.signIns.signers.get(nameOf(dialect, lookup), deps.now(), async () => {
    const keys = await findSigningKeys(deps.db.anyone, dialect, lookup);
    return keys.length === 0 ? null : keys.map((key) => opened(deps, key));
  });
}

function nameOf(dialect: string, lookup: string | null): string {
  return `${dialect} ${lookup ?? 'all'}`;
}

function opened({ secrets }: Pick<Deps, 'secrets'>, key: SealedSigningKey): SigningKey {
  const { account, credentialId, label, scheme, sealedSecret, sealedEncryptionKey, encryptionRequired } = key;
  return {
    identity: { account, caller: { accountId: account.id, actor: label, credentialId } },
    scheme,
    secret: secrets.open(sealedSecret),
    encryptionKey: sealedEncryptionKey && Buffer.from(secrets.open(sealedEncryptionKey), 'base64'),
    encryptionRequired,
  };
}
