/** Gives tasks other numbers of their partner's, whatever has become of them. */
import type { Transaction } from 'kysely';
import { relabel } from '../../domain/delivery/lifecycle.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import type { DB } from '../../store/schema.ts';
import { findTaskViews } from '../../store/task-view.ts';
import type { Caller } from '../caller.ts';
import { changeDeliveries } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { lockTasks } from './lock-tasks.ts';

export interface Label {
  readonly id: string;
  readonly waybillNumber: string | null;
}

/**
 * All of them or none. Each one is a new version of its task.
 * @returns in the order asked for
 * @throws DomainError `delivery_not_found` for any id that is unknown or outside the scope; `invalid_input` for one that
 *   comes twice (`tasks.2.id`)
 */
export async function patchTrackingIds(
  deps: Deps,
  { account, caller }: Identity,
  scope: Scope,
  labels: readonly Label[],
): Promise<TaskView[]> {
  const ids = labels.map(({ id }) => id);
  return transact(deps, caller, async (tx) => {
    await lockTasks(tx, account.id, scope, ids);
    await relabelAll(deps, tx, caller, labels);
    return findTaskViews(tx, account.id, scope, ids);
  });
}

/** Of tasks that the transaction has locked. */
export async function relabelAll(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  labels: readonly Label[],
): Promise<void> {
  const numbers = new Map(labels.map(({ id, waybillNumber }) => [id, waybillNumber]));
  if (numbers.size === 0) return;
  await changeDeliveries(deps, tx, caller, [...numbers.keys()], ({ delivery, circumstances }) => ({
    changed: relabel(delivery, numbers.get(delivery.id) ?? null, circumstances),
  }));
}
