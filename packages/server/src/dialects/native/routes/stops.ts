/** /v1/stops/{id}: what a courier does at the stops of a trip. Each answers the delivery after it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../../use-cases/deps.ts';
import { actAtStop, type StopAction } from '../../../use-cases/trip/act-at-stop.ts';
import { answerWrite } from '../answer-write.ts';
import { toDelivery } from '../delivery-mapping.ts';
import { toReport } from '../instants.ts';
import { Delivery } from '../schemas/delivery.ts';
import { IdParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { Failure, Handover, Loading, PickUp, Rejection, Report } from '../schemas/stop.ts';
import { toDeliver, toFeedback, toLoad } from '../stop-actions.ts';
import type { NativeApp } from './app.ts';

const every = {
  tags: ['stops'],
  headers: WriteHeaders,
  params: IdParams,
  querystring: NoQuery,
  response: { 200: Named(Delivery) },
  refusals: [404, 409] as const,
};

export function stops(app: NativeApp, deps: Deps): void {
  app.post(
    '/stops/:id/accept',
    { schema: { operationId: 'acceptStop', summary: 'The courier takes the delivery.', ...every, body: Report } },
    (request, reply) => act(deps, request, reply, { ...from(request), toAction: () => ({ kind: 'accept' }) }),
  );

  app.post(
    '/stops/:id/reject',
    {
      schema: {
        operationId: 'rejectStop',
        summary: 'The courier does not take the delivery; it waits for another.',
        ...every,
        body: Rejection,
      },
    },
    (request, reply) =>
      act(deps, request, reply, {
        ...from(request),
        toAction: () => ({ kind: 'reject', reason: request.body.reason }),
      }),
  );

  app.post(
    '/stops/:id/load',
    { schema: { operationId: 'loadStop', summary: 'Goods are on the vehicle.', ...every, body: Loading } },
    (request, reply) => act(deps, request, reply, { ...from(request), toAction: () => toLoad(request.body) }),
  );

  app.post(
    '/stops/:id/arrive',
    { schema: { operationId: 'arriveAtStop', summary: 'The courier is at the door.', ...every, body: Report } },
    (request, reply) => act(deps, request, reply, { ...from(request), toAction: () => ({ kind: 'arrive' }) }),
  );

  app.post(
    '/stops/:id/pick-up',
    { schema: { operationId: 'pickUp', summary: 'The sender has handed the goods over.', ...every, body: PickUp } },
    (request, reply) =>
      act(deps, request, reply, {
        ...from(request),
        toAction: () => ({ kind: 'pick_up', feedback: toFeedback(request.body) }),
      }),
  );

  app.post(
    '/stops/:id/deliver',
    {
      schema: {
        operationId: 'deliver',
        summary: 'The receiver has the goods; with packages, only those.',
        ...every,
        body: Handover,
      },
    },
    (request, reply) => act(deps, request, reply, { ...from(request), toAction: () => toDeliver(request.body) }),
  );

  app.post(
    '/stops/:id/fail',
    { schema: { operationId: 'failStop', summary: 'The handover failed.', ...every, body: Failure } },
    (request, reply) =>
      act(deps, request, reply, {
        ...from(request),
        toAction: () => {
          const { reasonCode, reason } = request.body;
          return { kind: 'fail', why: { reasonCode, reason }, feedback: toFeedback(request.body) };
        },
      }),
  );
}

interface Act {
  readonly stopId: string;
  readonly report: Report;
  readonly toAction: () => StopAction;
}

function from({ params, body }: { readonly params: { readonly id: string }; readonly body: Report }) {
  return { stopId: params.id, report: body };
}

function act(deps: Deps, request: FastifyRequest, reply: FastifyReply, { stopId, report, toAction }: Act) {
  return answerWrite(deps, request, reply, {
    status: 200,
    run: async ({ caller }) => actAtStop(deps, caller, stopId, toAction(), toReport(report, deps.now())),
    show: toDelivery,
  });
}
