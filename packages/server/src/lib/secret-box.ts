/** Encrypts secrets that must be read again (webhook signing keys) before they reach the database: AES-256-GCM. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

export interface SecretBox {
  /** Nonce, tag and cipher text in one buffer. */
  readonly seal: (plain: string) => Buffer;
  /** @throws Error when the box was sealed with another key or was changed. */
  readonly open: (sealed: Buffer) => string;
  /** 32 bytes that follow from the key and the label, the same in every process. */
  readonly derive: (label: string) => Buffer;
}

/** @param key 32 bytes. */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length !== 32) throw new Error('The secret key must have 32 bytes.');
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      // without the length, GCM would take a shortened tag
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    },
    derive: (label) => Buffer.from(hkdfSync('sha256', key, '', label, 32)),
  };
}
