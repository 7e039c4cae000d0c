/** What our messages are signed with. Reading it needs no XML. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { DigestName } from './signature-names.ts';

export interface Signer {
  readonly key: KeyObject;
  /** DER in base64. */
  readonly certificate: string;
  readonly digestName: DigestName;
}

/**
 * @param digestName sha256, unless the partner cannot read it
 * @throws Error when the key is not RSA or not that of the certificate
 */
export function readSigner(certificatePem: string, keyPem: string, digestName: DigestName = 'sha256'): Signer {
  const certificate = new X509Certificate(certificatePem);
  const key = createPrivateKey(keyPem);
  if (key.asymmetricKeyType !== 'rsa') throw new Error('The key for signatures must be an RSA key.');
  if (!certificate.checkPrivateKey(key)) throw new Error('The key for signatures is not that of the certificate.');
  return { key, certificate: certificate.raw.toString('base64'), digestName };
}
