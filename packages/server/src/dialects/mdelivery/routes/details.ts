/** GET {mount}/{serviceID}/orders/{orderID}/delivery/details */
import { readDetails } from '../../../use-cases/public-order/read-details.ts';
import { identityOf } from '../auth.ts';
import { toOrderDetails } from '../mapping.ts';
import { OrderDetails } from '../schemas/details.ts';
import { OrderParams } from '../schemas/paths.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';
import { mounts, operationIdAt } from './mounts.ts';

export const details: Register = (app, deps) => {
  for (const mount of mounts) {
    app.get(
      `${mount}/:serviceID/orders/:orderID/delivery/details`,
      {
        schema: {
          operationId: operationIdAt(mount, 'getOrderDetails'),
          summary: 'GET order details',
          tags: ['provider'],
          params: OrderParams,
          response: { 200: OrderDetails, ...refusals },
        },
        // the serialiser of schemas writes fields that may miss behind all others, and the sample does not
        serializerCompiler: () => JSON.stringify,
      },
      async (request) => {
        const { account, caller } = identityOf(request);
        const { serviceID, orderID } = request.params;
        const order = await readDetails(deps, caller, serviceID, orderID);
        return toOrderDetails(order, account.settings.mdeliverySpelling);
      },
    );
  }
};
