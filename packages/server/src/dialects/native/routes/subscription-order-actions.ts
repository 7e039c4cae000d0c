/** /v1/subscription-orders/{id}: paid, approved, rejected, terminated */
import type { Deps } from '../../../use-cases/deps.ts';
import { approveOrder, payOrder, rejectOrder, terminateOrder } from '../../../use-cases/subscription/move-order.ts';
import { answerWrite } from '../answer-write.ts';
import { IdParams, NoBody, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { Ending, SubscriptionOrder } from '../schemas/subscription-order.ts';
import { toSubscriptionOrder } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['subscription orders'];

export function subscriptionOrderActions(app: NativeApp, deps: Deps): void {
  app.post(
    '/subscription-orders/:id/pay',
    {
      schema: {
        operationId: 'paySubscriptionOrder',
        summary: 'Says that the first bill of an order has been paid in whole.',
        description: 'SUBPLACE’s order webhook goes out. Collecting all of the first bill does the same.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(SubscriptionOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => payOrder(deps, caller, request.params.id),
        show: toSubscriptionOrder,
      }),
  );

  app.post(
    '/subscription-orders/:id/approve',
    {
      schema: {
        operationId: 'approveSubscriptionOrder',
        summary: 'Confirms an order that is paid, and makes what its first cycle brings.',
        description:
          'The delivery, or the code, is made in the same moment, and SUBPLACE’s order webhook goes out with it. Later cycles follow by themselves.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(SubscriptionOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => approveOrder(deps, caller, request.params.id),
        show: toSubscriptionOrder,
      }),
  );

  app.post(
    '/subscription-orders/:id/reject',
    {
      schema: {
        operationId: 'rejectSubscriptionOrder',
        summary: 'Turns an order down that is not approved.',
        description: 'A bill that nobody has paid is void; money that came in is for people to give back.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Ending,
        response: { 200: Named(SubscriptionOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => rejectOrder(deps, caller, request.params.id, request.body.reason ?? null),
        show: toSubscriptionOrder,
      }),
  );

  app.post(
    '/subscription-orders/:id/terminate',
    {
      schema: {
        operationId: 'terminateSubscriptionOrder',
        summary: 'Ends an approved order before its time.',
        description: 'No further cycle is made. What was billed stays due, and deliveries under way go on.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: Ending,
        response: { 200: Named(SubscriptionOrder) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => terminateOrder(deps, caller, request.params.id, request.body.reason ?? null),
        show: toSubscriptionOrder,
      }),
  );
}
