/** LogiNext Mile: start and stop trips. The document's Haul uses PUT where Mile uses POST; both are taken. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../use-cases/deps.ts';
import { endTrip } from '../../../use-cases/trip/end-trip.ts';
import { startTrip } from '../../../use-cases/trip/run-trip.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { requireReference } from '../references.ts';
import { answer, answersWith } from '../route.ts';
import { TripStarts, TripStops } from '../schemas/bodies.ts';
import { isRecord, readFields } from '../schemas/fields.ts';
import { tripStop } from '../schemas/trip-stop.ts';

const tags = ['trips'];
const mostOrders = 1000;

export function tripRoutes(app: FastifyInstance, deps: Deps): void {
  for (const method of ['POST', 'PUT'] as const) {
    app.route({
      method,
      url: '/TripApp/mile/v1/trip/start',
      schema: {
        operationId: method === 'POST' ? 'startTrip' : 'startTripByPut',
        summary: 'Start Trip',
        tags,
        body: TripStarts,
        response: answersWith(Type.Boolean()),
      },
      handler: (request, reply) => start(deps, request, reply),
    });
    app.route({
      method,
      url: '/TripApp/mile/v1/trip/stop',
      schema: {
        operationId: method === 'POST' ? 'stopTrip' : 'stopTripByPut',
        summary: 'Stop Trip',
        tags,
        body: TripStops,
        response: answersWith(Type.Boolean()),
      },
      handler: (request, reply) => stop(deps, request, reply),
    });
  }
}

async function start(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { account, caller } = identityOf(request);
  const elements = elementsOf(tripIdsOf(request.body), account.settings.batchSize);
  const answered = await eachElement(elements, 'tripReferenceId', async (reference) => {
    const id = requireReference(reference, 'tripReferenceId');
    await startTrip(deps, caller, id, { at: deps.now(), position: null });
  });
  const started = elements.length - answered.refusals.size;
  return answer(reply, listEnvelope({ status: 200, message: `${started} trip(s) started`, data: true }, answered));
}

async function stop(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { account, caller } = identityOf(request);
  const elements = elementsOf(request.body, account.settings.batchSize);
  const answered = await eachElement(elements, 'tripReferenceId', async (element) => {
    const { id, said } = readStop(element);
    await endTrip(deps, caller, id, said, { at: deps.now(), position: null });
  });
  return answer(reply, listEnvelope({ status: 200, message: 'Trips ended successfully', data: true }, answered));
}

/** `["id"]` or `{"tripReferenceIds": ["id"]}`. */
export function tripIdsOf(body: unknown): unknown {
  return isRecord(body) ? body['tripReferenceIds'] : body;
}

function readStop(element: unknown) {
  const { values, faults } = readFields(element, tripStop);
  if (faults.length > 0) throw new ElementRefused(400, faults);
  return {
    id: requireReference(values.tripReferenceId, 'tripReferenceId'),
    said: {
      notDispatched: referencesIn(values.notDispatchedOrders, 'notDispatchedOrders'),
      delivered: referencesIn(values.deliveredOrders, 'deliveredOrders'),
    },
  };
}

function referencesIn(sent: unknown, key: string): readonly string[] {
  if (!Array.isArray(sent) || sent.length > mostOrders) {
    throw new ElementRefused(400, [{ key, message: [`A list of at most ${mostOrders} is expected.`] }]);
  }
  return sent.map((reference: unknown) => requireReference(reference, key));
}
