/** /v1/trips/{id}/loaded, /start, /end and /cancel */
import type { Deps } from '../../../use-cases/deps.ts';
import { endTrip } from '../../../use-cases/trip/end-trip.ts';
import { cancelTrip, finishLoading, startTrip } from '../../../use-cases/trip/run-trip.ts';
import { answerWrite } from '../answer-write.ts';
import { toReport } from '../instants.ts';
import { toTrip } from '../mapping.ts';
import { IdParams, NoBody, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { Report } from '../schemas/stop.ts';
import { Trip, TripEnd } from '../schemas/trip.ts';
import type { NativeApp } from './app.ts';

const every = {
  tags: ['trips'],
  headers: WriteHeaders,
  params: IdParams,
  querystring: NoQuery,
  response: { 200: Named(Trip) },
  refusals: [404, 409] as const,
};

export function tripActions(app: NativeApp, deps: Deps): void {
  app.post(
    '/trips/:id/loaded',
    { schema: { operationId: 'finishLoading', summary: 'Everything is on the vehicle.', ...every, body: Report } },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => finishLoading(deps, caller, request.params.id, toReport(request.body, deps.now())),
        show: toTrip,
      }),
  );

  app.post(
    '/trips/:id/start',
    {
      schema: {
        operationId: 'startTrip',
        summary: 'The courier sets out; the timetable begins anew.',
        ...every,
        body: Report,
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => startTrip(deps, caller, request.params.id, toReport(request.body, deps.now())),
        show: toTrip,
      }),
  );

  app.post(
    '/trips/:id/end',
    {
      schema: {
        operationId: 'endTrip',
        summary: 'The courier is back. What was not attempted waits for another trip.',
        ...every,
        body: TripEnd,
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const { notDispatched = [], delivered = [], ...report } = request.body;
          const said = { notDispatched, delivered };
          return endTrip(deps, caller, request.params.id, said, toReport(report, deps.now()));
        },
        show: toTrip,
      }),
  );

  app.post(
    '/trips/:id/cancel',
    {
      schema: {
        operationId: 'cancelTrip',
        summary: 'Calls a trip off before it starts; its deliveries wait again.',
        ...every,
        body: NoBody,
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => cancelTrip(deps, caller, request.params.id),
        show: toTrip,
      }),
  );
}
