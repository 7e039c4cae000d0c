/** /v1/deliveries/{id}/task */
import type { TaskView } from '../../../domain/task/task-view.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { attachTask } from '../../../use-cases/task/attach-task.ts';
import { answerWrite } from '../answer-write.ts';
import { IdParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewTask, Task } from '../schemas/task.ts';
import type { NativeApp } from './app.ts';

export function deliveryTask(app: NativeApp, deps: Deps): void {
  app.post(
    '/deliveries/:id/task',
    {
      schema: {
        operationId: 'attachTask',
        summary: 'Makes a delivery a task that couriers can be asked for.',
        description: 'Whatever way it came. Its order number stays. `offer` asks the couriers.',
        tags: ['deliveries'],
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewTask,
        response: { 201: Named(Task) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => {
          const { appId = null, broadcastPreference, vehiclePreference, ...said } = request.body;
          const wishes = {
            broadcastPreference: broadcastPreference ?? 'standard',
            vehiclePreference: vehiclePreference ?? 'ltl',
          } as const;
          return attachTask(deps, caller, request.params.id, { ...said, ...wishes, appId });
        },
        show: toTask,
      }),
  );
}

function toTask({ delivery: { id }, task }: TaskView): Task {
  const { organisationId, appId, price, currency, broadcastPreference, vehiclePreference, distanceMetres } = task;
  return { id, organisationId, appId, price, currency, broadcastPreference, vehiclePreference, distanceMetres };
}
