/** The two versions of SOAP: their names on the wire. */

export type SoapVersion = '1.1' | '1.2';

/** SOAP 1.1 section 3; SOAP 1.2 part 1 section 5. */
export const envelopeNamespaces = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const satisfies Record<SoapVersion, string>;

/** SOAP 1.1 section 6; RFC 3902. */
export const mediaTypes = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
} as const satisfies Record<SoapVersion, string>;

export const soapVersions = ['1.1', '1.2'] as const satisfies readonly SoapVersion[];

export const versionOfNamespace = (namespace: string): SoapVersion | null =>
  soapVersions.find((version) => envelopeNamespaces[version] === namespace) ?? null;

export const versionOfMediaType = (mediaType: string): SoapVersion | null =>
  soapVersions.find((version) => mediaTypes[version] === mediaType) ?? null;

/** Of our answers. */
export const contentTypeOf = (version: SoapVersion): string => `${mediaTypes[version]}; charset=utf-8`;
