/** Changes what a partner said of a task, when it is still as the partner saw it. */
import { DomainError } from '../../domain/errors.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import { assertChangeable, reviseDelivery, reviseRow } from '../../domain/task/change-task.ts';
import type { TaskUpdate } from '../../domain/task/task-draft.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { saveTask } from '../../store/task.ts';
import { changeDelivery } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { lockTask } from './lock-tasks.ts';
import { measureAgain } from './measure-task.ts';
import { getTask, readTask } from './read-tasks.ts';

export interface UpdateOrder {
  readonly id: string;
  /** Version of the delivery that the partner saw. */
  readonly expected: number;
  readonly patch: TaskUpdate;
  /** Attributes that may still change once a courier has it: what nobody drives by. */
  readonly lateAttributes: readonly string[];
}

/**
 * Until somebody takes it, everything may change; then until the handover `waybillNumber`, `invoiceNumber`, `groupTag`,
 * the notes of both places, `weightGrams`, `volumeMm3`, `units` and the late attributes; afterwards nothing. Each update
 * is a new version, also one that changes nothing. The price is 0 while there is no currency.
 * @throws DomainError `delivery_not_found`; `version_conflict` when it was changed meanwhile; `already_dispatched` for a
 *   field that may no longer change, and when it is over; `organisation_not_found` for one outside the scope;
 *   `invalid_input` for windows against the rules (paths `pickup.window.until`, …), and for terms of a delivery that came
 *   another way and has none (path `price`, …)
 */
export async function updateTask(
  deps: Deps,
  { account, caller }: Identity,
  scope: Scope,
  { id, expected, patch, lateAttributes }: UpdateOrder,
): Promise<TaskView> {
  const seen = await getTask(deps, account.id, scope, id);
  assertVersion(seen, expected);
  requireOrganisation(scope, patch);
  // of the version that is expected, and it is compared once more under the lock
  const distance = await measureAgain(deps, seen, patch);
  return transact(deps, caller, async (tx) => {
    const view = await lockTask(tx, account.id, scope, id);
    assertVersion(view, expected);
    assertChangeable(view, deps.now());
    const { row, fields } = reviseRow(view, patch, distance);
    // before the delivery: its event and its open round are made of the row
    if (row) await saveTask(tx, { ...row, accountId: account.id, deliveryId: id });
    const terms = { revisedFields: fields, lateAttributes };
    await changeDelivery(deps, tx, caller, id, ({ circumstances }) => ({
      changed: reviseDelivery(view, patch, terms, circumstances),
    }));
    return readTask(tx, account.id, scope, id);
  });
}

function assertVersion({ delivery }: TaskView, expected: number): void {
  if (delivery.version === expected) return;
  throw new DomainError('version_conflict', 'The task was changed meanwhile. Read it again.', [
    { path: 'expected', message: 'It is not the revision that the task has now.' },
  ]);
}

function requireOrganisation({ organisationIds }: Scope, { organisationId }: TaskUpdate): void {
  if (organisationId === undefined || !organisationIds || organisationIds.includes(organisationId)) return;
  throw new DomainError('organisation_not_found', 'There is no such organisation.');
}
