/** An authority for tests that issues client certificates, made on the spot. */
// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 wants it loaded before itself
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Certificate } from './make-certificate.ts';

export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly issue: (wish: {
    readonly name: string;
    readonly from?: Date;
    readonly until?: Date;
  }) => Promise<Certificate>;
}

const day = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

export async function makeAuthority(name: string): Promise<Authority> {
  const keys = await makeKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    serialNumber: '01',
    notBefore: new Date(Date.now() - 1000 * day),
    notAfter: new Date(Date.now() + 1000 * day),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true)],
  });
  let issued = 1;
  return {
    certificate: own.toString('pem'),
    async issue({ name: subject, from = new Date(Date.now() - day), until = new Date(Date.now() + day) }) {
      const client = await makeKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: own.subject,
        serialNumber: (issued += 1).toString(16).padStart(2, '0'),
        notBefore: from,
        notAfter: until,
        publicKey: client.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
      });
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', client.privateKey)).toString('base64');
      const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
      return { certificate: certificate.toString('pem'), key };
    },
  };
}
