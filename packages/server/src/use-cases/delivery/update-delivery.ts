/** Changes what a partner told us about a delivery, while nobody has set out with it. */
import { update, upsertPackages, type DeliveryUpdate } from '../../domain/delivery/lifecycle.ts';
import type { Delivery, Package } from '../../domain/delivery/delivery.ts';
import { duplicate } from '../../domain/errors.ts';
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
    return await transact(deps, caller, (tx) =>
      changeDelivery(deps, tx, caller, id, ({ delivery, circumstances }) => ({
        changed: update(delivery, patch, circumstances),
      })),
    );
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

function asDomainError(error: unknown, patch: DeliveryUpdate): unknown {
  if (violates(error, 'delivery_account_id_order_number_direction_legs_key')) {
    return duplicate('orderNumber', `There is an order ${patch.orderNumber} already.`);
  }
  return error;
}
