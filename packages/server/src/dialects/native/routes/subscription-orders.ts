/** /v1/subscription-orders */
import type { Deps } from '../../../use-cases/deps.ts';
import { readTimeline } from '../../../use-cases/event/read-timeline.ts';
import { listOrderBills } from '../../../use-cases/subscription/bills.ts';
import { listOrderFulfilments } from '../../../use-cases/subscription/fulfilments.ts';
import { getOrder, pageOfOrders } from '../../../use-cases/subscription/orders.ts';
import { placeOrder } from '../../../use-cases/subscription/place-order.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { showCyclePage, toCyclePage } from '../cycle-page.ts';
import { showEventPage, toEventPage } from '../event-page.ts';
import { toPageBy, toPageOf } from '../page.ts';
import { Bill } from '../schemas/bill.ts';
import { Event } from '../schemas/event.ts';
import { Fulfilment } from '../schemas/fulfilment.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewSubscriptionOrder, SubscriptionOrder, SubscriptionOrderQuery } from '../schemas/subscription-order.ts';
import { toNewSubscription } from '../subscription-drafts.ts';
import { toBill, toFulfilment, toSubscriptionOrder } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['subscription orders'];

export function subscriptionOrders(app: NativeApp, deps: Deps): void {
  app.post(
    '/subscription-orders',
    {
      schema: {
        operationId: 'placeSubscriptionOrder',
        summary: 'Has a subscriber subscribe to a variation of a plan: the order and its first bill.',
        description: 'Contacts that are not given are the subscriber’s.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewSubscriptionOrder,
        response: { 201: Named(SubscriptionOrder) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: (identity) => placeOrder(deps, identity, toNewSubscription(request.body)),
        show: toSubscriptionOrder,
      }),
  );

  app.get(
    '/subscription-orders',
    {
      schema: {
        operationId: 'listSubscriptionOrders',
        summary: 'Lists subscription orders, newest first.',
        tags,
        params: NoParams,
        querystring: SubscriptionOrderQuery,
        response: { 200: Page(Named(SubscriptionOrder)) },
        refusals: [],
      },
    },
    async (request) => {
      const { state = null, number = null } = request.query;
      const page = toPageOf(request.query);
      const views = await pageOfOrders(deps, identityOf(request).caller, { ...page, state, number });
      return toPageBy(views, page.limit, toSubscriptionOrder, ({ order }) => order.id);
    },
  );

  app.get(
    '/subscription-orders/:id',
    {
      schema: {
        operationId: 'getSubscriptionOrder',
        summary: 'Shows a subscription order with its first bill and what its first cycle has brought.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(SubscriptionOrder) },
        refusals: [404],
      },
    },
    async (request) => toSubscriptionOrder(await getOrder(deps, identityOf(request).caller, request.params.id)),
  );

  app.get(
    '/subscription-orders/:id/events',
    {
      schema: {
        operationId: 'listSubscriptionOrderEvents',
        summary: 'Tells what happened to a subscription order and its bills, oldest event first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Event)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const { order } = await getOrder(deps, caller, request.params.id);
      const events = await readTimeline(deps, caller, order.id, toEventPage(request.query));
      return showEventPage(events, request.query);
    },
  );

  app.get(
    '/subscription-orders/:id/bills',
    {
      schema: {
        operationId: 'listSubscriptionOrderBills',
        summary: 'Lists the bills of a subscription order, the newest first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Bill)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { query, params } = request;
      const bills = await listOrderBills(deps, identityOf(request).caller, toCyclePage(params.id, query));
      return showCyclePage(bills, query, toBill);
    },
  );

  app.get(
    '/subscription-orders/:id/fulfilments',
    {
      schema: {
        operationId: 'listSubscriptionOrderFulfilments',
        summary: 'Lists what the cycles of a subscription order have brought, the newest first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Fulfilment)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { query, params } = request;
      const fulfilments = await listOrderFulfilments(deps, identityOf(request).caller, toCyclePage(params.id, query));
      return showCyclePage(fulfilments, query, toFulfilment);
    },
  );
}
