/** Drafts of a platform that go out, and tracking ids of its tasks. */
import { DomainError } from '../../../domain/errors.ts';
import { broadcastTasks } from '../../../use-cases/task/broadcast-tasks.ts';
import { patchTrackingIds } from '../../../use-cases/task/patch-tracking-ids.ts';
import { identityOf } from '../auth.ts';
import { toField } from '../mapping.ts';
import { admins, merchants, platformScope } from '../platform-scope.ts';
import { forRoles } from '../role-words.ts';
import { refusals } from '../schemas/refusal.ts';
import { Labelled, MaybeLabelled, TaskIds, UpdatedTasks } from '../schemas/task-calls.ts';
import { showUpdated } from '../task-answer.ts';
import { toLabels } from '../task-labels.ts';
import { toKnownId } from '../tidy-ids.ts';
import type { Register } from './app.ts';

const tags = ['platform tasks'];
const response = { 200: UpdatedTasks, ...refusals };

/** The document does not say which of the two. */
const methods = [['PUT', ''], ['POST', 'ByPost']] as const; // prettier-ignore

export const platformBroadcasts: Register = (app, deps) => {
  for (const [method, mark] of methods) {
    app.route({
      method,
      url: '/platform/tasks/broadcast',
      schema: {
        operationId: `broadcastDraftTasks${mark}`,
        mayRefuse: [404, 409],
        summary: 'Asks couriers for drafts: for all that can go out, or none. What is no draft any more is left out.',
        description: forRoles(admins),
        tags,
        body: TaskIds,
        response,
      },
      handler: async (request) => {
        const scope = await platformScope(deps, request, admins);
        const asked = request.body.task_ids.map((id) => ({ id: toKnownId(id) }));
        const out = broadcastTasks(deps, identityOf(request), scope, asked, 'refuse').catch(nameByIds);
        return showUpdated(deps, await out);
      },
    });

    app.route({
      method,
      url: '/platform/tasks/broadcast-with-tracking',
      schema: {
        operationId: `broadcastWithTracking${mark}`,
        mayRefuse: [404, 409],
        summary: 'Asks couriers for drafts, each by itself; those that went out get their tracking ids.',
        description: forRoles(merchants),
        tags,
        body: MaybeLabelled,
        response,
      },
      handler: async (request) => {
        const scope = await platformScope(deps, request, merchants);
        return showUpdated(
          deps,
          await broadcastTasks(deps, identityOf(request), scope, toLabels(request.body.tasks), 'skip'),
        );
      },
    });
  }

  app.patch(
    '/platform/tasks/tracking-ids',
    {
      schema: {
        operationId: 'patchTrackingIds',
        mayRefuse: [404],
        summary: 'Gives tasks other tracking ids, whatever has become of them: all of them or none.',
        description: forRoles(merchants),
        tags,
        body: Labelled,
        response,
      },
    },
    async (request) => {
      const scope = await platformScope(deps, request, merchants);
      const labels = toLabels(request.body.tasks).map(({ id, waybillNumber = null }) => ({ id, waybillNumber }));
      return showUpdated(deps, await patchTrackingIds(deps, identityOf(request), scope, labels));
    },
  );
};

/** The call has a list of ids, and no tasks with fields. */
function nameByIds(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const faults = error.faults.map(({ path, message }) => ({
    path: toField(path).replace(/^tasks\.(\d+)(\.id)?/, 'task_ids.$1'),
    message,
  }));
  throw new DomainError(error.code, error.message, faults);
}
