/** Places on the globe: WGS 84 coordinates and great-circle distances. */

export interface LatLng {
  readonly lat: number;
  readonly lng: number;
}

export const earthRadiusMetres = 6_371_008.8;

/** True for a latitude in [-90, 90] and a longitude in [-180, 180]; false for NaN and infinities. */
export function isLatLng(place: LatLng): boolean {
  return place.lat >= -90 && place.lat <= 90 && place.lng >= -180 && place.lng <= 180;
}

/** Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid). */
export function distanceMetres(a: LatLng, b: LatLng): number {
  const radians = Math.PI / 180;
  const dLat = (b.lat - a.lat) * radians;
  const dLng = (b.lng - a.lng) * radians;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLng / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}
