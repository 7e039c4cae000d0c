/** Finds the places of doors that came without one. */
import { iso31661, iso31662 } from 'iso-3166';
import type { Address } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import { foldName } from '../../lib/fold-name.ts';
import type { SoughtAddress } from '../../lib/geocoder/sought-address.ts';
import type { Deps } from '../deps.ts';
import { geocode, type Geocode } from '../geo/geocode.ts';

/** Asked at the same time, when a server answers. */
const atOnce = 8;
/** Milliseconds for all of them: what is not found by then stays where nobody knows. */
const patience = 60_000;

/**
 * @returns places in the order of the addresses; null where nobody knows
 */
export async function locate(
  deps: Pick<Deps, 'geocodeServer' | 'gazetteer' | 'log'>,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<readonly (LatLng | null)[]> {
  const found = await geocodeAll(deps, addresses, signal);
  return found.map((place) => place && { lat: place.lat, lng: place.lng });
}

/** As `locate`, and says who knew. */
export async function geocodeAll(
  deps: Pick<Deps, 'geocodeServer' | 'gazetteer' | 'log'>,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<readonly (Geocode | null)[]> {
  const found: (Geocode | null)[] = addresses.map(() => null);
  const entries = addresses.entries();
  const over = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  // they share the iterator: each takes the next
  const worker = async () => {
    for (const [index, address] of entries) {
      if (over.aborted) return;
      found[index] = await geocode(deps, toSought(address));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.length) }, worker));
  return found;
}

/** Countries and states stand in an address as the partner sent them: by code or by name. */
function toSought({ country: word, state, street, landmark, locality, city, postalCode }: Address): SoughtAddress {
  const country = word === null ? null : (countries().get(foldName(word)) ?? null);
  return { street, landmark, locality, city, country, state: state && stateOf(state, country), postalCode };
}

let known: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 by each code and name of a country, folded. */
function countries(): ReadonlyMap<string, string> {
  known ??= new Map(
    iso31661.flatMap(({ alpha2, alpha3, name }) =>
      [name, alpha3, alpha2].map((word) => [foldName(word), alpha2] as const),
    ),
  );
  return known;
}

function stateOf(word: string, country: string | null): string {
  const code = word.trim().toUpperCase();
  return iso31662.find((one) => one.code === code || one.code === `${country}-${code}`)?.name ?? word;
}
