/** Certificates for tests, made on the spot with node's own cryptography. */
// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 wants it loaded before itself
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator } from '@peculiar/x509';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

export interface CertificateWish {
  readonly name: string;
  /** Of the RSA key. */
  readonly bits?: number;
  readonly from?: Date;
  readonly until?: Date;
  /** Hex; two of one issuer differ in it. */
  readonly serialNumber?: string;
}

const year = 365 * 24 * 3_600_000;
const algorithm = (bits: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: bits,
});

/** Signs itself. */
export async function makeCertificate({
  name,
  bits = 2048,
  from = new Date(Date.now() - year),
  until = new Date(Date.now() + year),
  serialNumber = '01',
}: CertificateWish): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm(bits), true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    serialNumber,
    notBefore: from,
    notAfter: until,
    keys,
    signingAlgorithm: algorithm(bits),
    extensions: [new BasicConstraintsExtension(true), await SubjectKeyIdentifierExtension.create(keys.publicKey)],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { certificate: certificate.toString('pem'), key: toPem('PRIVATE KEY', pkcs8) };
}

const toPem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
