/** Makes a delivery that came another way a task: its organisation sees it, its app hears of it, couriers can be asked. */
import type { Transaction } from 'kysely';
import { becomeTask } from '../../domain/delivery/lifecycle.ts';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import { wholeAccount } from '../../domain/partner/scope.ts';
import type { Task } from '../../domain/task/task.ts';
import { priceFaults, refuseFaults } from '../../domain/task/task-rules.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { insertTasks } from '../../store/task.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { measureTask } from './measure-task.ts';
import { readTask } from './read-tasks.ts';

export type NewTask = Pick<
  Task,
  'organisationId' | 'appId' | 'price' | 'currency' | 'broadcastPreference' | 'vehiclePreference'
>;

/**
 * Nobody is asked yet: `openOffer` does that. Its order number stays.
 * @throws DomainError `delivery_not_found`; `invalid_input` with `price`, `organisationId`, `appId`; `duplicate` for what is
 *   a task already; `already_dispatched`; `illegal_transition` for what cannot be one
 */
export async function attachTask(deps: Deps, caller: Caller, deliveryId: string, asked: NewTask): Promise<TaskView> {
  refuseFaults(priceFaults(asked, 'offered'));
  const { accountId } = caller;
  const distance = await measureTask(deps, await getDelivery(deps, caller, deliveryId), asked);
  return transact(deps, caller, async (tx) => {
    const [delivery] = await lockDeliveries(tx, accountId, [deliveryId]);
    if (!delivery) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    const task = { ...asked, ...distance, ...unsaid, accountId, deliveryId, creationGroup: deliveryId, createdAt: deps.now() }; // prettier-ignore
    // before the delivery: its event tells of the task
    await insert(tx, task);
    await changeDelivery(deps, tx, caller, deliveryId, (scene) => ({
      changed: becomeTask(scene.delivery, Object.keys(asked), scene.circumstances),
    }));
    return readTask(tx, accountId, wholeAccount, deliveryId);
  });
}

const unsaid = { invoiceNumber: null, groupTag: null, isUrgent: false, serviceType: null, attributes: {} } as const;

async function insert(tx: Transaction<DB>, task: Task): Promise<void> {
  try {
    await insertTasks(tx, [task]);
  } catch (error) {
    if (violates(error, 'task_pkey')) throw duplicate('id', 'The delivery is a task already.');
    if (violates(error, 'task_account_id_organisation_id_fkey')) throw invalid('organisationId', 'There is no such organisation.'); // prettier-ignore
    if (violates(error, 'task_account_id_app_id_fkey')) throw invalid('appId', 'There is no such app.');
    throw error;
  }
}
