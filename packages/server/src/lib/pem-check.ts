/** Looks at certificates and keys in PEM that somebody gave us, before a connection needs them. */
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { parseCertificate } from './client-certificate.ts';

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** One certificate or several; null for a text that holds anything else. */
export function readCertificates(pem: string): readonly X509Certificate[] | null {
  if (pem.replaceAll(certificates, '').trim() !== '') return null;
  const read = (pem.match(certificates) ?? []).map((block) => parseCertificate(block));
  const whole = read.filter((one) => one !== null);
  return whole.length > 0 && whole.length === read.length ? whole : null;
}

/** Whether the key can be read without a password. */
export function isPrivateKey(pem: string): boolean {
  try {
    createPrivateKey(pem);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a connection can be opened with them: the key is that of the first certificate, and TLS takes both.
 * @param pem certificates that `readCertificates` takes
 * @param key one that `isPrivateKey` takes
 */
export function belongTogether(pem: string, key: string): boolean {
  try {
    createSecureContext({ cert: pem, key });
    return readCertificates(pem)?.[0]?.checkPrivateKey(createPrivateKey(key)) ?? false;
  } catch {
    return false;
  }
}
