/** Asks a provider's system, or tells it something, in the words of its dialect. Not inside a transaction. */
import type { Provider } from '../../domain/provider/provider.ts';
import type { Deps } from '../deps.ts';
import { askPartner, type PartnerSaid } from '../partner-call/ask-partner.ts';
import { introduceTo } from './open-secret.ts';
import type { ProviderCalls } from './provider-calls.ts';

/** All providers speak the language of the state's platform. */
const dialect = 'mdelivery';
/** A receiver waits for the page with the details; nobody waits for the rest. */
const timeoutsMs: Partial<Record<keyof ProviderCalls, number>> = { get_details: 8000 };

/** As `askPartner`. */
export async function askProvider<K extends keyof ProviderCalls>(
  deps: Deps,
  provider: Provider,
  operation: K,
  content: ProviderCalls[K]['content'],
): Promise<PartnerSaid<ProviderCalls[K]['answer']>> {
  const { bearer, tls } = await introduceTo(deps, provider);
  const timeoutMs = timeoutsMs[operation];
  const asking = { dialect, operation, content, secrets: { bearer }, tls, ...(timeoutMs !== undefined && { timeoutMs }) };
  // the dialect reads an operation's answer into what provider-calls.ts says of it
  return (await askPartner(deps, provider, asking)) as PartnerSaid<ProviderCalls[K]['answer']>;
} // prettier-ignore
