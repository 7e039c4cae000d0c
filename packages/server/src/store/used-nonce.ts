/** SQL of the nonces of encrypted bodies. */
import type { Kysely } from 'kysely';
import type { DB } from './schema.ts';

/** @returns false when the key has seen it before; of two at once, one is the first. */
export async function claimNonce(
  db: Kysely<DB>,
  {
    accountId,
    credentialId,
    nonce,
  }: { readonly accountId: string; readonly credentialId: string; readonly nonce: Buffer },
): Promise<boolean> {
  const row = await db
    .insertInto('used_nonce')
    .values({ account_id: accountId, credential_id: credentialId, nonce })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return row !== undefined;
}
