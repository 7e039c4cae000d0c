/** What a service sends: read, and put in place of those before. */
import type { ProviderProduct } from '../../domain/provider/provider.ts';
import { listProviderProducts, saveProviderProducts } from '../../store/provider-product.ts';
import { lockProviderService } from '../../store/provider-service.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { assertOnce } from './assert-once.ts';
import { getProviderService, noService } from './provider-services.ts';

/** By code. @throws DomainError `service_not_found` */
export async function getProviderProducts(
  deps: Deps,
  caller: Caller,
  serviceId: string,
): Promise<readonly ProviderProduct[]> {
  await getProviderService(deps, caller, serviceId);
  return listProviderProducts(deps.db.of(caller.accountId), caller.accountId, serviceId);
}

/** @throws DomainError `service_not_found`; `duplicate` for a code that comes twice */
export async function putProviderProducts(
  deps: Deps,
  caller: Caller,
  serviceId: string,
  products: readonly Omit<ProviderProduct, 'serviceId'>[],
): Promise<readonly ProviderProduct[]> {
  assertOnce('products', products);
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    if (!(await lockProviderService(tx, accountId, serviceId))) throw noService();
    await saveProviderProducts(tx, { accountId, serviceId }, products.map((product) => ({ ...product, serviceId }))); // prettier-ignore
    return listProviderProducts(tx, accountId, serviceId);
  });
}
