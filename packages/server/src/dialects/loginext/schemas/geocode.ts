/** The table of Get Geocode, and what its answer says of a place. */
import { Type } from 'typebox';
import { mandatory as M, optional as O, type Fields } from './fields.ts';

export const geocodeAddress = {
  apartment: O('text'),
  streetName: O('text'),
  landmark: O('text'),
  locality: O('text'),
  city: O('text'),
  country: O('text'),
  state: O('text'),
  pincode: M('text', 20),
} as const satisfies Fields;

export const FoundGeocode = Type.Object({
  lat: Type.Number(),
  lng: Type.Number(),
  shipmentReference: Type.Null(),
  geocodingSource: Type.String({ description: 'GEONAMES, NOMINATIM or PHOTON' }),
});
