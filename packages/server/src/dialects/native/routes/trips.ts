/** /v1/trips: made and read. */
import type { Deps } from '../../../use-cases/deps.ts';
import { createTrip } from '../../../use-cases/trip/create-trip.ts';
import { getTrip, listTrips } from '../../../use-cases/trip/read-trips.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toTripOrder } from '../drafts.ts';
import { toTrip } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewTrip, Trip, TripQuery } from '../schemas/trip.ts';
import type { NativeApp } from './app.ts';

const tags = ['trips'];

export function trips(app: NativeApp, deps: Deps): void {
  app.post(
    '/trips',
    {
      schema: {
        operationId: 'createTrip',
        summary: 'Puts deliveries in the hands of a courier, in the order given.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewTrip,
        response: { 201: Named(Trip) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: (identity) => createTrip(deps, identity, toTripOrder(request.body)),
        show: toTrip,
      }),
  );

  app.get(
    '/trips',
    {
      schema: {
        operationId: 'listTrips',
        summary: 'Lists trips with their stops, newest first.',
        tags,
        params: NoParams,
        querystring: TripQuery,
        response: { 200: Page(Named(Trip)) },
        refusals: [],
      },
    },
    async (request) => {
      const filter = { ...toPageOf(request.query), state: request.query.state ?? null };
      return toPage(await listTrips(deps, identityOf(request).caller, filter), request.query, toTrip);
    },
  );

  app.get(
    '/trips/:id',
    {
      schema: {
        operationId: 'getTrip',
        summary: 'Shows a trip with its stops.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Trip) },
        refusals: [404],
      },
    },
    async (request) => toTrip(await getTrip(deps, identityOf(request).caller, request.params.id)),
  );
}
