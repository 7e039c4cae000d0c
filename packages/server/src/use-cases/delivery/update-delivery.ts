/** Changes what a partner told us about a delivery, while nobody has set out with it. */
import type { Transaction } from 'kysely';
import { update, upsertPackages, type DeliveryUpdate } from '../../domain/delivery/lifecycle.ts';
import type { Delivery, Package } from '../../domain/delivery/delivery.ts';
import { duplicate, type DomainError } from '../../domain/errors.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { claimOrderNumber } from '../../store/order-number.ts';
import type { DB } from '../../store/schema.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireHubs } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { changeDelivery } from './change-deliveries.ts';

/** @throws DomainError `delivery_not_found`, `already_dispatched`, `duplicate` for an order number that is taken */
export async function updateDelivery(
  deps: Deps,
  { account, caller }: Identity,
  id: string,
  patch: DeliveryUpdate,
): Promise<Delivery> {
  await requireHubs(deps, account, [
    { path: 'distributionCentre', code: patch.distributionCentre ?? null },
    { path: 'pickup.branch', code: patch.pickup?.branch ?? null },
    { path: 'dropoff.branch', code: patch.dropoff?.branch ?? null },
    { path: 'returnTo.branch', code: patch.returnTo?.branch ?? null },
  ]);
  try {
    return await transact(deps, caller, async (tx) => {
      if (patch.orderNumber !== undefined) await claimNumber(tx, account.id, id, patch.orderNumber);
      return changeDelivery(deps, tx, caller, id, ({ delivery, circumstances }) => ({
        changed: update(delivery, patch, circumstances),
      }));
    });
  } catch (error) {
    throw asDomainError(error, patch);
  }
}

/** @throws DomainError `delivery_not_found`, `already_dispatched` */
export async function updatePackages(
  deps: Deps,
  { caller }: Identity,
  id: string,
  packages: readonly Package[],
): Promise<Delivery> {
  return transact(deps, caller, (tx) =>
    changeDelivery(deps, tx, caller, id, ({ delivery, circumstances }) => ({
      changed: upsertPackages(delivery, packages, circumstances),
    })),
  );
}

/** The new number of an order under a service of its own: no other of that service may have it. */
async function claimNumber(tx: Transaction<DB>, accountId: string, id: string, orderNumber: string): Promise<void> {
  const [delivery] = await findDeliveries(tx, accountId, [id]);
  if (!delivery || delivery.service === null) return;
  if (!(await claimOrderNumber(tx, { ...delivery, orderNumber }))) throw taken(orderNumber);
}

function asDomainError(error: unknown, { orderNumber = '' }: DeliveryUpdate): unknown {
  return violates(error, 'delivery_account_id_order_number_direction_legs_key') ? taken(orderNumber) : error;
}

function taken(orderNumber: string): DomainError {
  return duplicate('orderNumber', `There is an order ${orderNumber} already.`);
}
