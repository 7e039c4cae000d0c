/** LogiNext Haul: trips are made, corrected, started, stopped and called off. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../../use-cases/deps.ts';
import { cancelHaul } from '../../../../use-cases/trip/cancel-haul.ts';
import { createHaul } from '../../../../use-cases/trip/create-haul.ts';
import { endTrip } from '../../../../use-cases/trip/end-trip.ts';
import { startTrip } from '../../../../use-cases/trip/run-trip.ts';
import { updateHaul } from '../../../../use-cases/trip/update-haul.ts';
import { identityOf } from '../../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../../elements.ts';
import { toCancellation, toHaulChange, toHaulOrder, words } from '../../haul-trip-mapping.ts';
import { requireOwnReference, requireReference, toReference } from '../../references.ts';
import { answer, answersWith } from '../../route.ts';
import { TripStarts } from '../../schemas/bodies.ts';
import { Envelope, PlainEnvelope } from '../../schemas/envelope.ts';
import { HaulTripCancellations, HaulTripUpdate, NewHaulTrip } from '../../schemas/haul-bodies.ts';
import { tripIdsOf } from '../trips.ts';

const tags = ['trips'];
/** Later documents leave `data` out where there is none. */
const withoutData = { 200: Envelope(Type.Optional(Type.Null())), '4xx': PlainEnvelope, '5xx': PlainEnvelope };

export function haulTripRoutes(app: FastifyInstance, deps: Deps): void {
  writingRoutes(app, deps);
  for (const method of ['PUT', 'POST'] as const) {
    const shared = { tags, body: TripStarts, response: answersWith(Type.Null()) };
    app.route({
      method,
      url: '/TripApp/haul/v1/trip/start',
      schema: {
        operationId: method === 'PUT' ? 'startHaulTrip' : 'startHaulTripByPost',
        summary: 'Start Trip (Haul)',
        ...shared,
      },
      handler: (request, reply) =>
        eachTrip(deps, request, reply, 'Trips started successfully', (id, at) =>
          startTrip(deps, identityOf(request).caller, id, { at, position: null }),
        ),
    });
    app.route({
      method,
      url: '/TripApp/haul/v1/trip/stop',
      schema: {
        operationId: method === 'POST' ? 'stopHaulTrip' : 'stopHaulTripByPut',
        summary: 'Stop Trip (Haul)',
        ...shared,
      },
      handler: (request, reply) =>
        eachTrip(deps, request, reply, 'Trips ended successfully', (id, at) =>
          endTrip(deps, identityOf(request).caller, id, { notDispatched: [], delivered: [] }, { at, position: null }),
        ),
    });
  }
}

function writingRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/TripApp/haul/v1/trip/create',
    {
      schema: {
        operationId: 'createHaulTrip',
        summary: 'Create Trip',
        tags,
        body: NewHaulTrip,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const create = async (element: unknown) => {
        const { order, startNow } = toHaulOrder(element);
        return toReference((await createHaul(deps, identity, order, startNow)).id);
      };
      const answered = await eachElement(elementsOf(request.body, 1), 'name', create, words);
      const message = `Trip created successfully.Reference Id for future access:${answered.results[0] ?? ''}`;
      return answer(reply, listEnvelope({ status: 200, message, data: null }, answered));
    },
  );

  app.post(
    '/TripApp/haul/v1/trip/update',
    {
      schema: {
        operationId: 'updateHaulTrip',
        summary: 'Update Trip (later documents)',
        tags,
        body: HaulTripUpdate,
        response: withoutData,
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const update = async (element: unknown) => {
        const id = requireOwnReference(element);
        await updateHaul(deps, identity, id, toHaulChange(element));
        return toReference(id);
      };
      const answered = await eachElement(elementsOf(request.body, 1), 'referenceId', update, words);
      const message = `Trip(s) updated successfully.. Reference Id for future access: ${answered.results[0] ?? ''}`;
      return answer(reply, listEnvelope({ status: 200, message, data: undefined }, answered));
    },
  );

  app.post(
    '/TripApp/haul/v1/trip/cancel',
    {
      schema: {
        operationId: 'cancelHaulTrip',
        summary: 'Cancel Trip (later documents)',
        tags,
        body: HaulTripCancellations,
        response: withoutData,
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const elements = elementsOf(request.body, account.settings.batchSize);
      const answered = await eachElement(elements, 'referenceId', async (element) => {
        const id = requireOwnReference(element);
        await cancelHaul(deps, caller, id, toCancellation(element, deps.now()));
      });
      const success = { status: 200, message: 'Trips cancelled successfully', data: undefined };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}

/** Does the same to each trip that the body lists, in either of its two shapes. */
async function eachTrip(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  message: string,
  act: (id: string, at: Date) => Promise<unknown>,
): Promise<FastifyReply> {
  const elements = elementsOf(tripIdsOf(request.body), identityOf(request).account.settings.batchSize);
  const answered = await eachElement(elements, 'tripReferenceIds', async (reference) => {
    await act(requireReference(reference, 'tripReferenceIds'), deps.now());
  });
  return answer(reply, listEnvelope({ status: 200, message, data: null }, answered));
}
