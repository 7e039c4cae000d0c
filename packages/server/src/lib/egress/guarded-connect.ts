/** Opens connections only to addresses that the policy allows: the address that was checked is the one connected to. */
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isAllowedAddress, type EgressPolicy } from './address-guard.ts';
import { UrlRefused } from './check-url.ts';

/** Below the total deadline of a request, so that a dead address of several leaves time for the next. */
const connectTimeoutMs = 5000;

/** How we prove who we are, and whom we believe. All of them PEM. */
export interface TlsCredentials {
  readonly cert?: string;
  readonly key?: string;
  /** Without it the public authorities. */
  readonly ca?: string;
}

/**
 * A connector for undici. Node asks `lookup` only for names, never for IP literals, so both are checked here; and a
 * connection that was kept alive still leads to the address that was checked when it was opened.
 */
export function guardedConnect(
  policy: EgressPolicy,
  lookup: LookupFunction = systemLookup,
  credentials: TlsCredentials = {},
): buildConnector.connector {
  const connect = buildConnector({
    ...credentials,
    allowH2: false,
    timeout: connectTimeoutMs,
    // said, because the default of Node can be switched off by a variable of the environment
    rejectUnauthorized: true,
    autoSelectFamily: true,
    lookup: guardedLookup(policy, lookup),
  });
  return (options, callback) => {
    if (isIP(options.hostname) !== 0 && !isAllowedAddress(options.hostname, policy)) {
      callback(refusal(), null);
      return;
    }
    connect(options, callback);
  };
}

/** Answers with the allowed addresses of a name; a name that has none is refused. */
function guardedLookup(policy: EgressPolicy, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = typeof found === 'string' ? [] : found;
      const allowed = addresses.filter(({ address }) => isAllowedAddress(address, policy));
      const [first] = allowed;
      if (first === undefined) return callback(refusal(), []);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

function refusal(): UrlRefused {
  return new UrlRefused('The URL must lead to a host on the public internet.');
}
