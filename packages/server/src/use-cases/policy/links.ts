/** Links to what whoever has them may see of a policy. */
import type { Deps } from '../deps.ts';

type Site = Pick<Deps, 'publicUrl'>;

/** Opens the certificate. @param token of an issued policy. */
export function certificateLink({ publicUrl }: Site, token: string): string {
  return `${publicUrl()}/saladin/certificates/${token}`;
}

/** Says whether a certificate is genuine, and opens nothing: its code is the hash of the other link's token. */
export function verifyLink({ publicUrl }: Site, certificateHash: Buffer): string {
  return `${publicUrl()}/saladin/verify/${certificateHash.toString('base64url')}`;
}
