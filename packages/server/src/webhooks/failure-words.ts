/** Turns errors of the network into sentences for the owner of an endpoint; they name no address and no code of ours. */
import { errors } from 'undici';
import { UrlRefused } from '../lib/egress/check-url.ts';
import { DeadlinePassed } from '../lib/egress/egress.ts';

const closedEarly = 'The receiver closed the connection before it answered.';
const notReached = 'The receiver could not be reached.';
const noConnection = 'The receiver did not accept a connection in time.';
const untrusted = 'The TLS certificate of the receiver is not from an authority that we trust.';

/** By the code of Node, OpenSSL or undici. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The receiver refused the connection.',
  ECONNRESET: closedEarly,
  EPIPE: closedEarly,
  UND_ERR_SOCKET: closedEarly,
  EHOSTUNREACH: notReached,
  ENETUNREACH: notReached,
  ETIMEDOUT: noConnection,
  UND_ERR_CONNECT_TIMEOUT: noConnection,
  ENOTFOUND: 'The host name of the URL was not found.',
  EAI_AGAIN: 'The host name of the URL could not be looked up.',
  UND_ERR_HEADERS_OVERFLOW: 'The answer had headers that are too large.',
  CERT_HAS_EXPIRED: 'The TLS certificate of the receiver has expired.',
  CERT_NOT_YET_VALID: 'The TLS certificate of the receiver is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate of the receiver is for another host name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  EPROTO: 'The receiver does not speak a version of TLS that we accept.',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'The receiver does not speak a version of TLS that we accept.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The receiver does not speak TLS on this port.',
};

export function failureWords(cause: unknown, timeoutMs: number): string {
  if (cause instanceof UrlRefused) return cause.message;
  if (cause instanceof DeadlinePassed) return `The receiver did not answer completely within ${timeoutMs / 1000} s.`;
  if (cause instanceof errors.HTTPParserError) return 'The answer was not HTTP.';
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return words[code] ?? 'The message could not be sent.';
}
