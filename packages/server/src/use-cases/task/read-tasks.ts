/** Reads tasks, as far as a scope goes. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { countTasks, findTaskViews, listTaskViews } from '../../store/task-view.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';

export type { TaskView };

/** @throws DomainError `delivery_not_found`, also for what is outside the scope */
export async function getTask(deps: Pick<Deps, 'db'>, accountId: string, scope: Scope, id: string): Promise<TaskView> {
  return readTask(deps.db.of(accountId), accountId, scope, id);
}

/** As `getTask`, on a connection that is at work already. */
export async function readTask(db: Kysely<DB>, accountId: string, scope: Scope, id: string): Promise<TaskView> {
  const [view] = await findTaskViews(db, accountId, scope, [id]);
  if (!view) throw new DomainError('delivery_not_found', 'There is no such delivery.');
  return view;
}

export interface TaskPage {
  /** 1 for the first. */
  readonly page: number;
  /** 1 to 1000: the dialect counts. */
  readonly perPage: number;
  /** By the time they were made. */
  readonly order: 'asc' | 'desc';
}

/** One page, and how many there are in all. */
export async function listTasks(
  deps: Pick<Deps, 'db'>,
  accountId: string,
  scope: Scope,
  { page, perPage, order }: TaskPage,
): Promise<{ readonly tasks: readonly TaskView[]; readonly total: number }> {
  const db = deps.db.of(accountId);
  const total = await countTasks(db, accountId, scope);
  const offset = (page - 1) * perPage;
  // what is past the end needs no look
  const tasks = offset < total ? await listTaskViews(db, accountId, scope, { limit: perPage, offset, order }) : [];
  return { tasks, total };
}
