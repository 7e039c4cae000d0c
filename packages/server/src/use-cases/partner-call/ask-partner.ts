/** Asks a partner's system, or tells it something, in the words of its dialect. Not inside a transaction. */
import { NoAnswer, type OutgoingRequest } from '../../lib/egress/exchange.ts';
import { parseRetryAfter } from '../../lib/retry-after.ts';
import type { Deps } from '../deps.ts';
import type { CallSecrets, PartnerCalls, ReadAnswer } from './partner-calls.ts';

/** Whom we talk to. */
export interface AskedPartner {
  /** For people. */
  readonly name: string;
  /** Null for `own`. */
  readonly baseUrl: string | null;
  /** Our own side, at the address that we listen on. */
  readonly own: boolean;
  readonly state: 'active' | 'paused';
}

export interface Asking extends Pick<OutgoingRequest, 'timeoutMs' | 'tls'> {
  readonly dialect: string;
  readonly operation: string;
  /** In the core's words. */
  readonly content: unknown;
  readonly secrets: CallSecrets;
  /** Below the base URL, where the partner has the operation elsewhere than the dialect's document. */
  readonly path?: string | null;
}

/** `words` are for people, name the partner and show nothing personal; `after`: seconds that it wants us to wait. */
export type PartnerSaid<T> =
  | { readonly outcome: 'done'; readonly status: number; readonly answer: T }
  | { readonly outcome: 'refused'; readonly status: number; readonly words: string }
  | {
      readonly outcome: 'retry';
      readonly status: number | null;
      readonly words: string;
      readonly after: number | null;
    };

/** Nobody talks to one that is paused. What goes wrong on the way is no error: it is `retry`. */
export async function askPartner(deps: Deps, partner: AskedPartner, asking: Asking): Promise<PartnerSaid<unknown>> {
  const { name, own, state } = partner;
  const { dialect, operation, content, secrets, path: elsewhere, ...options } = asking;
  if (state === 'paused') return silence(`${name} is paused.`);
  if (own && deps.ownOrigin() === null) return silence(`${name} is not reached from here.`);
  const calls = deps.partners.get(dialect);
  if (!calls) throw new Error(`The dialect ${dialect} calls nobody.`);
  const { path, ...call } = calls.write(operation, content, secrets);
  const url = `${baseOf(deps, partner, calls)}${elsewhere ?? path}`;
  try {
    const answer = await deps.exchange.ask({ ...call, ...options, url, own });
    const after = parseRetryAfter(answer.headers['retry-after'] ?? null, deps.now());
    return toSaid(name, answer.status, calls.read(operation, answer), after);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    deps.log.info({ err: error, partner: name, operation }, 'a partner does not answer');
    return silence(`${name} does not answer: ${error.message}`);
  }
}

/** Without a slash at the end. */
function baseOf({ ownOrigin }: Deps, { own, baseUrl }: AskedPartner, { ownPath }: PartnerCalls): string {
  return own ? `${ownOrigin() ?? ''}${ownPath ?? ''}` : (baseUrl ?? '').replace(/\/+$/, '');
}

function toSaid(name: string, status: number, read: ReadAnswer, after: number | null): PartnerSaid<unknown> {
  if (read.outcome === 'done') return { outcome: 'done', status, answer: read.answer };
  const words = `${name} ${read.words}`;
  return read.outcome === 'refused' ? { outcome: 'refused', status, words } : { outcome: 'retry', status, words, after };
} // prettier-ignore

const silence = (words: string) => ({ outcome: 'retry', status: null, words, after: null }) as const;
