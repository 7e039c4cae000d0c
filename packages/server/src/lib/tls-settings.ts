/** Settings of TLS: a listener of our own that asks for client certificates, or a proxy that passes them on. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { BadValue, type EnvironmentReader } from './environment.ts';

/** Files hold PEM, by absolute paths. */
export interface TlsListener {
  /** Port 0 lets the operating system choose. */
  readonly port: number;
  readonly certFile: string;
  readonly keyFile: string;
  /** Authorities of the certificates that clients may show. */
  readonly clientCaFile: string;
}

/** Who else may say which certificate a client has shown. */
export interface ClientCertificates {
  /** Addresses and networks of proxies: `10.0.0.7`, `fd00::/8`. Empty: nobody is believed. */
  readonly proxies: readonly string[];
  /** The header that holds the certificate, in lower case. */
  readonly header: string;
}

const names = ['WAYBILL_TLS_PORT', 'WAYBILL_TLS_CERT', 'WAYBILL_TLS_KEY', 'WAYBILL_TLS_CLIENT_CA'] as const;

export function readTls(reader: EnvironmentReader, cwd: string): TlsListener | null {
  const [port, certFile, keyFile, clientCaFile] = names.map((name) => reader.text(name));
  const range = { least: 0, most: 65_535 } as const;
  const number = reader.number(names[0], range, 0);
  if (port && certFile && keyFile && clientCaFile) {
    const [cert, key, clientCa] = [certFile, keyFile, clientCaFile].map((file) => resolve(cwd, file));
    if (cert && key && clientCa) return { port: number, certFile: cert, keyFile: key, clientCaFile: clientCa };
  }
  if (port ?? certFile ?? keyFile ?? clientCaFile) {
    reader.fault(`${names.join(', ')} belong together: give all four, or none for no listener of our own.`);
  }
  return null;
}

/** RFC 9440's own name; nginx has none, so its header is to be named. */
const usualHeader = 'client-cert';

export function readClientCertificates(reader: EnvironmentReader): ClientCertificates {
  const proxies = reader.parsed('WAYBILL_CLIENT_CERT_PROXIES', toNetworks, []);
  const header = reader.parsed('WAYBILL_CLIENT_CERT_HEADER', toHeaderName, null);
  if (header !== null && reader.text('WAYBILL_CLIENT_CERT_PROXIES') === undefined) {
    reader.fault('WAYBILL_CLIENT_CERT_HEADER needs WAYBILL_CLIENT_CERT_PROXIES: anybody can send a header.');
  }
  return { proxies, header: header ?? usualHeader };
}

/** Paths with commas, made absolute. */
export function toFiles(text: string, cwd: string): readonly string[] {
  const paths = text.split(',').map((path) => path.trim());
  if (paths.every((path) => path !== '')) return paths.map((path) => resolve(cwd, path));
  throw new BadValue('has an empty path between its commas.');
}

function toNetworks(text: string): readonly string[] {
  const networks = text.split(',').map((one) => one.trim());
  const wrong = networks.find((one) => !isNetwork(one));
  if (wrong === undefined) return networks;
  throw new BadValue(`has "${wrong}": give addresses or networks with commas, such as 10.0.0.7,fd00::/8.`);
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  // a network of everybody is no proxy
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function toHeaderName(text: string): string {
  if (/^[A-Za-z0-9-]{1,80}$/.test(text)) return text.toLowerCase();
  throw new BadValue(`is "${text}": give the name of a header, such as X-SSL-Client-Cert.`);
}
