/** Makes tasks: all of a call's or none. */
import type { Account } from '../../domain/account/account.ts';
import { create } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryChanged } from '../../domain/delivery/change.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import { openRound } from '../../domain/offer/round.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import { orderNumberOf } from '../../domain/task/order-number.ts';
import { withTask } from '../../domain/task/statuses.ts';
import { taskService, type Task } from '../../domain/task/task.ts';
import type { TaskDraft } from '../../domain/task/task-draft.ts';
import { priceFaults, refuseFaults, windowFaults } from '../../domain/task/task-rules.ts';
import { newView, type TaskView } from '../../domain/task/task-view.ts';
import { insertDeliveries } from '../../store/insert-deliveries.ts';
import { insertOffers } from '../../store/offer.ts';
import { insertTasks } from '../../store/task.ts';
import { findTaskOrganisations, type TaskOrganisation } from '../../store/task-organisation.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { measureTask, unknownDistance } from './measure-task.ts';

export interface Maker {
  /** Null: the operator. */
  readonly appId: string | null;
  /** Whose organisations it may make tasks for. */
  readonly scope: Pick<Scope, 'organisationIds'>;
}

/** A task about to be written. */
interface NewTask {
  readonly task: Task;
  readonly born: DeliveryChanged;
  /** Null for a draft. */
  readonly round: Offer | null;
  readonly view: TaskView;
}

/**
 * All of them in one transaction, with a fixed number of statements; distances are measured before it. Those of one call
 * share a new `creationGroup`.
 * @param drafts 1 to 20: the dialect counts
 * @param state `draft`: nobody is asked yet; `offered`: couriers are asked at once
 * @param newTaskId gives the ids of the tasks
 * @returns in the order of the drafts
 * @throws DomainError `invalid_input` with every fault of every draft, in the document's words and the order of its rules:
 *   `tasks.3.pickup.window.from`, `tasks.3.pickup.window.until`, `tasks.3.dropoff.window.from`, `tasks.3.price`,
 *   `tasks.3.currency`; `organisation_not_found` for one outside the scope
 */
export async function createTasks(
  deps: Deps,
  { account, caller }: Identity,
  maker: Maker,
  drafts: readonly TaskDraft[],
  state: 'draft' | 'offered',
  newTaskId: () => string = deps.newId,
): Promise<TaskView[]> {
  const organisations = await requireOrganisations(deps, account, maker, drafts);
  const now = deps.now();
  refuseFaults(drafts.flatMap((draft, index) => faultsOf(draft, state, now).map((fault) => at(index, fault))));
  const distances = await Promise.all(drafts.map((draft) => measureTask(deps, draft.delivery, draft.terms)));
  const creationGroup = deps.newId();
  const tasks = drafts.map(({ organisationId, delivery, terms }, index): NewTask => {
    const id = newTaskId();
    const whole = { ...delivery, orderNumber: orderNumberOf(id), service: taskService } as const;
    const born = create(whole, { accountId: account.id, id, now, state });
    const task: Task = {
      accountId: account.id,
      deliveryId: id,
      organisationId,
      appId: maker.appId,
      creationGroup,
      ...terms,
      price: terms.currency === '' ? 0 : terms.price,
      ...(distances[index] ?? unknownDistance),
      createdAt: now,
    };
    const mostMinutes = account.settings.maxBroadcastMinutes;
    const round = state === 'draft' ? null : openRound(born.delivery, task, { id: deps.newId(), now, mostMinutes });
    const organisation = organisations.get(organisationId) ?? organisationNotFound();
    return { task, born, round, view: newView(born.delivery, { task, round, organisation }) };
  });
  return transact(deps, caller, async (tx) => {
    // the number of an order is made of its id: nobody else can have it, so that nothing is claimed
    await insertDeliveries(tx, tasks.map(({ born }) => born.delivery)); // prettier-ignore
    await insertTasks(tx, tasks.map(({ task }) => task)); // prettier-ignore
    await insertOffers(tx, tasks.flatMap(({ round }) => round ?? [])); // prettier-ignore
    await recordEvents(deps, tx, caller, tasks.map(({ born, view }) => withTask(born.event, view.task))); // prettier-ignore
    return tasks.map(({ view }) => view);
  });
}

function faultsOf({ delivery, terms }: TaskDraft, state: 'draft' | 'offered', now: Date): Fault[] {
  return [...windowFaults(delivery, now), ...priceFaults(terms, state)];
}

function at(index: number, { path, message }: Fault): Fault {
  return { path: `tasks.${index}.${path}`, message };
}

/** One outside is answered as one that is not there. */
async function requireOrganisations(
  { db }: Deps,
  { id }: Account,
  { scope: { organisationIds } }: Maker,
  drafts: readonly TaskDraft[],
): Promise<ReadonlyMap<string, TaskOrganisation>> {
  const wanted = [...new Set(drafts.map(({ organisationId }) => organisationId))];
  if (organisationIds && !wanted.every((one) => organisationIds.includes(one))) organisationNotFound();
  const found = await findTaskOrganisations(db.of(id), id, wanted);
  if (found.size < wanted.length) organisationNotFound();
  return found;
}

function organisationNotFound(): never {
  throw new DomainError('organisation_not_found', 'There is no such organisation.');
}
