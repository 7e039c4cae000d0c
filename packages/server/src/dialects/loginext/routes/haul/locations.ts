/** LogiNext Haul: how trips stand, and where they are. Both are asked for by names and reference ids, mixed. */
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { LatLng } from '../../../../domain/geo.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { reverseGeocode } from '../../../../use-cases/geo/reverse-geocode.ts';
import { etaOf, tripStatusOf, type TripQuestion } from '../../../../use-cases/trip/read-hauls.ts';
import { identityOf } from '../../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../../elements.ts';
import { ElementRefused } from '../../errors.ts';
import { dateTimeOrNull, toHaulTrip } from '../../haul-trip-view.ts';
import { fromReference, referencesOf, unknown } from '../../references.ts';
import { aligned, answer, answersWith } from '../../route.ts';
import { PlainEnvelope } from '../../schemas/envelope.ts';
import { TripNames } from '../../schemas/haul-bodies.ts';
import { HaulLocation, HaulTrips } from '../../schemas/haul-trip-view.ts';
import { toDateTime } from '../../wire.ts';

const tags = ['trips'];
const mostShown = 255;

const AddressQuery = Type.Object({
  address: Type.Optional(
    Type.String({ pattern: '^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$', description: 'true: with the address of the place' }),
  ),
});
type AddressQuery = Static<typeof AddressQuery>;

export function haulLocationRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/TripApp/haul/v1/trip/get',
    {
      schema: {
        operationId: 'getHaulTrip',
        summary: 'Get Trip',
        tags,
        body: TripNames,
        response: { 200: HaulTrips, '4xx': PlainEnvelope, '5xx': PlainEnvelope },
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const inputs = elementsOf(referencesOf(request.body), account.settings.batchSize);
      const found = await tripStatusOf(deps, caller, inputs.map(toQuestion)); // prettier-ignore
      // a trip that is meant twice is shown where it was meant first
      const trips = new Map(found.flat().map((trip) => [trip.id, trip]));
      const missed = inputs.flatMap((input, index) => (found[index]?.length ? [] : [[String(index), shown(input)]]));
      return reply.send({
        status: 200,
        message: 'Trip Details fetched successfully',
        referenceId: null,
        data: [...trips.values()].map((trip) => toHaulTrip(trip, deps.now())),
        ...(missed.length > 0 && { error: Object.fromEntries(missed) as Record<string, string> }),
        hasError: missed.length > 0,
      });
    },
  );

  app.post<{ Querystring: AddressQuery }>(
    '/TrackingApp/haul/v1/track/lastlocation',
    {
      schema: {
        operationId: 'getLocation',
        summary: 'Get Location',
        tags: ['tracking'],
        querystring: AddressQuery,
        body: TripNames,
        response: answersWith(aligned(HaulLocation)),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const inputs = elementsOf(request.body, account.settings.batchSize);
      const found = await tripStatusOf(deps, caller, inputs.map(toQuestion)); // prettier-ignore
      const places = found.map(([trip]) => trip?.seen ?? null);
      const addresses = await addressesOf(deps, request.query.address, places);
      const answered = await eachElement([...found.entries()], 'tripName', async ([index, [trip]]): Promise<HaulLocation> => {
        if (!trip) throw unknown('tripName');
        const { seen } = trip;
        if (!seen) throw new ElementRefused(400, [{ key: 'tripName', message: ['Location is not available'] }]);
        return {
          lat: seen.lat,
          lng: seen.lng,
          eta: dateTimeOrNull(etaOf(trip, deps.now())),
          lastTrackedAt: toDateTime(seen.recordedAt),
          tripName: trip.name,
          ...(addresses && { address: addresses[index] ?? null }),
        };
      }); // prettier-ignore
      const success = { status: 200, message: 'Latest Location found successfully', data: answered.results };
      return answer(reply, listEnvelope(success, answered));
    },
  );
}

/** Null where nobody asked for addresses. */
async function addressesOf(
  deps: Deps,
  asked: string | undefined,
  places: readonly (LatLng | null)[],
): Promise<readonly (string | null)[] | null> {
  if (asked?.toLowerCase() !== 'true') return null;
  return Promise.all(places.map(async (place) => place && reverseGeocode(deps, place)));
}

/** A name can look like a reference id: then both are sought. */
function toQuestion(input: unknown): TripQuestion {
  const text = typeof input === 'number' ? String(input) : input;
  return { id: fromReference(text), name: typeof text === 'string' && text !== '' ? text : null };
}

/** What was sent, as the text that the answer holds. */
function shown(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input).slice(0, mostShown);
}
