/**
 * Asks partners' systems and reads their whole answers: guarded addresses, no redirects, one deadline, a bounded body,
 * and a client certificate where the partner wants one. What goes wrong has one error with words for people.
 */
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { EgressPolicy } from './address-guard.ts';
import { ask, DeadlinePassed } from './ask.ts';
import { checkUrl, UrlRefused } from './check-url.ts';
import { guardedConnect, type TlsCredentials } from './guarded-connect.ts';
import { createPartnerAgents, type PartnerTls } from './partner-agents.ts';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the first look-up to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Bytes; a longer answer counts as none. */
  readonly mostRead?: number;
  /** Null: no certificate of ours, and the public authorities. */
  readonly tls?: PartnerTls | null;
  /** It goes to ourselves: no guard, but to the address that we listen on and to nothing else. */
  readonly own?: boolean;
}

export interface PartnerAnswer {
  readonly status: number;
  /** Names in lower case; of a header that came twice both values, with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Exchange {
  /** @throws NoAnswer */
  readonly ask: (request: OutgoingRequest) => Promise<PartnerAnswer>;
  /** Breaks off what is still under way. */
  readonly close: () => Promise<void>;
}

export type Silence = 'refused' | 'deadline' | 'too_long' | 'unreadable' | 'network';

/**
 * No answer that we could use. Its message names no address and no rule of the house; `cause` is for the log.
 * It has no `code`: that of a network error would be taken for the database's.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly silence: Silence;

  constructor(silence: Silence, message: string, options?: ErrorOptions) {
    super(message, options);
    this.silence = silence;
  }
}

export interface ExchangeOptions extends EgressPolicy {
  /** Scheme, host and port that we listen on; null: not here. */
  readonly ownOrigin: () => string | null;
  /** For tests: stands in for the system's name service. */
  readonly lookup?: LookupFunction;
}

const usual = { timeoutMs: 15_000, mostRead: 1024 * 1024 } as const;
/** Below the deadline of a request. */
const ownConnectMs = 5000;

export function createExchange(options: ExchangeOptions): Exchange {
  const guarded = (credentials: TlsCredentials) =>
    new Agent({ allowH2: false, connect: guardedConnect(options, options.lookup, credentials) });
  const agents = createPartnerAgents(guarded);
  const ourselves = new Agent({ allowH2: false, connect: buildConnector({ allowH2: false, rejectUnauthorized: true, timeout: ownConnectMs }) });
  return {
    async ask({ method, url, headers, body, timeoutMs = usual.timeoutMs, mostRead = usual.mostRead, tls = null, own = false }) {
      try {
        const target = own ? checkOwn(url, options.ownOrigin()) : checkUrl(url, options);
        const dispatcher = own ? ourselves : agents.of(tls);
        return await ask(target, { dispatcher, method, headers, body, timeoutMs }, (response) => readWhole(response, mostRead));
      } catch (error) {
        throw toNoAnswer(error);
      }
    },
    close: async () => void (await Promise.all([agents.close(), ourselves.destroy()])),
  };
} // prettier-ignore

function checkOwn(url: string, origin: string | null): URL {
  const target = URL.parse(url);
  if (origin === null || target?.origin !== new URL(origin).origin) {
    throw new UrlRefused('This URL does not lead to ourselves.');
  }
  return target;
}

/** @throws NoAnswer for one that is too long or no UTF-8 */
async function readWhole({ statusCode, headers, body }: Dispatcher.ResponseData, mostRead: number): Promise<PartnerAnswer> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    read += chunk.length;
    // leaving the loop destroys the stream and with it the connection
    if (read > mostRead) throw new NoAnswer('too_long', `The answer is longer than ${mostRead} bytes.`);
    chunks.push(chunk);
  }
  return { status: statusCode, headers: flat(headers), text: decode(Buffer.concat(chunks)) };
} // prettier-ignore

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NoAnswer('unreadable', 'The answer is no text in UTF-8.', { cause });
  }
}

function flat(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}

function toNoAnswer(cause: unknown): NoAnswer {
  if (cause instanceof NoAnswer) return cause;
  if (cause instanceof UrlRefused) return new NoAnswer('refused', cause.message, { cause });
  if (cause instanceof DeadlinePassed) return new NoAnswer('deadline', cause.message, { cause });
  return new NoAnswer('network', 'The connection failed.', { cause });
}
