/** What providers sell through us: services made, read, changed. */
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { ProviderService } from '../../domain/provider/provider.ts';
import { lockProvider } from '../../store/provider.ts';
import {
  countProviderServices,
  findProviderService,
  insertProviderService,
  listProviderServices as selectServices,
  lockProviderService,
  saveProviderService,
} from '../../store/provider-service.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { isPathSegment } from './path-segment.ts';

/** Services of one provider at most: each is asked for changes. */
const quota = 100;

/**
 * From now on it is asked for changes.
 * @throws DomainError `duplicate` for a code that anybody has: the link of a receiver names nothing else; `invalid_input`
 */
export async function createProviderService(
  deps: Deps,
  caller: Caller,
  draft: Omit<ProviderService, 'accountId' | 'id'>,
): Promise<ProviderService> {
  const { accountId } = caller;
  if (!isPathSegment(draft.code)) throw invalid('code', 'It is a part of a path, which cannot be so.');
  const service = { ...draft, accountId, id: deps.newId() };
  return transact(deps, caller, async (tx) => {
    if (!(await lockProvider(tx, accountId, draft.providerId))) {
      throw invalid('providerId', 'There is no such provider.');
    }
    if ((await countProviderServices(tx, accountId, draft.providerId)) >= quota) {
      throw invalid('providerId', `A provider can have ${quota} services.`);
    }
    if (!(await insertProviderService(tx, service))) {
      throw duplicate('code', `There is a service ${draft.code} already.`, 'It is taken.');
    }
    return service;
  });
}

/** @throws DomainError `service_not_found` */
export async function getProviderService(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  id: string,
): Promise<ProviderService> {
  const service = await findProviderService(deps.db.of(accountId), accountId, id);
  if (!service) throw noService();
  return service;
}

export async function listProviderServices(
  deps: Deps,
  { accountId }: Caller,
  page: PageOf,
): Promise<ProviderService[]> {
  return selectServices(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. The code stays: links and the provider's own system name it. */
export type ProviderServiceChange = Partial<
  Pick<ProviderService, 'name' | 'addDelivery' | 'redirectToMpay' | 'identify'>
>;

/** @throws DomainError `service_not_found` */
export async function changeProviderService(
  deps: Deps,
  caller: Caller,
  id: string,
  change: ProviderServiceChange,
): Promise<ProviderService> {
  return transact(deps, caller, async (tx) => {
    const before = await lockProviderService(tx, caller.accountId, id);
    if (!before) throw noService();
    const after = { ...before, ...change };
    await saveProviderService(tx, after);
    return after;
  });
}

export const noService = () => new DomainError('service_not_found', 'There is no such service.');
