/** Makes and lists the services that a platform of a state may ask for, and says which callers may. */
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { PublicService } from '../../domain/public-order/public-order.ts';
import {
  insertService,
  listServices,
  liveCredentials,
  lockService,
  saveGrants,
  type GrantedService,
} from '../../store/public-service.ts';
import type { Transaction } from 'kysely';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

export type { GrantedService };

/** Of its callers. */
const dialect = 'mdelivery';

export interface NewService extends Pick<PublicService, 'code' | 'name' | 'currency'> {
  readonly credentialIds: readonly string[];
}

/** @throws DomainError `duplicate` for a code that the account has, `invalid_input` for a credential that is no caller's */
export async function createService(deps: Deps, caller: Caller, draft: NewService): Promise<GrantedService> {
  const { code, name, currency } = draft;
  const service = { accountId: caller.accountId, id: deps.newId(), code, name, currency, createdAt: deps.now() };
  return transact(deps, caller, async (tx) => {
    if (!(await insertService(tx, service))) throw duplicate('code', `There is a service ${code} already.`);
    return { ...service, credentialIds: await grant(tx, service, draft.credentialIds) };
  });
}

/** Newest first. */
export async function listPublicServices(deps: Deps, { accountId }: Caller, page: PageOf): Promise<GrantedService[]> {
  return listServices(deps.db.of(accountId), accountId, page);
}

/** @throws DomainError `service_not_found` */
export async function getPublicService(deps: Deps, { accountId }: Caller, id: string): Promise<GrantedService> {
  const [service] = await listServices(deps.db.of(accountId), accountId, { id, before: null, limit: 1 });
  if (!service) throw noService();
  return service;
}

/**
 * These credentials may ask for the service from now on, and no others.
 * @throws DomainError `service_not_found`, `invalid_input`
 */
export async function setGrants(
  deps: Deps,
  caller: Caller,
  id: string,
  credentialIds: readonly string[],
): Promise<GrantedService> {
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    if (!(await lockService(tx, accountId, id))) throw noService();
    await grant(tx, { accountId, id }, credentialIds);
    const [service] = await listServices(tx, accountId, { id, before: null, limit: 1 });
    if (!service) throw noService();
    return service;
  });
}

/** @returns the ids as they are kept: each once, in their order */
async function grant(
  tx: Transaction<DB>,
  { accountId, id }: Pick<PublicService, 'accountId' | 'id'>,
  credentialIds: readonly string[],
): Promise<readonly string[]> {
  const live = await liveCredentials(tx, accountId, dialect, credentialIds);
  const unknown = credentialIds.findIndex((one) => !live.has(one));
  if (unknown !== -1) throw invalid(`credentialIds.${unknown}`, 'There is no such live credential of MDelivery.');
  await saveGrants(tx, accountId, id, [...live]);
  return [...live].toSorted();
}

function noService(): DomainError {
  return new DomainError('service_not_found', 'There is no such service.');
}
