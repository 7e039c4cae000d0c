/** Takes hold of tasks for a change. */
import type { Transaction } from 'kysely';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { findTaskViews } from '../../store/task-view.ts';

/**
 * Until the transaction ends nobody else changes them.
 * @returns as they are, in the order asked for
 * @throws DomainError `delivery_not_found` for any id that is unknown or outside the scope, `invalid_input` for one that
 *   comes twice
 */
export async function lockTasks(
  tx: Transaction<DB>,
  accountId: string,
  scope: Scope,
  ids: readonly string[],
): Promise<TaskView[]> {
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (twice >= 0) throw invalid(`tasks.${twice}.id`, 'The task is named twice.');
  await lockDeliveries(tx, accountId, ids);
  // a statement of its own: it must see what was committed while this one waited
  const views = await findTaskViews(tx, accountId, scope, ids);
  if (views.length !== ids.length) throw new DomainError('delivery_not_found', 'There is no such delivery.');
  return views;
}

/** One of them. */
export async function lockTask(tx: Transaction<DB>, accountId: string, scope: Scope, id: string): Promise<TaskView> {
  const [view] = await lockTasks(tx, accountId, scope, [id]);
  if (!view) throw new Error('One task was locked and none came.');
  return view;
}
