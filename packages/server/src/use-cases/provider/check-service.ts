/** Tries whether a provider answers for a service, without moving anything at its side. */
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { askProvider } from './ask-provider.ts';
import { getProviderService } from './provider-services.ts';
import { getProvider } from './providers.ts';

export interface ServiceCheck {
  /** It answers as its document says. */
  readonly fine: boolean;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  /** For people. */
  readonly words: string;
}

/** Asks for an order that nobody has: 404 is the good answer. @throws DomainError `service_not_found` */
export async function checkService(deps: Deps, caller: Caller, id: string): Promise<ServiceCheck> {
  const service = await getProviderService(deps, caller, id);
  const provider = await getProvider(deps, caller, service.providerId);
  const content = { serviceCode: service.code, orderId: `check-${deps.newId()}` };
  const said = await askProvider(deps, provider, 'get_details', content);
  const fine = said.outcome === 'refused' && said.status === 404;
  const words = said.outcome === 'done' ? `${provider.name} knows an order that nobody has.` : said.words;
  const check = { fine, status: said.status, words: fine ? `${provider.name} answers as it should.` : words };
  // keeps the answer for its idempotency key
  return transact(deps, caller, () => Promise.resolve(check));
}
