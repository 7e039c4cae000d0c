/** SQL of signing keys: secrets that both sides have. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Account } from '../domain/account/account.ts';
import { toAccount } from './account.ts';
import type { DB } from './schema.ts';

/** Of a whole body, and of a token with what follows it. */
export type SigningScheme = 'hmac-sha256-sorted' | 'md5-concat';

export interface NewSigningKey {
  readonly accountId: string;
  readonly credentialId: string;
  readonly scheme: SigningScheme;
  readonly sealedSecret: Buffer;
  readonly sealedEncryptionKey: Buffer | null;
  readonly encryptionRequired: boolean;
}

/** Beside its credential, in one transaction. */
export async function insertSigningKey(db: Kysely<DB>, key: NewSigningKey): Promise<void> {
  await db
    .insertInto('signing_key')
    .values({
      account_id: key.accountId,
      credential_id: key.credentialId,
      scheme: key.scheme,
      sealed_secret: key.sealedSecret,
      sealed_encryption_key: key.sealedEncryptionKey,
      encryption_required: key.encryptionRequired,
    })
    .execute();
}

export interface SealedSigningKey extends Omit<NewSigningKey, 'accountId'> {
  readonly account: Account;
  readonly label: string;
}

type Row = Parameters<typeof toAccount>[0] &
  Pick<
    Selectable<DB['signing_key']>,
    'credential_id' | 'scheme' | 'sealed_secret' | 'sealed_encryption_key' | 'encryption_required'
  > & { readonly label: string };

/**
 * Live keys with their accounts, oldest first. It looks across accounts on any connection.
 * @param lookup null: all of the dialect, for requests that do not say whose they are.
 */
export async function findSigningKeys(
  db: Kysely<DB>,
  dialect: string,
  lookup: string | null,
): Promise<SealedSigningKey[]> {
  const { rows } = await sql<Row>`select * from find_signing_keys(${dialect}, ${lookup})`.execute(db);
  return rows.map((row) => ({
    account: toAccount(row),
    credentialId: row.credential_id,
    label: row.label,
    // checked by the database
    scheme: row.scheme as SigningScheme,
    sealedSecret: row.sealed_secret,
    sealedEncryptionKey: row.sealed_encryption_key,
    encryptionRequired: row.encryption_required,
  }));
}
