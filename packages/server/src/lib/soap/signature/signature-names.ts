/** Names of XML Signature and of WS-Security, as they stand on the wire. */

/** https://www.w3.org/TR/xmldsig-core1/ */
export const ds = 'http://www.w3.org/2000/09/xmldsig#';

const oasis = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
/** Web Services Security: SOAP Message Security 1.1. */
export const wsse = `${oasis}-wssecurity-secext-1.0.xsd`;
export const wsu = `${oasis}-wssecurity-utility-1.0.xsd`;

/** Ends of the `ValueType` of tokens and key identifiers: senders disagree on what stands before the `#`. */
export const valueTypes = {
  certificate: '#X509v3',
  /** The X.509 token profile's word, and the one in MPay's documentation. */
  subjectKeyIdentifier: ['#X509SubjectKeyIdentifier', '#X509v3SubjectKeyIdentifier'],
  thumbprint: '#ThumbprintSHA1',
} as const;

export const envelopedSignature = `${ds}enveloped-signature`;

export type DigestName = 'sha256' | 'sha1';

/** Everything else is refused: HMAC with a public key as its secret among it. */
export const digestMethods = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: `${ds}sha1`,
} as const satisfies Record<DigestName, string>;

export const signatureMethods = {
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha1: `${ds}rsa-sha1`,
} as const satisfies Record<DigestName, string>;

/** @returns the digest that a method's URI stands for; null for a method that is unknown or not allowed */
export const digestOf = (
  methods: Readonly<Record<DigestName, string>>,
  uri: string | null,
  allowed: readonly DigestName[],
): DigestName | null => allowed.find((name) => methods[name] === uri) ?? null;
