/** Opens an encrypted request, once: what was sent before is refused. */
import { DomainError } from '../../domain/errors.ts';
import { openSealedBody } from '../../lib/sealed-body.ts';
import { claimNonce } from '../../store/used-nonce.ts';
import type { Deps } from '../deps.ts';
import type { SigningKey } from './signing-keys.ts';

/**
 * @param name what the body names its key by: the text that was sealed for one caller opens for no other.
 * @throws DomainError `bad_signature`, with one message whatever the reason
 */
export async function openRequest(
  deps: Pick<Deps, 'db'>,
  { identity, encryptionKey }: SigningKey,
  { name, data }: { readonly name: string; readonly data: string },
): Promise<Buffer> {
  const opened = encryptionKey && openSealedBody(data, encryptionKey, name);
  // nothing is noted of what does not open: garbage fills no table
  if (!opened || !(await isFirst(deps, identity.caller, opened.nonce)))
    throw new DomainError('bad_signature', 'The signature is wrong.');
  return opened.plain;
}

function isFirst({ db }: Pick<Deps, 'db'>, caller: SigningKey['identity']['caller'], nonce: Buffer): Promise<boolean> {
  const { accountId, credentialId } = caller;
  if (credentialId === null) return Promise.resolve(false);
  return claimNonce(db.of(accountId), { accountId, credentialId, nonce });
}
