/** Changes what a partner told us about a delivery, while nobody has set out with it. */
import { update, upsertPackages, type DeliveryUpdate } from '../../domain/delivery/lifecycle.ts';
import type { Delivery, Package } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireHubs } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { changeDeliveries } from './change-deliveries.ts';

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
      const [delivery] = await changeDeliveries(deps, tx, caller, [id], ({ delivery: before, circumstances }) => ({
        changed: update(before, patch, circumstances),
      }));
      return only(delivery);
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
  return transact(deps, caller, async (tx) => {
    const [delivery] = await changeDeliveries(deps, tx, caller, [id], ({ delivery: before, circumstances }) => ({
      changed: upsertPackages(before, packages, circumstances),
    }));
    return only(delivery);
  });
}

function asDomainError(error: unknown, patch: DeliveryUpdate): unknown {
  if (violates(error, 'delivery_account_id_order_number_direction_legs_key')) {
    const message = `There is an order ${patch.orderNumber} already.`;
    return new DomainError('duplicate', message, [{ path: 'orderNumber', message }]);
  }
  return error;
}

function only<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('One delivery went in and none came out.');
  return value;
}
