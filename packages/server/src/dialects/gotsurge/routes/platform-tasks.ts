/** Tasks of a platform: create, drafts, list, detail, update. */
import type { FastifyRequest } from 'fastify';
import type { TaskView } from '../../../domain/task/task-view.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { createTasks } from '../../../use-cases/task/create-tasks.ts';
import { getTask, listTasks } from '../../../use-cases/task/read-tasks.ts';
import { updateTask } from '../../../use-cases/task/update-task.ts';
import { bearerOf, identityOf } from '../auth.ts';
import { admins, platformScope } from '../platform-scope.ts';
import { forRoles } from '../role-words.ts';
import { defaultPerPage } from '../schemas/meta.ts';
import { lateKeys, NewDrafts, NewTasks, TaskPatch, type NewTask } from '../schemas/new-task.ts';
import { refusals } from '../schemas/refusal.ts';
import { IdParams, Named } from '../schemas/shape.ts';
import { ListQuery, MadeDrafts, MadePlatformTasks, TaskList } from '../schemas/task-calls.ts';
import { TaskDetail } from '../schemas/task-detail.ts';
import { showTask, showTasks } from '../task-answer.ts';
import { toTaskDrafts } from '../task-mapping.ts';
import { assertRevision, toTaskUpdate } from '../task-patch.ts';
import type { Register } from './app.ts';
import { platformBroadcasts } from './platform-broadcasts.ts';

const tags = ['platform tasks'];

export const platformTasks: Register = async (app, deps) => {
  app.post(
    '/platform/tasks',
    {
      schema: {
        operationId: 'createPlatformTasks',
        mayRefuse: [404],
        summary: 'Makes tasks of the platform or of an organisation that it looks after, and asks couriers at once.',
        description: forRoles(admins),
        tags,
        body: NewTasks,
        response: { 201: MadePlatformTasks, ...refusals },
      },
    },
    async (request, reply) => {
      const made = await make(deps, request, request.body.tasks, 'offered');
      return reply.code(201).send({ total_tasks: made.length, ...showTasks(deps, made) });
    },
  );

  app.post(
    '/platform/tasks/draft',
    {
      schema: {
        operationId: 'createDraftTasks',
        mayRefuse: [404],
        summary: 'Makes tasks that no courier is asked for yet.',
        description: forRoles(admins),
        tags,
        body: NewDrafts,
        response: { 201: MadeDrafts, ...refusals },
      },
    },
    async (request, reply) => {
      const made = await make(deps, request, request.body.tasks, 'draft');
      const { tasks, ...rest } = showTasks(deps, made);
      const asArray = bearerOf(request).account.settings.draftTasksAs === 'array';
      const shown = asArray ? tasks : Object.fromEntries(tasks.map((task) => [task.id, task]));
      return reply.code(201).send({ total_tasks: made.length, tasks: shown, ...rest });
    },
  );

  app.get(
    '/platform/tasks',
    {
      schema: {
        operationId: 'listPlatformTasks',
        summary: 'Lists the tasks of the platform and of the organisations that it looks after.',
        description: forRoles(admins),
        tags,
        querystring: ListQuery,
        response: { 200: TaskList, ...refusals },
      },
    },
    async (request) => {
      const scope = await platformScope(deps, request, admins);
      const { page = 1, per_page = defaultPerPage, order = 'asc' } = request.query;
      const { account } = bearerOf(request);
      const { tasks, total } = await listTasks(deps, account.id, scope, { page, perPage: per_page, order });
      return { meta: { page, per_page, total }, tasks: showTasks(deps, tasks).tasks };
    },
  );

  app.get(
    '/platform/tasks/:id',
    {
      schema: {
        operationId: 'getPlatformTask',
        mayRefuse: [404],
        summary: 'Shows a task of the platform or of an organisation that it looks after.',
        description: forRoles(admins),
        tags,
        params: IdParams,
        response: { 200: Named(TaskDetail), ...refusals },
      },
    },
    async (request) => {
      const scope = await platformScope(deps, request, admins);
      return showTask(deps, await getTask(deps, bearerOf(request).account.id, scope, request.params.id));
    },
  );

  // the document does not say which of the two
  for (const [method, operationId] of [
    ['PUT', 'updateTask'],
    ['PATCH', 'patchTask'],
  ] as const) {
    // prettier-ignore
    app.route({
      method,
      url: '/platform/tasks/:id',
      schema: {
        operationId,
        mayRefuse: [404, 409],
        summary: 'Changes a task that is still as the partner saw it. What is not named stays.',
        description: forRoles(admins, 'When somebody has accepted it, only tracking_id, invoice_number, group_tag, the notes, cargo_net_quantity and the totals change.'),
        tags,
        params: IdParams,
        body: TaskPatch,
        response: { 200: Named(TaskDetail), ...refusals },
      },
      handler: async (request) => showTask(deps, await update(deps, request, request.params.id, request.body)),
    });
  }

  await platformBroadcasts(app, deps);
};

async function make(
  deps: Deps,
  request: FastifyRequest,
  tasks: readonly NewTask[],
  state: 'draft' | 'offered',
): Promise<readonly TaskView[]> {
  const scope = await platformScope(deps, request, admins);
  const { account, app, member } = bearerOf(request);
  // a task that names no organisation is the platform's own
  const around = { organisationId: member.organisation.id, currency: account.currency, now: deps.now() };
  return createTasks(deps, identityOf(request), { appId: app.id, scope }, toTaskDrafts(tasks, around), state);
}

async function update(deps: Deps, request: FastifyRequest, id: string, body: TaskPatch): Promise<TaskView> {
  const scope = await platformScope(deps, request, admins);
  const identity = identityOf(request);
  const seen = await getTask(deps, identity.account.id, scope, id);
  const shown = showTask(deps, seen);
  assertRevision(body.version_rev, shown);
  // whether it is still that version is asked again under the lock
  const order = { id, expected: seen.delivery.version, patch: toTaskUpdate(body, shown), lateAttributes: lateKeys };
  return updateTask(deps, identity, scope, order);
}
