/** Writes down that an order's status has changed, for those who ask for changes. */
import type { Transaction } from 'kysely';
import { publicStatusOf } from '../../domain/public-order/public-status.ts';
import { findStanding, insertChange } from '../../store/public-change.ts';
import { lockService } from '../../store/public-service.ts';
import type { DB } from '../../store/schema.ts';

/**
 * Looks where the order stands now and writes the word, unless it was the last that was written: what is told is the
 * current status, and a step that was over before anybody looked is no news. One transaction at a time writes for a
 * service, so that numbers come to light in their order.
 * @param causedBy the credential that reported it itself, and is not told.
 */
export async function noteChange(
  tx: Transaction<DB>,
  accountId: string,
  deliveryId: string,
  causedBy: string | null,
  at: Date,
): Promise<void> {
  const found = await findStanding(tx, accountId, deliveryId);
  if (!found) return;
  await lockService(tx, accountId, found.serviceId);
  // once more: who held the lock may have written it
  const order = await findStanding(tx, accountId, deliveryId);
  if (!order) return;
  const status = publicStatusOf(order.state, order.remoteStatus);
  if (status === order.written) return;
  const { serviceId, orderId } = order;
  await insertChange(tx, { accountId, serviceId, deliveryId, orderId, status, causedBy, at });
}
