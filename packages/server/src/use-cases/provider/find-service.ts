/** A registered service with its provider: by the code that a receiver's link names, or by its id. */
import { DomainError } from '../../domain/errors.ts';
import { providerCurrency } from '../../domain/provider/provider.ts';
import { findProvider } from '../../store/provider.ts';
import { findProviderService } from '../../store/provider-service.ts';
import { findHubService } from '../../store/receiver-lookup.ts';
import type { Deps } from '../deps.ts';
import type { FindService, RegisteredService } from './verbs.ts';

export const findService: FindService = async (deps, code) => {
  const found = await findHubService(deps.db.anyone, code);
  const of = found && (await findServiceById(deps, found.accountId, found.serviceId));
  if (of?.provider.state !== 'active') throw new DomainError('provider_not_found', 'There is no such service.');
  return of;
};

/** Whether its provider is paused or not. */
export async function findServiceById(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  serviceId: string,
): Promise<RegisteredService | null> {
  const rows = db.of(accountId);
  const service = await findProviderService(rows, accountId, serviceId);
  const provider = service && (await findProvider(rows, accountId, service.providerId));
  return provider && { provider, service, currency: providerCurrency };
}
