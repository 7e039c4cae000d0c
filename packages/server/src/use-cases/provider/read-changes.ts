/** Which orders of a service have another status since it was asked before. */
import type { Deps } from '../deps.ts';
import { PartnerUnavailable } from '../partner-call/partner-unavailable.ts';
import { askProvider } from './ask-provider.ts';
import type { ToldChange } from './provider-calls.ts';
import type { RegisteredService } from './verbs.ts';

/**
 * Asking moves the provider's own mark: what it has told once it may never tell again.
 * @returns in its order; a status that is null is to be asked for by `fetchDetails`
 * @throws PartnerUnavailable (`partner_unavailable`) with the provider's wish when to come again
 */
export async function readChanges(
  deps: Deps,
  { provider, service }: RegisteredService,
): Promise<readonly Omit<ToldChange, 'serviceCode'>[]> {
  const said = await askProvider(deps, provider, 'get_changes', { serviceCode: service.code });
  if (said.outcome !== 'done') throw new PartnerUnavailable(said.words, said.outcome === 'retry' ? said.after : null);
  const ours = said.answer.filter(({ serviceCode }) => serviceCode === service.code);
  return ours.map(({ orderId, status }) => ({ orderId, status }));
}
