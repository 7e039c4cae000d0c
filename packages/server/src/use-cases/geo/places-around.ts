/** Names of the places around a point, for a small picture of where it is. */
import { distanceMetres, type LatLng } from '../../domain/geo.ts';
import type { Deps } from '../deps.ts';
import { capitalised, type PlaceName } from './place-names.ts';

/** Degrees to the north and south of the point, and to the east and west of it. */
export const around = { lat: 0.09, lng: 0.27 };

/** The nearest first. */
export async function placesAround({ gazetteer }: Pick<Deps, 'gazetteer'>, point: LatLng): Promise<PlaceName[]> {
  const found = await gazetteer.placesWithin({
    south: point.lat - around.lat,
    north: point.lat + around.lat,
    west: point.lng - around.lng,
    east: point.lng + around.lng,
  });
  return found
    .map(({ name, lat, lng }) => ({ name: capitalised(name), lat, lng }))
    .toSorted((one, other) => distanceMetres(one, point) - distanceMetres(other, point));
}
