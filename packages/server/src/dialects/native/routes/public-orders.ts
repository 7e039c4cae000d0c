/** /v1/public-orders */
import type { Deps } from '../../../use-cases/deps.ts';
import {
  attachPublicOrder,
  createPublicOrder,
  getPublicOrder,
  listPublicOrders,
  type CreatedOrder,
} from '../../../use-cases/public-order/public-orders.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toDeliveryDraft } from '../delivery-draft.ts';
import { toPageBy, toPageOf } from '../page.ts';
import { toPublicOrder, toPublicOrderDraft } from '../public-order-mapping.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { NewOrderWithDelivery, NewPublicOrder, PublicOrder } from '../schemas/public-order.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['public orders'];

export function publicOrders(app: NativeApp, deps: Deps): void {
  app.post(
    '/public-orders',
    {
      schema: {
        operationId: 'createPublicOrder',
        summary: 'Takes a delivery that MDelivery may ask for. The same once more answers 200 with the first one.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewOrderWithDelivery,
        response: { 200: Named(PublicOrder), 201: Named(PublicOrder) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: ({ repeated }: CreatedOrder) => (repeated ? 200 : 201),
        run: async (identity) => {
          const { delivery, state, ...order } = request.body;
          const now = deps.now();
          const draft = toPublicOrderDraft(order, now);
          const goods = toDeliveryDraft(delivery, identity.account, now);
          return createPublicOrder(deps, identity, goods, state ?? 'draft', draft);
        },
        show: ({ order }: CreatedOrder) => toPublicOrder(order),
      }),
  );

  app.post(
    '/deliveries/:id/public-order',
    {
      schema: {
        operationId: 'attachPublicOrder',
        summary: 'Makes a delivery an order that MDelivery may ask for.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewPublicOrder,
        response: { 201: Named(PublicOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: async ({ caller }) =>
          attachPublicOrder(deps, caller, request.params.id, toPublicOrderDraft(request.body, deps.now())),
        show: toPublicOrder,
      }),
  );

  app.get(
    '/public-orders',
    {
      schema: {
        operationId: 'listPublicOrders',
        summary: 'Lists public orders, newest delivery first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(PublicOrder)) },
        refusals: [],
      },
    },
    async (request) => {
      const page = toPageOf(request.query);
      const orders = await listPublicOrders(deps, identityOf(request).caller, page);
      return toPageBy(orders, page.limit, toPublicOrder, ({ deliveryId }) => deliveryId);
    },
  );

  app.get(
    '/public-orders/:id',
    {
      schema: {
        operationId: 'getPublicOrder',
        summary: 'Shows a public order; its id is that of its delivery.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(PublicOrder) },
        refusals: [404],
      },
    },
    async (request) => toPublicOrder(await getPublicOrder(deps, identityOf(request).caller, request.params.id)),
  );
}
