/** /v1/shipping-orders: read, declared ready, called off, given to another carrier. Receivers place them on their pages. */
import { readTimeline } from '../../../use-cases/event/read-timeline.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { cancelShippingOrder, reassignShippingOrder } from '../../../use-cases/shipping-order/call-off.ts';
import { setReady } from '../../../use-cases/shipping-order/hear.ts';
import { getShippingOrder, listShippingOrders } from '../../../use-cases/shipping-order/read-orders.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { showEventPage, toEventPage } from '../event-page.ts';
import { toPage, toPageOf } from '../page.ts';
import { Event } from '../schemas/event.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import {
  Reassignment,
  ShippingOrder,
  ShippingOrderCancellation,
  ShippingOrderQuery,
  ShippingOrderSummary,
} from '../schemas/shipping-order.ts';
import { Named } from '../schemas/shape.ts';
import { toReassignment, toShippingOrder, toShippingOrderSummary } from '../shipping-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['shipping orders'];

export function shippingOrders(app: NativeApp, deps: Deps): void {
  app.get(
    '/shipping-orders',
    {
      schema: {
        operationId: 'listShippingOrders',
        summary: 'Lists shipping orders, newest first.',
        tags,
        params: NoParams,
        querystring: ShippingOrderQuery,
        response: { 200: Page(Named(ShippingOrderSummary)) },
        refusals: [],
      },
    },
    async (request) => {
      const { status = null, number = null } = request.query;
      const filter = { ...toPageOf(request.query), status, number };
      const orders = await listShippingOrders(deps, identityOf(request).caller, filter);
      return toPage(orders, request.query, toShippingOrderSummary);
    },
  );

  app.get(
    '/shipping-orders/:id',
    {
      schema: {
        operationId: 'getShippingOrder',
        summary: 'Shows a shipping order with its receiver and its goods.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(ShippingOrder) },
        refusals: [404],
      },
    },
    async (request) => toShippingOrder(await getShippingOrder(deps, identityOf(request).caller, request.params.id)),
  );

  app.get(
    '/shipping-orders/:id/events',
    {
      schema: {
        operationId: 'listShippingOrderEvents',
        summary: 'Tells what happened to a shipping order, oldest event first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Event)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const { id } = await getShippingOrder(deps, caller, request.params.id);
      const events = await readTimeline(deps, caller, id, toEventPage(request.query));
      return showEventPage(events, request.query);
    },
  );

  app.post(
    '/shipping-orders/:id/ready',
    {
      schema: {
        operationId: 'setShippingOrderReady',
        summary: 'Says that the goods of a paid order can be fetched, before the provider says it.',
        description: 'The carrier is asked for the waybill, and the provider is told.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(ShippingOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => setReady(deps, caller, request.params.id),
        show: toShippingOrder,
      }),
  );

  app.post(
    '/shipping-orders/:id/cancel',
    {
      schema: {
        operationId: 'cancelShippingOrder',
        summary: 'Calls a shipping order off before a carrier has fetched the goods.',
        description:
          'A carrier that has it on its list is asked to let go of it first: 502 when it does not answer, and then ' +
          'nothing has changed. What was paid through us is to go back: `shipping_order.refund_due`.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: ShippingOrderCancellation,
        response: { 200: Named(ShippingOrder) },
        refusals: [404, 409, 412, 502],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => cancelShippingOrder(deps, caller, request.params.id, request.body.message ?? null),
        show: toShippingOrder,
      }),
  );

  app.post(
    '/shipping-orders/:id/reassign',
    {
      schema: {
        operationId: 'reassignShippingOrder',
        summary: 'Gives an order that no carrier has fetched to another carrier, or once more to the same.',
        description:
          'For orders that are paid, processing, ready or in trouble. The carrier before is asked to let go of it. What the ' +
          'receiver pays does not change.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Reassignment,
        response: { 200: Named(ShippingOrder) },
        refusals: [404, 409, 412, 502],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => reassignShippingOrder(deps, caller, request.params.id, toReassignment(request.body)),
        show: toShippingOrder,
      }),
  );
}
