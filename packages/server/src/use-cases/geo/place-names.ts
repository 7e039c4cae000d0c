/** Names of places for a map that has no others. */
import type { LatLng } from '../../domain/geo.ts';
import type { Deps } from '../deps.ts';

export interface PlaceName extends LatLng {
  readonly name: string;
}

/** More than a map of one degree can show. */
const most = 400;

/** Places in the box of one degree north and east of a corner, in whole degrees; names are in Latin letters as a rule. */
export async function placeNames({ gazetteer }: Pick<Deps, 'gazetteer'>, corner: LatLng): Promise<PlaceName[]> {
  const box = { south: corner.lat, west: corner.lng, north: corner.lat + 1, east: corner.lng + 1 };
  const found = await gazetteer.placesWithin(box);
  const thinned = found.length <= most ? found : found.filter((_place, index) => index % Math.ceil(found.length / most) === 0); // prettier-ignore
  return thinned.map(({ name, lat, lng }) => ({ name: capitalised(name), lat, lng }));
}

/** The gazetteer keeps names as they are compared: `navi mumbai`. */
export function capitalised(name: string): string {
  return name.replaceAll(/(^| )(\p{Ll})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}
