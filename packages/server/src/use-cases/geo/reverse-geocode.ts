/** Tells what is at a place: by the operator's server where one is configured, else the nearest place that we know. */
import type { LatLng } from '../../domain/geo.ts';
import type { NamedPlace } from '../../lib/geocoder/gazetteer.ts';
import { GeocodeServerAway } from '../../lib/geocoder/geocode-server.ts';
import type { Deps } from '../deps.ts';

/** @returns one line, as `Powai, Maharashtra, India`; null far from everything */
export async function reverseGeocode(
  { geocodeServer, gazetteer, log }: Pick<Deps, 'geocodeServer' | 'gazetteer' | 'log'>,
  { lat, lng }: LatLng,
): Promise<string | null> {
  if (geocodeServer) {
    try {
      const found = await geocodeServer.addressAt({ lat, lng });
      if (found !== null) return found;
    } catch (error) {
      if (!(error instanceof GeocodeServerAway)) throw error;
      // while the server is left in peace there is nothing new to tell
      if (error.cause !== undefined) log.warn({ err: error }, 'addresses of places fall back to the packaged data');
    }
  }
  const place = await gazetteer.nearest({ lat, lng });
  return place && inWords(place);
}

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

function inWords({ name, state, country }: NamedPlace): string {
  const parts = [capitalised(name), capitalised(state), countries.of(country) ?? country];
  return [...new Set(parts)].filter((part) => part !== '').join(', ');
}

/** Names are kept folded: `tamil nadu` is shown as Tamil Nadu. */
function capitalised(folded: string): string {
  return folded.replaceAll(/\p{L}[\p{L}\p{M}]*/gu, (word, start: number) =>
    start > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  );
}

const small = new Set(['of', 'and', 'the', 'de', 'la', 'del', 'da', 'do', 'dos', 'di', 'du', 'des', 'el', 'al', 'am', 'an', 'der']); // prettier-ignore
