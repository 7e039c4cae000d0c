/** What a partner does who encrypts the bodies that it sends. */
import { createCipheriv, randomBytes } from 'node:crypto';

/** @param key 32 bytes. @returns base64 of nonce, cipher text and tag */
export function sealBody(plain: string, key: Buffer, associated: string, nonce: Buffer = randomBytes(12)): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}
