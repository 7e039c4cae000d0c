/** Finds an address by its postal code and the names in it; a name that could be several places is no answer. */
import { distanceMetres, type LatLng } from '../../domain/geo.ts';
import { foldName } from '../../lib/fold-name.ts';
import type { Gazetteer, KnownPlace } from '../../lib/geocoder/gazetteer.ts';
import type { SoughtAddress } from '../../lib/geocoder/sought-address.ts';

/** Metres: how far from the middle of what was found a finer name is still believed, and when two places are one. */
const near = { postalCode: 10_000, district: 30_000, city: 30_000, same: 10_000 };

/** Where a postal code is sought when no country is said: PIN codes are India's, and six digits are no ZIP code. */
const unsaid = 'IN';

export async function findInGazetteer(gazetteer: Gazetteer, sought: SoughtAddress): Promise<LatLng | null> {
  const { country, locality, street, landmark, city, postalCode } = sought;
  const finer = namesOf([locality, street, landmark], city);
  const code = postalCode === null ? null : await gazetteer.postalCode(country ?? unsaid, postalCode);
  if (code) {
    const names = code.estimated ? [...finer, ...namesOf([city], null)] : finer;
    const limit = code.estimated ? near.district : near.postalCode;
    return (await nearestNamed(gazetteer, country ?? unsaid, names, code, limit)) ?? pointOf(code);
  }
  if (country === null) return null;
  const middle = await onlyPlace(gazetteer, country, city, sought.state);
  if (middle) return (await nearestNamed(gazetteer, country, finer, middle, near.city)) ?? middle;
  return city === null ? onlyPlace(gazetteer, country, locality, sought.state) : null;
}

/** The names that say more than `coarser`. */
function namesOf(names: readonly (string | null)[], coarser: string | null): readonly string[] {
  return names.filter((name) => name !== null && foldName(name) !== foldName(coarser ?? '')).map((name) => name ?? '');
}

/** The first of the names that is near, at the nearest place that bears it. */
async function nearestNamed(
  gazetteer: Gazetteer,
  country: string,
  names: readonly string[],
  middle: LatLng,
  limit: number,
): Promise<LatLng | null> {
  for (const name of names) {
    const places = await gazetteer.places(country, name);
    const [nearest] = places
      .map((place) => ({ place, metres: distanceMetres(place, middle) }))
      .filter(({ metres }) => metres <= limit)
      .toSorted((one, other) => one.metres - other.metres);
    if (nearest) return pointOf(nearest.place);
  }
  return null;
}

/** The place of this name, in the state if any is there; null where several lie apart. */
async function onlyPlace(
  gazetteer: Gazetteer,
  country: string,
  name: string | null,
  state: string | null,
): Promise<LatLng | null> {
  const all = name === null ? [] : await gazetteer.places(country, name);
  const folded = foldName(state ?? '');
  const inState = all.filter((place) => folded !== '' && place.state === folded);
  const [first, ...others]: readonly KnownPlace[] = inState.length > 0 ? inState : all;
  if (!first || others.some((other) => distanceMetres(first, other) > near.same)) return null;
  return pointOf(first);
}

const pointOf = ({ lat, lng }: LatLng): LatLng => ({ lat, lng });
