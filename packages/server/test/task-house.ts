/** A platform with its organisations and its app, for use-cases of tasks: no HTTP. */
import type { KyselyPlugin } from 'kysely';
import { sql } from 'kysely';
import type { Scope } from '../src/domain/partner/scope.ts';
import type { TaskView } from '../src/domain/task/task-view.ts';
import type { RecordedEvent } from '../src/domain/event/event.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { readTimeline } from '../src/use-cases/event/read-timeline.ts';
import { createTasks } from '../src/use-cases/task/create-tasks.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps, type TestDepsOptions } from './deps.ts';
import { taskDraft, type TaskOptions } from './draft-task.ts';
import { makePlatform, type Platform } from './make-platform.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface TaskHouse {
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly tenant: Tenant;
  readonly platform: Platform;
  /** Of the platform's OrgAdmin. */
  readonly scope: Scope;
  /** One task of the platform's app for its own organisation, unless another one is named. */
  readonly make: (state: 'draft' | 'offered', options?: TaskOptions & { organisationId?: string }) => Promise<TaskView>;
  readonly close: () => Promise<void>;
}

export async function openTaskHouse(options: TestDepsOptions = {}): Promise<TaskHouse> {
  const database = await testDatabase({ poolSize: 16 });
  const deps = testDeps(database.tenants, options);
  const tenant = await makeTenant(deps);
  const platform = await makePlatform(deps, tenant);
  const scope = {
    organisationIds: [platform.organisationId, platform.associatedId],
    appId: null,
    withOthers: true,
  };
  const make: TaskHouse['make'] = async (state, { organisationId = platform.organisationId, ...rest } = {}) => {
    const drafts = [taskDraft(deps.now(), organisationId, rest)];
    const [view] = await createTasks(deps, tenant.identity, { appId: platform.appId, scope }, drafts, state);
    if (!view) throw new Error('One draft went in and no task came out.');
    return view;
  };
  return { database, deps, tenant, platform, scope, make, close: () => database.close() };
}

export interface OfferRow {
  readonly outcome: string | null;
  readonly closed_at: Date | null;
  readonly expires_at: Date | null;
  readonly price: number;
  readonly vehicle_kind: string;
  readonly preference: string;
  readonly lat: number | null;
}

/** The rounds of a task, oldest first. */
export async function offersOf({ deps }: TaskHouse, id: string): Promise<readonly OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select outcome, closed_at, expires_at, price, vehicle_kind, preference, lat from offer
    where delivery_id = ${id} order by opened_at, id`.execute(deps.db.house);
  return rows;
}

/** What happened to a task. */
export async function eventsOf({ deps, tenant }: TaskHouse, id: string): Promise<readonly RecordedEvent[]> {
  return readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 100 });
}

/** What a use-case asks of the database beside begin and commit. */
export async function statementsOf(deps: Deps, run: (counted: Deps) => Promise<unknown>): Promise<number> {
  let count = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const of = (accountId: string) => deps.db.of(accountId).withPlugin(plugin);
  await run({ ...deps, db: { ...deps.db, of } });
  return count;
}
