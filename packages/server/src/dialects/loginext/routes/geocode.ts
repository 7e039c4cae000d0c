/** LogiNext Mile: the place of an address on the globe. */
import type { FastifyInstance } from 'fastify';
import type { CountryTable } from '../../../domain/account/account.ts';
import type { SoughtAddress } from '../../../lib/geocoder/sought-address.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { geocode, type Geocode } from '../../../use-cases/geo/geocode.ts';
import { identityOf } from '../auth.ts';
import { codeFaults } from '../codes/check-codes.ts';
import { countryOf, stateNameOf } from '../codes/lookup.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { ElementRefused } from '../errors.ts';
import { aligned, answer, answersWith } from '../route.ts';
import { GeocodeQuery } from '../schemas/bodies.ts';
import { readFields } from '../schemas/fields.ts';
import { FoundGeocode, geocodeAddress } from '../schemas/geocode.ts';

/** The document's word where it says one, and the same manner for the others. */
const sourceWords = { gazetteer: 'GEONAMES', nominatim: 'NOMINATIM', photon: 'PHOTON' } as const satisfies Record<
  Geocode['source'],
  string
>;

export function geocodeRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/CommonApp/mile/v1/geocode',
    {
      schema: {
        operationId: 'getGeocode',
        summary: 'Get Geocode',
        tags: ['geocodes'],
        body: GeocodeQuery,
        response: answersWith(aligned(FoundGeocode)),
      },
    },
    async (request, reply) => {
      const { settings } = identityOf(request).account;
      // one address at a time, as the document says
      const answered = await eachElement(elementsOf(request.body, 1), 'pincode', async (element) => {
        const found = await geocode(deps, toSoughtAddress(element, settings.countryTable));
        if (!found) throw new ElementRefused(400, [{ key: 'pincode', message: ['Geocode not found'] }]);
        const { lat, lng, source } = found;
        return { lat, lng, shipmentReference: null, geocodingSource: sourceWords[source] };
      });
      const success = { status: 200, message: 'Geocodes Fetched Successfully', referenceId: null };
      return answer(reply, listEnvelope({ ...success, data: answered.results }, answered));
    },
  );
}

/** @throws ElementRefused that names every faulty field */
function toSoughtAddress(element: unknown, table: CountryTable): SoughtAddress {
  const { values, faults: read } = readFields(element, geocodeAddress);
  const { streetName, landmark, locality, city, pincode } = values;
  const faults = [
    ...read,
    ...codeFaults(
      { word: values.country, key: 'country', label: 'Country' },
      { word: values.state, key: 'state', label: 'State' },
    ),
  ];
  if (faults.length > 0) throw new ElementRefused(400, faults);
  const country = values.country === undefined ? null : countryOf(values.country, table);
  const state = values.state ?? null;
  return {
    street: streetName ?? null,
    landmark: landmark ?? null,
    locality: locality ?? null,
    city: city ?? null,
    state: state !== null && country !== null ? stateNameOf(state, country) : state,
    country,
    postalCode: pincode ?? null,
  };
}
