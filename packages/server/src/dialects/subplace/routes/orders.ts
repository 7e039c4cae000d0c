/** POST /order: the order list. */
import { listOrders } from '../../../use-cases/subscription/read-orders.ts';
import { success, toPageInfo } from '../answer.ts';
import { identityOf } from '../auth.ts';
import { toOrder } from '../order-view.ts';
import { readPage } from '../read-page.ts';
import { OrderList, OrderListRequest } from '../schemas/order.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';

export const orders: Register = (app, deps) => {
  app.post(
    '/order',
    {
      schema: {
        operationId: 'listOrders',
        summary: 'Order list: newest first.',
        tags: ['order'],
        body: OrderListRequest,
        response: { 200: OrderList, ...refusals },
      },
      // keys in the order of the document's table
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => {
      const { account, caller } = identityOf(request);
      const wanted = { ...readPage(request.body, account.timeZone), kinds: null, statuses: null };
      const { total, views } = await listOrders(deps, caller, wanted);
      return { status: success, list: toPageInfo(total, wanted), order: views.map(toOrder) };
    },
  );
};
