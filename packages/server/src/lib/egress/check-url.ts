/** Refuses a partner's URL that we would never post to, before it is kept and again before each use. */
import { isIP } from 'node:net';
import { isAllowedAddress, type EgressPolicy } from './address-guard.ts';

/** Its message may be shown to the partner: it names no address, no name and no rule of the house. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused';
}

/** Databases, caches, remote control and mail: ports above 1023 that no web server should have. */
const servicePorts = new Set([
  1433, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4190, 5060, 5061, 5432, 5900, 5984, 6000, 6379, 6443, 6667,
  9042, 9092, 9200, 9300, 10250, 11211, 27017,
]);
const longest = 2048;

/**
 * Checks all that can be known without asking the name service; the addresses behind a name are checked when we connect.
 * @throws UrlRefused
 */
export function checkUrl(text: string, policy: EgressPolicy): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || text.length > longest) throw new UrlRefused('This is not a complete URL.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UrlRefused('The URL must begin with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new UrlRefused('The URL must not contain a user name or a password.');
  }
  if (!isAllowedPort(url.port)) throw new UrlRefused('The URL has a port that is not accepted.');
  if (!isAllowedHost(url.hostname, policy)) {
    throw new UrlRefused('The URL must lead to a host on the public internet.');
  }
  return url;
}

function isAllowedPort(port: string): boolean {
  if (port === '') return true;
  const number = Number(port);
  return number === 80 || number === 443 || (number >= 1024 && !servicePorts.has(number));
}

/** `new URL` has already turned 2130706433, 0x7f.1, 0177.0.0.1 and full-width digits into dotted form. */
function isAllowedHost(hostname: string, policy: EgressPolicy): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isAllowedAddress(host, policy);
  return policy.privateUrls || (host !== 'localhost' && !host.endsWith('.localhost'));
}
