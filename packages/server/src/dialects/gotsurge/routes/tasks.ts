/** Tasks of one app: create and broadcast, detail, cancel. */
import { requireRole, type Role } from '../../../domain/partner/roles.ts';
import { scopeOfApp } from '../../../use-cases/partner/scope-of.ts';
import { cancelTask } from '../../../use-cases/task/cancel-task.ts';
import { createTasks } from '../../../use-cases/task/create-tasks.ts';
import { getTask } from '../../../use-cases/task/read-tasks.ts';
import { bearerOf, identityOf } from '../auth.ts';
import { forRoles } from '../role-words.ts';
import { NewTasks } from '../schemas/new-task.ts';
import { refusals } from '../schemas/refusal.ts';
import { IdParams, Named } from '../schemas/shape.ts';
import { Cancellation, Cancelled, MadeTasks } from '../schemas/task-calls.ts';
import { TaskDetail } from '../schemas/task-detail.ts';
import { showTask, showTasks } from '../task-answer.ts';
import { toTaskDrafts } from '../task-mapping.ts';
import type { Register } from './app.ts';

const tags = ['tasks'];
const ordering: readonly Role[] = ['OrgAdmin', 'Merchant', 'Operator'];
const reading: readonly Role[] = [...ordering, 'OrgTransporter'];

export const tasks: Register = (app, deps) => {
  app.post(
    '/tasks',
    {
      schema: {
        operationId: 'createTasks',
        mayRefuse: [404],
        summary: 'Makes tasks and asks couriers for them at once: all of them or none.',
        description: forRoles(ordering),
        tags,
        body: NewTasks,
        response: { 201: MadeTasks, ...refusals },
      },
    },
    async (request, reply) => {
      const bearer = bearerOf(request);
      requireRole(bearer.member.roles, ordering);
      const around = {
        organisationId: bearer.member.organisation.id,
        currency: bearer.account.currency,
        now: deps.now(),
      };
      const drafts = toTaskDrafts(request.body.tasks, around);
      const maker = { appId: bearer.app.id, scope: scopeOfApp(bearer) };
      const made = await createTasks(deps, identityOf(request), maker, drafts, 'offered');
      return reply.code(201).send(showTasks(deps, made));
    },
  );

  app.get(
    '/tasks/:id',
    {
      schema: {
        operationId: 'getTask',
        mayRefuse: [404],
        summary: 'Shows a task that the app made for the organisation of its user.',
        description: forRoles(reading),
        tags,
        params: IdParams,
        response: { 200: Named(TaskDetail), ...refusals },
      },
    },
    async (request) => {
      const bearer = bearerOf(request);
      requireRole(bearer.member.roles, reading);
      return showTask(deps, await getTask(deps, bearer.account.id, scopeOfApp(bearer), request.params.id));
    },
  );

  // the document does not say which of the two
  for (const [method, operationId] of [
    ['PUT', 'cancelTask'],
    ['POST', 'cancelTaskByPost'],
  ] as const) {
    // prettier-ignore
    app.route({
      method,
      url: '/tasks/:id/cancel',
      schema: {
        operationId,
        mayRefuse: [404, 409],
        summary: 'Calls a task off while nobody has taken it.',
        description: forRoles(ordering, 'In `draft`, `pending_broadcast` and `broadcasting`; else it is a 409.'),
        tags,
        params: IdParams,
        body: Cancellation,
        response: { 200: Cancelled, ...refusals },
      },
      handler: async (request) => {
        const bearer = bearerOf(request);
        requireRole(bearer.member.roles, ordering);
        await cancelTask(deps, identityOf(request), scopeOfApp(bearer), request.params.id, request.body.reason);
        return { message: 'Successfully cancel the task' };
      },
    });
  }
};
