/** Opens a body that its sender has encrypted: AES-256-GCM, as base64 of nonce, cipher text and tag. */
import { createDecipheriv } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** To the letter: Buffer alone takes almost any text for base64. */
const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export interface OpenedBody {
  /** 12 bytes. The same nonce again is a body that was sent before, or made by somebody who must not be trusted. */
  readonly nonce: Buffer;
  readonly plain: Buffer;
}

/**
 * @param key 32 bytes.
 * @param associated is not encrypted and cannot be changed either.
 * @returns null for what is not base64, too short, or was sealed with another key or for another purpose
 */
export function openSealedBody(data: string, key: Buffer, associated: string): OpenedBody | null {
  if (!base64.test(data)) return null;
  const sealed = Buffer.from(data, 'base64');
  if (sealed.length <= nonceBytes + tagBytes) return null;
  const nonce = sealed.subarray(0, nonceBytes);
  // without the length, GCM would take a shortened tag
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return { nonce, plain: Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]) };
  } catch {
    return null;
  }
}
