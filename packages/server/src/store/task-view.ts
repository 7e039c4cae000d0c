/** SQL that reads tasks as partners look at them, as far as a scope goes. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Scope } from '../domain/partner/scope.ts';
import type { TaskView } from '../domain/task/task-view.ts';
import { packagesOfD, toDelivery, type DeliveryRow } from './delivery-row.ts';
import type { DB } from './schema.ts';
import { aroundTask, toTaskSnapshot, type AroundTask } from './task-snapshot.ts';

/**
 * The task of delivery `d` as row `t`. A delivery that came another way has a stand-in, of the account's home platform;
 * where there is no such platform it has none.
 */
const taskOfD = `
  select k.*, true as is_task from task k where k.account_id = d.account_id and k.delivery_id = d.id
  union all
  select h.account_id, d.id, h.organisation_id, null, d.id, null, null, false, 0, '', 'standard', 'ltl', null, null, false,
    '{}', d.created_at, false
  from platform h
  where h.account_id = d.account_id and h.is_home
    and not exists (select from task k where k.account_id = d.account_id and k.delivery_id = d.id)`;

/** What a scope says of task `t`. */
function isTaskIn({ organisationIds, appId }: Scope): RawBuilder<unknown> {
  const parts = [
    sql`true`,
    ...(organisationIds ? [sql`t.organisation_id = any(${organisationIds}::uuid[])`] : []),
    ...(appId === null ? [] : [sql`t.app_id = ${appId}`]),
  ];
  return sql.join(parts, sql` and `);
}

/** What a scope says of a delivery by its row `t`, stand-in or not. */
function isIn(scope: Scope): RawBuilder<unknown> {
  return sql`case when t.is_task then ${isTaskIn(scope)} else ${scope.withOthers}::boolean end`;
}

type ViewRow = DeliveryRow & { readonly around: AroundTask };

/** In the order of the ids asked for; what is not there and what is outside the scope is left out. */
export async function findTaskViews(
  db: Kysely<DB>,
  accountId: string,
  scope: Scope,
  ids: readonly string[],
): Promise<TaskView[]> {
  const { rows } = await sql<ViewRow>`
    select d.*, ${sql.raw(packagesOfD)} as packages, ${sql.raw(aroundTask)} as around
    from delivery d join lateral (${sql.raw(taskOfD)}) t on true
    where d.account_id = ${accountId} and d.id = any(${ids}::uuid[]) and ${isIn(scope)}`.execute(db);
  const found = new Map(rows.map((row) => [row.id, toView(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export interface ListedTasks {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'asc' | 'desc';
}

/** By their ids, which grow with time. Only the rows of the page are looked at closely. */
export async function listTaskViews(
  db: Kysely<DB>,
  accountId: string,
  scope: Scope,
  { limit, offset, order }: ListedTasks,
): Promise<TaskView[]> {
  const way = sql.raw(order);
  const { rows } = await sql<ViewRow>`
    with page as materialized (
      ${allIn(accountId, scope)} order by 1 ${way} limit ${limit} offset ${offset}
    )
    select d.*, ${sql.raw(packagesOfD)} as packages, ${sql.raw(aroundTask)} as around
    from page join delivery d on d.account_id = ${accountId} and d.id = page.id
    join lateral (${sql.raw(taskOfD)}) t on true
    order by d.id ${way}`.execute(db);
  return rows.map(toView);
}

export async function countTasks(db: Kysely<DB>, accountId: string, scope: Scope): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from (${allIn(accountId, scope)}) one`.execute(db);
  return rows[0]?.total ?? 0;
}

/** The ids of all that a scope shows. */
function allIn(accountId: string, scope: Scope): RawBuilder<unknown> {
  if (!scope.withOthers) {
    return sql`select t.delivery_id as id from task t where t.account_id = ${accountId} and ${isTaskIn(scope)}`;
  }
  return sql`
    select d.id from delivery d left join task t on t.account_id = d.account_id and t.delivery_id = d.id
    where d.account_id = ${accountId}
      and case when t.delivery_id is not null then ${isTaskIn(scope)}
        else exists (select from platform h where h.account_id = ${accountId} and h.is_home) end`;
}

function toView(row: ViewRow): TaskView {
  return { delivery: toDelivery(row), task: toTaskSnapshot(row.around) };
}
