/** Signs SOAP messages by hand, so that a test can get any part of it wrong; xml-crypto does the cryptography. */
import { SignedXml } from 'xml-crypto';
import type { Certificate } from './make-certificate.ts';

const oasis = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
export const wsse = `${oasis}-wssecurity-secext-1.0.xsd`;
export const wsu = `${oasis}-wssecurity-utility-1.0.xsd`;
export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const dsig = 'http://www.w3.org/2000/09/xmldsig#';
export const enveloped = `${dsig}enveloped-signature`;
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const rsaSha1 = `${dsig}rsa-sha1`;
export const sha1 = `${dsig}sha1`;

export interface SignedWish {
  readonly certificate: Certificate;
  /** What the Body holds. */
  readonly payload: string;
  readonly now: Date;
  readonly lifeMs?: number;
  readonly method?: string;
  readonly digest?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  /** XPaths of what is signed. */
  readonly signed?: readonly string[];
  /** Instead of a BinarySecurityToken. */
  readonly keyInfo?: string;
  readonly inclusivePrefixes?: readonly string[];
  /** Attributes of the envelope, in the middle of the Header, and at the end of the Security header. */
  readonly onEnvelope?: string;
  readonly inHeader?: string;
  readonly inSecurity?: string;
  /** Instead of the one that fits `now`. */
  readonly timestamp?: string;
}

export const base64Of = ({ certificate }: Certificate): string => certificate.replaceAll(/-----[^-]+-----|\s/g, '');

export const tokenReference = `<wsse:SecurityTokenReference><wsse:Reference URI="#X509-1" ValueType="${oasis}-x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference>`;

/** As MPay's sample of GetOrderDetails is built: token, Signature and Timestamp in one header, Body and Timestamp signed. */
export function signMessage(wish: SignedWish): string {
  const { certificate, now, lifeMs = 60_000, keyInfo = tokenReference } = wish;
  const timestamp =
    wish.timestamp ??
    `<wsu:Timestamp wsu:Id="TS-1"><wsu:Created>${now.toISOString()}</wsu:Created><wsu:Expires>${new Date(now.getTime() + lifeMs).toISOString()}</wsu:Expires></wsu:Timestamp>`;
  const envelope = `<soapenv:Envelope xmlns:mpay="https://mpay.gov.md" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ${wish.onEnvelope ?? ''}><soapenv:Header>${wish.inHeader ?? ''}<wsse:Security soapenv:mustUnderstand="1" xmlns:wsse="${wsse}" xmlns:wsu="${wsu}"><wsse:BinarySecurityToken EncodingType="${oasis}-soap-message-security-1.0#Base64Binary" ValueType="${oasis}-x509-token-profile-1.0#X509v3" wsu:Id="X509-1">${base64Of(certificate)}</wsse:BinarySecurityToken>${timestamp}${wish.inSecurity ?? ''}</wsse:Security></soapenv:Header><soapenv:Body wsu:Id="id-1" xmlns:wsu="${wsu}">${wish.payload}</soapenv:Body></soapenv:Envelope>`;
  const signer = new SignedXml({
    privateKey: certificate.key,
    signatureAlgorithm: wish.method ?? rsaSha256,
    canonicalizationAlgorithm: wish.canonicalization ?? exclusive,
    idMode: 'wssecurity',
    getKeyInfoContent: () => keyInfo,
  });
  for (const xpath of wish.signed ?? ["//*[local-name()='Body']", "//*[local-name()='Timestamp']"])
    signer.addReference({
      xpath,
      transforms: [...(wish.transforms ?? [exclusive])],
      digestAlgorithm: wish.digest ?? sha256,
      inclusiveNamespacesPrefixList: [...(wish.inclusivePrefixes ?? [])],
    });
  signer.computeSignature(envelope, {
    prefix: 'ds',
    location: { reference: "//*[local-name()='Security']", action: 'append' },
    existingPrefixes: { wsse, wsu },
  });
  return signer.getSignedXml();
}
