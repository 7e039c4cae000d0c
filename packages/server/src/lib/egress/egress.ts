/** Posts to URLs that come from users: guarded addresses, no redirects, one deadline for everything, a bounded answer. */
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { EgressPolicy } from './address-guard.ts';
import { ask } from './ask.ts';
import { checkUrl } from './check-url.ts';
import { guardedConnect } from './guarded-connect.ts';

export interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the first look-up to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The beginning of the body as text, for the log. */
  readonly excerpt: string;
}

export interface Egress {
  /** @throws UrlRefused; DeadlinePassed; else the error of the network, whose text is not for strangers. */
  readonly postOut: (post: OutgoingPost) => Promise<Answer>;
  /** Breaks off what is still under way. */
  readonly close: () => Promise<void>;
}

export { DeadlinePassed } from './ask.ts';

/** More of an answer is not read: the connection is closed. */
const mostRead = 64 * 1024;
const mostKept = 2 * 1024;

export interface EgressOptions extends EgressPolicy {
  /** For tests: stands in for the system's name service. */
  readonly lookup?: LookupFunction;
}

export function createEgress(options: EgressOptions): Egress {
  const agent = new Agent({ allowH2: false, connect: guardedConnect(options, options.lookup) });
  return {
    postOut: (post) => postOut(agent, options, post),
    close: () => agent.destroy(),
  };
}

async function postOut(agent: Agent, policy: EgressPolicy, post: OutgoingPost): Promise<Answer> {
  const { headers, body, timeoutMs } = post;
  const asked = { dispatcher: agent, method: 'POST', headers, body, timeoutMs } as const;
  return ask(checkUrl(post.url, policy), asked, async (response) => {
    const retryAfter = response.headers['retry-after'];
    const excerpt = await readExcerpt(response.body);
    return { status: response.statusCode, retryAfter: typeof retryAfter === 'string' ? retryAfter : null, excerpt };
  });
}

/** Reads to the end, so that the connection can be used again, but no further than `mostRead`. */
async function readExcerpt(body: AsyncIterable<Uint8Array>): Promise<string> {
  const kept: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body) {
    if (read < mostKept) kept.push(chunk.subarray(0, mostKept - read));
    read += chunk.length;
    // leaving the loop destroys the stream and with it the connection
    if (read >= mostRead) break;
  }
  // PostgreSQL keeps no NUL in a text
  return Buffer.concat(kept).toString('utf8').replaceAll('\0', '\u{fffd}');
}
