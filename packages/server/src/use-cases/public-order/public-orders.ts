/** Makes deliveries public orders, with the delivery or later, and shows them to their seller. */
import type { Transaction } from 'kysely';
import type { BirthState } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { Product, PublicOrder, PublicService } from '../../domain/public-order/public-order.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { insertPublicOrder, listPublicOrders as list, type StandingOrder } from '../../store/public-order.ts';
import { findServiceByCode } from '../../store/public-service.ts';
import type { DB } from '../../store/schema.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import type { Identity } from '../identity.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { noteChange } from './note-change.ts';

export type { StandingOrder };

export interface NewPublicOrder extends Omit<
  PublicOrder,
  'accountId' | 'deliveryId' | 'serviceId' | 'products' | 'remote'
> {
  /** Prices in the currency that is named; it has to be the service's. */
  readonly products: readonly (Product & { readonly currency: string })[];
}

/**
 * Of a delivery that is on its way already, those who ask for changes hear where it stands.
 * @throws DomainError `delivery_not_found`, `invalid_input` for a service that is not there or prices in another
 * currency, `duplicate` for a delivery that is one already and for an order's id that the service has
 */
export async function attachPublicOrder(
  deps: Deps,
  caller: Caller,
  deliveryId: string,
  draft: NewPublicOrder,
): Promise<StandingOrder> {
  return transact(deps, caller, async (tx) => {
    const [delivery] = await lockDeliveries(tx, caller.accountId, [deliveryId]);
    if (!delivery) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    await write(tx, caller.accountId, deliveryId, draft);
    if (delivery.state !== 'draft') await noteChange(tx, caller.accountId, deliveryId, null, deps.now());
    return read(tx, caller.accountId, deliveryId);
  });
}

export interface CreatedOrder {
  readonly order: StandingOrder;
  /** The same delivery had come before with the same order; nothing was written. */
  readonly repeated: boolean;
}

/** As `attachPublicOrder`, with a delivery that is made in the same transaction. @throws as `createDelivery` too */
export async function createPublicOrder(
  deps: Deps,
  identity: Identity,
  delivery: DeliveryDraft,
  state: BirthState,
  draft: NewPublicOrder,
): Promise<CreatedOrder> {
  const { caller } = identity;
  const { seal, ...unsealed } = caller;
  const made: { kept?: CreatedOrder } = {};
  await createDelivery(deps, { account: identity.account, caller: unsealed }, delivery, {
    state,
    async also(tx, { id, repeated }) {
      const [before] = repeated ? await list(tx, caller.accountId, { deliveryId: id, before: null, limit: 1 }) : [];
      const again = before?.orderId === draft.orderId && before.serviceCode === draft.serviceCode;
      if (!again) await write(tx, caller.accountId, id, draft);
      made.kept = { order: before && again ? before : await read(tx, caller.accountId, id), repeated: again };
      // the answer that is kept for an idempotency key is that of the order
      await seal?.(tx, made.kept);
    },
  });
  if (!made.kept) throw new Error('A public order was made and is not there.');
  return made.kept;
}

/** Newest delivery first. */
export async function listPublicOrders(deps: Deps, { accountId }: Caller, page: PageOf): Promise<StandingOrder[]> {
  return list(deps.db.of(accountId), accountId, page);
}

/** @param id of the delivery. @throws DomainError `public_order_not_found` */
export async function getPublicOrder(deps: Deps, { accountId }: Caller, id: string): Promise<StandingOrder> {
  const [order] = await list(deps.db.of(accountId), accountId, { deliveryId: id, before: null, limit: 1 });
  if (!order) throw new DomainError('public_order_not_found', 'There is no such public order.');
  return order;
}

async function write(tx: Transaction<DB>, accountId: string, deliveryId: string, draft: NewPublicOrder): Promise<void> {
  const service = await findServiceByCode(tx, accountId, draft.serviceCode);
  if (!service) throw invalid('service', 'There is no such service.');
  const products = draft.products.map((product, index) => toProduct(product, index, service));
  const order = { ...draft, accountId, deliveryId, serviceId: service.id, products, remote: null };
  try {
    await insertPublicOrder(tx, order);
  } catch (error) {
    if (violates(error, 'public_order_pkey')) throw duplicate('id', 'The delivery is a public order already.');
    if (violates(error, 'public_order_account_id_service_id_order_id_key')) {
      throw duplicate('orderId', `The service has an order ${draft.orderId} already.`);
    }
    throw error;
  }
}

function toProduct(
  { currency, ...product }: NewPublicOrder['products'][number],
  index: number,
  service: PublicService,
): Product {
  if (currency !== service.currency) {
    throw invalid(`products.${index}.price.currency`, `The service is in ${service.currency}.`);
  }
  return product;
}

async function read(tx: Transaction<DB>, accountId: string, deliveryId: string): Promise<StandingOrder> {
  const [order] = await list(tx, accountId, { deliveryId, before: null, limit: 1 });
  if (!order) throw new Error('A public order was written and is not there.');
  return order;
}
