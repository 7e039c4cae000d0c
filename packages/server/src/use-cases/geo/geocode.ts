/** Tells where an address is: by the operator's server where one is configured, else by the data that we bring along. */
import type { LatLng } from '../../domain/geo.ts';
import { GeocodeServerAway, type GeocodeServer } from '../../lib/geocoder/geocode-server.ts';
import type { SoughtAddress } from '../../lib/geocoder/sought-address.ts';
import type { Deps } from '../deps.ts';
import { findInGazetteer } from './find-in-gazetteer.ts';

export interface Geocode extends LatLng {
  readonly source: 'gazetteer' | GeocodeServer['kind'];
}

/** @returns null for an address that nobody knows */
export async function geocode(
  { geocodeServer, gazetteer, log }: Pick<Deps, 'geocodeServer' | 'gazetteer' | 'log'>,
  sought: SoughtAddress,
): Promise<Geocode | null> {
  if (geocodeServer) {
    try {
      const found = await geocodeServer.find(sought);
      if (found) return { ...found, source: geocodeServer.kind };
    } catch (error) {
      if (!(error instanceof GeocodeServerAway)) throw error;
      // while the server is left in peace there is nothing new to tell
      if (error.cause !== undefined) log.warn({ err: error }, 'geocoding falls back to the packaged data');
    }
  }
  const found = await findInGazetteer(gazetteer, sought);
  return found && { ...found, source: 'gazetteer' };
}
