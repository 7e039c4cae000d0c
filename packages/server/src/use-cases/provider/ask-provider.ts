/** Asks a provider's system, or tells it something, in the words of its dialect. Not inside a transaction. */
import type { Provider } from '../../domain/provider/provider.ts';
import { NoAnswer } from '../../lib/egress/exchange.ts';
import { parseRetryAfter } from '../../lib/retry-after.ts';
import type { Deps } from '../deps.ts';
import type { PartnerCalls, ReadAnswer } from '../partner-call/partner-calls.ts';
import { introduceTo } from './open-secret.ts';
import type { ProviderCalls } from './provider-calls.ts';

/** All providers speak the language of the state's platform. */
const dialect = 'mdelivery';
/** A receiver waits for the page with the details; nobody waits for the rest. */
const timeoutsMs: Partial<Record<keyof ProviderCalls, number>> = { get_details: 8000 };

/** `words` are for people, name the provider and show nothing personal; `after`: seconds that it wants us to wait. */
export type ProviderAnswer<T> =
  | { readonly outcome: 'done'; readonly status: number; readonly answer: T }
  | { readonly outcome: 'refused'; readonly status: number; readonly words: string }
  | {
      readonly outcome: 'retry';
      readonly status: number | null;
      readonly words: string;
      readonly after: number | null;
    };

/** Nobody talks to one that is paused. What goes wrong on the way is no error: it is `retry`. */
export async function askProvider<K extends keyof ProviderCalls>(
  deps: Deps,
  provider: Provider,
  operation: K,
  content: ProviderCalls[K]['content'],
): Promise<ProviderAnswer<ProviderCalls[K]['answer']>> {
  const { name, own, state } = provider;
  if (state === 'paused') return silence(`${name} is paused.`);
  if (own && deps.ownOrigin() === null) return silence(`${name} is not reached from here.`);
  const calls = deps.partners.get(dialect);
  if (!calls) throw new Error(`The dialect ${dialect} calls nobody.`);
  const { bearer, tls } = await introduceTo(deps, provider);
  const { path, ...call } = calls.write(operation, content, { bearer });
  const timeoutMs = timeoutsMs[operation];
  const url = `${baseOf(deps, provider, calls)}${path}`;
  try {
    const answer = await deps.exchange.ask({ ...call, url, tls, own, ...(timeoutMs !== undefined && { timeoutMs }) });
    const after = parseRetryAfter(answer.headers['retry-after'] ?? null, deps.now());
    // the dialect reads an operation's answer into what provider-calls.ts says of it
    return toAnswer(name, answer.status, calls.read(operation, answer), after) as ProviderAnswer<ProviderCalls[K]['answer']>;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    deps.log.info({ err: error, providerId: provider.id, operation }, 'a provider does not answer');
    return silence(`${name} does not answer: ${error.message}`);
  }
} // prettier-ignore

/** Without a slash at the end. */
function baseOf({ ownOrigin }: Deps, { own, baseUrl }: Provider, { ownPath }: PartnerCalls): string {
  return own ? `${ownOrigin() ?? ''}${ownPath ?? ''}` : (baseUrl ?? '').replace(/\/+$/, '');
}

function toAnswer(name: string, status: number, read: ReadAnswer, after: number | null): ProviderAnswer<unknown> {
  if (read.outcome === 'done') return { outcome: 'done', status, answer: read.answer };
  const words = `${name} ${read.words}`;
  return read.outcome === 'refused' ? { outcome: 'refused', status, words } : { outcome: 'retry', status, words, after };
} // prettier-ignore

const silence = (words: string) => ({ outcome: 'retry', status: null, words, after: null }) as const;
