/** GET {mount}/{serviceID}/delivery/changes */
import { takeChanges } from '../../../use-cases/public-order/take-changes.ts';
import { afterAnswer } from '../after-answer.ts';
import { identityOf } from '../auth.ts';
import { toDeliveryChanges } from '../mapping.ts';
import { DeliveryChanges } from '../schemas/changes.ts';
import { ServiceParams } from '../schemas/paths.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';
import { mounts, operationIdAt } from './mounts.ts';

export const changes: Register = (app, deps) => {
  for (const mount of mounts) {
    app.get(
      `${mount}/:serviceID/delivery/changes`,
      {
        schema: {
          operationId: operationIdAt(mount, 'getDeliveryChanges'),
          summary: 'GET delivery changes',
          description:
            'Orders whose status has changed since the previous call, each with the one that it has now. A call within ' +
            'ten minutes says that the answer before it arrived; else the same changes come again.',
          tags: ['provider'],
          params: ServiceParams,
          response: { 200: DeliveryChanges, ...refusals },
        },
      },
      async (request, reply) => {
        const { account, caller } = identityOf(request);
        const taken = await takeChanges(deps, caller, request.params.serviceID);
        afterAnswer(request, reply, taken.handOver);
        return toDeliveryChanges(taken.changes, account.settings.mdeliverySpelling);
      },
    );
  }
};
