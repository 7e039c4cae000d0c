/** Calls a task off while no courier has taken it. */
import type { Scope } from '../../domain/partner/scope.ts';
import { assertCancellable } from '../../domain/task/courier-moves.ts';
import { stateAt, type TaskView } from '../../domain/task/task-view.ts';
import { cancelAt } from '../delivery/cancel-delivery.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { lockTask } from './lock-tasks.ts';
import { readTask } from './read-tasks.ts';

/** @throws DomainError `delivery_not_found`; `not_cancellable` once a courier has it, and when it is over */
export async function cancelTask(
  deps: Deps,
  { account, caller }: Identity,
  scope: Scope,
  id: string,
  reason: string,
): Promise<TaskView> {
  return transact(deps, caller, async (tx) => {
    const { delivery, task } = await lockTask(tx, account.id, scope, id);
    assertCancellable(stateAt(delivery.state, task, deps.now()));
    // whose offer it was and who hears of it is seen to where every delivery is changed
    await changeDelivery(deps, tx, caller, id, (scene) => cancelAt(scene, caller.actor, { reasonCode: null, reason }));
    return readTask(tx, account.id, scope, id);
  });
}
