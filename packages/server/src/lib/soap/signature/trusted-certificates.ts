/** Certificates whose signatures we take: those that were configured, and no others, whoever has issued them. */
import { X509Certificate } from 'node:crypto';

export interface TrustedCertificate {
  readonly certificate: X509Certificate;
  /** SHA-256 of the DER, lower hex. */
  readonly fingerprint: string;
  /** SHA-1 of the DER: some senders name their certificate so. It chooses, it proves nothing. */
  readonly thumbprint: Buffer;
  /** The extension's value; null when the certificate has none. */
  readonly subjectKeyIdentifier: Buffer | null;
}

const leastBits = 2048;

/**
 * @param pem one certificate or several, so that a partner can change its own without a gap
 * @throws Error for no certificate, and for a key that is not RSA with 2048 bits or more
 */
export function readTrustedCertificates(pem: string): readonly TrustedCertificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (!blocks) throw new Error('There is no certificate in PEM form.');
  return blocks.map(readTrusted);
}

function readTrusted(pem: string): TrustedCertificate {
  const certificate = new X509Certificate(pem);
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < leastBits)
    throw new Error(`The certificate of ${certificate.subject} has no RSA key of ${leastBits} bits or more.`);
  return {
    certificate,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    thumbprint: Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex'),
    subjectKeyIdentifier: readSubjectKeyIdentifier(certificate.raw),
  };
}

/** OBJECT IDENTIFIER 2.5.29.14 in DER (RFC 5280, section 4.2.1.2). */
const identifierOid = Buffer.from('0603551d0e', 'hex');

/** The value is an octet string in an octet string; node has no reader for it, and the certificate is one of ours. */
function readSubjectKeyIdentifier(der: Buffer): Buffer | null {
  const at = der.indexOf(identifierOid);
  if (at === -1) return null;
  let outer = at + identifierOid.length;
  // BOOLEAN critical, which should not be there
  if (der[outer] === 0x01) outer += 3;
  const length = der[outer + 3] ?? 0;
  if (der[outer] !== 0x04 || der[outer + 2] !== 0x04 || length > 0x7f) return null;
  return der.subarray(outer + 4, outer + 4 + length);
}
