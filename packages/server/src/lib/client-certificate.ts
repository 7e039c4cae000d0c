/** Which certificate a client has shown: to our own TLS listener, or to a proxy that we believe. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClientCertificates } from './tls-settings.ts';

/** The request as it came: `X-Forwarded-For` decides nothing here. */
type Raw = Pick<IncomingMessage, 'rawHeaders' | 'socket'>;

/** @returns the fingerprint of the one certificate that can be believed now; null: none */
export type ReadCertificate = (request: Raw, now: Date) => string | null;

export function createCertificateReader({ proxies, header }: ClientCertificates): ReadCertificate {
  const believed = toBlockList(proxies);
  return (request, now) => {
    const certificate = passedOn(request, believed, header) ?? shown(request);
    if (!certificate || now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return null;
    return fingerprintOf(certificate);
  };
}

/** Hex SHA-256 of the certificate, in lower case and without colons. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Null for a text that is none. */
export function parseCertificate(pemOrDer: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(pemOrDer);
  } catch {
    return null;
  }
}

/** A certificate whose chain does not lead to our authorities is as none. */
function shown({ socket }: Raw): X509Certificate | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  return socket.getPeerX509Certificate() ?? null;
}

/** Two of the header are as none: a client may have sent one of them itself. */
function passedOn({ rawHeaders, socket }: Raw, believed: BlockList, header: string): X509Certificate | null {
  const [value, more] = rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === header); // prettier-ignore
  if (value === undefined || more !== undefined || !isNamed(socket.remoteAddress, believed)) return null;
  return parseHeader(value);
}

/** `:base64 of DER:` of RFC 9440, or PEM with its special characters escaped, as nginx writes it. */
function parseHeader(value: string): X509Certificate | null {
  const [, der] = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(value.trim()) ?? [];
  if (der !== undefined) return parseCertificate(Buffer.from(der, 'base64'));
  try {
    const pem = decodeURIComponent(value);
    // one certificate and nothing beside it
    return /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/.test(pem) ? parseCertificate(pem) : null; // prettier-ignore
  } catch {
    return null;
  }
}

function isNamed(address: string | undefined, believed: BlockList): boolean {
  if (address === undefined) return false;
  return believed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
