/** LogiNext: take positions from trackers, and tell where orders were last seen. */
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { invalid } from '../../../domain/errors.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { deliveriesById } from '../../../use-cases/delivery/read-deliveries.ts';
import { lastLocations } from '../../../use-cases/tracking/read-positions.ts';
import { recordPositions } from '../../../use-cases/tracking/record-positions.ts';
import { identityOf } from '../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { fromReference, requireReference, toReference, unknown } from '../references.ts';
import { aligned, answer, answersWith } from '../route.ts';
import { describeFields, readFields } from '../schemas/fields.ts';
import { trackingRecord } from '../schemas/tracking-record.ts';
import { toFix } from '../tracking-mapping.ts';

const LocationQuery = Type.Object({
  shipmentReferences: Type.Optional(Type.String({ description: 'reference ids of at most 20 orders, with commas' })),
});
type LocationQuery = Static<typeof LocationQuery>;

const Location = Type.Object({ lat: Type.Number(), lng: Type.Number(), shipmentReference: Type.String() });

export function trackingRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/TrackingApp/track/put',
    {
      schema: {
        operationId: 'createTrackingRecord',
        summary: 'Create Tracking Record',
        tags: ['tracking'],
        body: describeFields(trackingRecord),
        response: answersWith(Type.Null()),
      },
    },
    async (request) => {
      const { values, faults } = readFields(request.body, trackingRecord);
      const read = toFix(values);
      if (faults.length > 0 || read === null) throw new ElementRefused(400, faults);
      const { refused } = await recordPositions(deps, identityOf(request), read.trackerCode, [read.fix]);
      if (refused[0]) throw invalid(refused[0].path, refused[0].message);
      return { status: 200, message: 'success', data: null, hasError: false };
    },
  );

  app.get<{ Querystring: LocationQuery }>(
    '/TrackingApp/mile/v1/track/lastlocation',
    {
      schema: {
        operationId: 'trackLastLocation',
        summary: 'Track Last Location',
        tags: ['tracking'],
        querystring: LocationQuery,
        response: answersWith(aligned(Location)),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const references = elementsOf(listed(request.query.shipmentReferences), account.settings.batchSize);
      const ids = references.flatMap((reference) => fromReference(reference) ?? []);
      const own = new Set((await deliveriesById(deps, caller, ids)).map(({ id }) => id));
      const seen = new Map((await lastLocations(deps, caller, ids)).map((place) => [place.deliveryId, place]));
      const answered = await eachElement(references, 'shipmentReferences', async (reference) => {
        const id = requireReference(reference, 'shipmentReferences');
        const place = seen.get(id);
        if (!own.has(id)) throw unknown('shipmentReferences');
        if (!place) throw notSeen();
        return { lat: place.lat, lng: place.lng, shipmentReference: toReference(id) };
      });
      const success = { status: 200, message: 'Latest Location found successfully', data: answered.results };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}

function listed(references: string | undefined): readonly string[] {
  return (references ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
}

/** The order exists, but no device has told where it is. */
function notSeen(): ElementRefused {
  return new ElementRefused(400, [{ key: 'shipmentReferences', message: ['Location is not available'] }]);
}
