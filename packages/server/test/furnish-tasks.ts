/** Gives a platform a task that is broadcast and a draft, through the door of its own app. */
import type { NewTask } from '../src/dialects/gotsurge/schemas/new-task.ts';
import { toTaskDrafts } from '../src/dialects/gotsurge/task-mapping.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { createTasks } from '../src/use-cases/task/create-tasks.ts';
import { taskBody } from './gotsurge-task.ts';
import type { Platform } from './make-platform.ts';

/** @returns ids by what they name: `tasks`, `drafts` and, for a task that is made, `organisations`. */
export async function furnishTasks(
  deps: Deps,
  { tenant, organisationId, appId }: Platform,
): Promise<Record<'tasks' | 'drafts' | 'organisations', string>> {
  const maker = { appId, scope: { organisationIds: [organisationId] } };
  const around = { organisationId, currency: tenant.account.currency, now: deps.now() };
  const make = async (state: 'draft' | 'offered') => {
    // the sample is one, as its own test shows
    const drafts = toTaskDrafts([taskBody() as NewTask], around);
    const [made] = await createTasks(deps, tenant.identity, maker, drafts, state);
    if (!made) throw new Error('One task went in and none came out.');
    return made.delivery.id;
  };
  return { tasks: await make('offered'), drafts: await make('draft'), organisations: organisationId };
}
