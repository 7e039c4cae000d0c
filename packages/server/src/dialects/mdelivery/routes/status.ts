/** PUT {mount}/{serviceID}/orders/{orderID}/delivery/status */
import { reportRemoteStatus } from '../../../use-cases/public-order/report-remote-status.ts';
import { identityOf } from '../auth.ts';
import { toStatusReport } from '../mapping.ts';
import { OrderParams } from '../schemas/paths.ts';
import { refusals } from '../schemas/refusal.ts';
import { DeliveryStatus, Nothing } from '../schemas/status.ts';
import type { Register } from './app.ts';
import { mounts, operationIdAt } from './mounts.ts';

export const status: Register = (app, deps) => {
  for (const mount of mounts) {
    app.put(
      `${mount}/:serviceID/orders/:orderID/delivery/status`,
      {
        schema: {
          operationId: operationIdAt(mount, 'putDeliveryStatus'),
          summary: 'PUT delivery status',
          description: 'A word that the order has passed is taken and changes nothing, so that a call may be repeated.',
          tags: ['provider'],
          params: OrderParams,
          body: DeliveryStatus,
          response: { 204: Nothing, ...refusals },
        },
      },
      async (request, reply) => {
        const { serviceID, orderID } = request.params;
        await reportRemoteStatus(deps, identityOf(request).caller, serviceID, orderID, toStatusReport(request.body));
        return reply.code(204).send(null);
      },
    );
  }
};
