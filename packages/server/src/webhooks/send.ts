/** One try of one message: sign, post, and say in plain words what became of it. */
import { performance } from 'node:perf_hooks';
import type { Answer, Egress } from '../lib/egress/egress.ts';
import { parseRetryAfter } from '../lib/retry-after.ts';
import { failureWords } from './failure-words.ts';
import { sign } from './sign.ts';

export interface Outgoing {
  readonly id: string;
  readonly url: string;
  readonly secrets: readonly string[];
  readonly contentType: string;
  readonly body: string;
}

/** `gone`: the receiver wants nothing more, ever. A refused address is tried again too: names move, settings change. */
export type Outcome = 'delivered' | 'retry' | 'gone';

export interface Sent {
  readonly outcome: Outcome;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Null when no answer came. */
  readonly status: number | null;
  /** A sentence for the owner of the endpoint; null when delivered. */
  readonly error: string | null;
  readonly excerpt: string | null;
  /** Seconds that the receiver asked us to wait. */
  readonly retryAfter: number | null;
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/** Never throws: every fault is an outcome. */
export async function send(egress: Egress, message: Outgoing, { timeoutMs, now }: SendOptions): Promise<Sent> {
  const startedAt = now();
  const clock = performance.now();
  const took = () => Math.round(performance.now() - clock);
  try {
    const headers = {
      'content-type': message.contentType,
      'user-agent': 'Waybill-Webhooks/1',
      ...sign({ ...message, at: startedAt }),
    };
    const answer = await egress.postOut({ url: message.url, headers, body: message.body, timeoutMs });
    const retryAfter = parseRetryAfter(answer.retryAfter, now());
    return {
      ...judge(answer),
      startedAt,
      durationMs: took(),
      status: answer.status,
      excerpt: answer.excerpt,
      retryAfter,
    };
  } catch (cause) {
    const error = failureWords(cause, timeoutMs);
    return { outcome: 'retry', startedAt, durationMs: took(), status: null, error, excerpt: null, retryAfter: null };
  }
}

function judge({ status }: Answer): Pick<Sent, 'outcome' | 'error'> {
  if (status >= 200 && status < 300) return { outcome: 'delivered', error: null };
  if (status === 410) return { outcome: 'gone', error: 'The receiver answered 410: it wants no more messages.' };
  if (status >= 300 && status < 400) {
    return { outcome: 'retry', error: `The receiver answered with a redirect (${status}), which is not followed.` };
  }
  return { outcome: 'retry', error: `The receiver answered ${status}.` };
}
