/** The key that signs ID tokens: it follows from the secret key, so that every process has the same without a table. */
import { createPrivateKey } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import type { OAuthDeps } from './deps.ts';

/** RFC 8410, 7: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function signingKey({ secrets }: Pick<OAuthDeps, 'secrets'>): JWK {
  const seed = secrets.derive('oauth signing key');
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  // node writes all that the key has: kty, crv, x, d
  return { ...(key.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'EdDSA' };
}
