/** Finds out which of the trusted certificates a signature says it was made with. */
import { createHash } from 'node:crypto';
import { attributeOf, isNamed, type Element } from '../../xml/element.ts';
import { readBase64 } from './base64.ts';
import { SignatureFault } from './signature-fault.ts';
import { ds, valueTypes, wsse, wsu } from './signature-names.ts';
import type { TrustedCertificate } from './trusted-certificates.ts';

type Fits = (one: TrustedCertificate) => boolean;

/**
 * KeyInfo only chooses: what it holds is compared with what was configured, and never used itself.
 * @param security the whole header block: a token may stand in it, beside the signature
 * @throws SignatureFault when it names no certificate in a known way, or one that is not trusted
 */
export function chooseCertificate(
  keyInfo: Element,
  security: Element,
  trusted: readonly TrustedCertificate[],
): TrustedCertificate {
  const [named, second] = keyInfo.elements;
  const fits = named && !second ? readKey(named, security) : null;
  if (!fits) throw new SignatureFault('The KeyInfo of the signature names no certificate in a known way.');
  const found = trusted.find(fits);
  if (!found) throw new SignatureFault('The message is signed with a certificate that is not trusted here.');
  return found;
}

function readKey(named: Element, security: Element): Fits | null {
  if (isNamed(named, ds, 'X509Data')) return readX509Data(named);
  const [reference, second] = isNamed(named, wsse, 'SecurityTokenReference') ? named.elements : [];
  if (!reference || second) return null;
  if (isNamed(reference, ds, 'X509Data')) return readX509Data(reference);
  if (isNamed(reference, wsse, 'KeyIdentifier')) return readKeyIdentifier(reference);
  return isNamed(reference, wsse, 'Reference') ? readToken(reference, security) : null;
}

/** X.509 token profile 1.1, section 3.2.1: a BinarySecurityToken in the same header block. */
function readToken(reference: Element, security: Element): Fits | null {
  const uri = attributeOf(reference, '', 'URI');
  const token = security.elements.find(
    (one) => isNamed(one, wsse, 'BinarySecurityToken') && `#${attributeOf(one, wsu, 'Id')}` === uri,
  );
  const type = token && attributeOf(token, '', 'ValueType');
  return token && type?.endsWith(valueTypes.certificate) ? byCertificate(token.text) : null;
}

function readKeyIdentifier(identifier: Element): Fits | null {
  const type = attributeOf(identifier, '', 'ValueType') ?? '';
  if (type.endsWith(valueTypes.certificate)) return byCertificate(identifier.text);
  const bytes = readBase64(identifier.text);
  if (!bytes) return null;
  if (type.endsWith(valueTypes.thumbprint)) return ({ thumbprint }) => thumbprint.equals(bytes);
  const known = valueTypes.subjectKeyIdentifier.some((end) => type.endsWith(end));
  return known ? ({ subjectKeyIdentifier }) => subjectKeyIdentifier?.equals(bytes) ?? false : null;
}

/** XML Signature, section 4.5.4. With a chain, the first certificate is the signer's. */
function readX509Data(data: Element): Fits | null {
  const first = data.elements[0];
  if (!first) return null;
  if (isNamed(first, ds, 'X509Certificate')) return byCertificate(first.text);
  const bytes = isNamed(first, ds, 'X509SKI') ? readBase64(first.text) : null;
  if (bytes) return ({ subjectKeyIdentifier }) => subjectKeyIdentifier?.equals(bytes) ?? false;
  return isNamed(first, ds, 'X509IssuerSerial') ? bySerial(first) : null;
}

/** By the number alone: issuers' names are spelt in many ways, and who is trusted was decided before. */
function bySerial(issuerSerial: Element): Fits | null {
  const number = issuerSerial.elements.find((one) => isNamed(one, ds, 'X509SerialNumber'))?.text.trim() ?? '';
  if (!/^\d{1,60}$/.test(number)) return null;
  const serial = BigInt(number);
  return ({ certificate }) => BigInt(`0x${certificate.serialNumber}`) === serial;
}

function byCertificate(base64: string): Fits | null {
  const der = readBase64(base64);
  if (!der) return null;
  const digest = createHash('sha256').update(der).digest('hex');
  return ({ fingerprint }) => fingerprint === digest;
}
