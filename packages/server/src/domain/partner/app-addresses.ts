/** Addresses that a partner's app may be registered with: where a browser is sent with a code or a session id. */
import { DomainError, invalid, type Fault } from '../errors.ts';

const longest = 2000;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What a content security policy can name: no `;` and no `,`. */
const plainHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/;

export interface AddressRules {
  /** On a device of the user: loopback addresses and schemes of its own (RFC 8252). */
  readonly native: boolean;
  /** Development: http to other hosts as well. */
  readonly anyHttp: boolean;
}

/**
 * What OAuth's server could not go back to: with a fragment (RFC 6749, 3.1.2), not absolute, or a scheme that is none of
 * the app's. One of them would make it refuse the whole app. Compared to the letter later, so kept as they came.
 * @throws DomainError `invalid_input` that names each faulty one
 */
export function checkRedirectUrls(urls: readonly string[], rules: AddressRules): void {
  const faults = urls.flatMap((url, index): Fault[] => {
    const twice = urls.indexOf(url) < index ? 'It stands in the list already.' : null;
    const message = twice ?? faultOfRedirect(url, rules);
    return message === null ? [] : [{ path: `redirectUrls.${index}`, message }];
  });
  const [first] = faults;
  if (first) throw new DomainError('invalid_input', first.message, faults);
}

function faultOfRedirect(text: string, { native, anyHttp }: AddressRules): string | null {
  const url = parse(text);
  if (!url) return 'It must be an absolute URL without spaces.';
  if (text.includes('#')) return 'It must not have a fragment.';
  if (url.username !== '' || url.password !== '') return 'It must not have a user name or a password.';
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  if (!web) {
    if (!native) return 'It must begin with https://, or the app be a native one.';
    // RFC 8252, 7.1: a domain backwards, so that no other app takes it
    return /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/.test(url.protocol)
      ? null
      : 'A scheme of an app’s own is a domain of its maker backwards: com.example.app:/…';
  }
  if (!plainHost.test(url.hostname)) return 'Its host has a character that is not accepted.';
  const isLoopback = loopback.has(url.hostname);
  if (url.protocol === 'https:') {
    return native && isLoopback ? 'A native app comes back to this machine by http.' : null;
  }
  if (isLoopback || (anyHttp && !native)) return null;
  return 'It must begin with https://: codes do not travel in the clear.';
}

/** Where a session id of the sign-in page may be posted to. */
export interface SsoAddresses {
  /** Scheme, host and port. */
  readonly origin: string;
  /** A page there. */
  readonly receiveSessionUrl: string;
}

/** @throws DomainError `invalid_input` when they are no origin and no page of it */
export function checkSsoAddresses({ origin, receiveSessionUrl }: SsoAddresses, anyHttp: boolean): void {
  const parsed = parse(origin);
  if (!parsed || parsed.origin !== origin || !/^https?:$/.test(parsed.protocol) || !plainHost.test(parsed.hostname)) {
    throw invalid('sso.origin', 'It must be an origin: scheme, host and port, without a slash at its end.');
  }
  if (parsed.protocol === 'http:' && !anyHttp && !loopback.has(parsed.hostname)) {
    throw invalid('sso.origin', 'It must begin with https://.');
  }
  const page = parse(receiveSessionUrl);
  if (
    !page ||
    page.origin !== origin ||
    page.username !== '' ||
    page.password !== '' ||
    receiveSessionUrl.includes('#')
  ) {
    throw invalid('sso.receiveSessionUrl', 'It must be a page of the origin, without a fragment.');
  }
}

/** Null for what browsers would mend silently: then it would not be what was registered. */
function parse(text: string): URL | null {
  if (text.length > longest || !/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) return null;
  return URL.parse(text);
}
