/** How far it is from one place to another, and how well that is known. */
import { distanceMetres, type LatLng } from '../geo.ts';
import { cityProfile } from '../trip/schedule.ts';

export interface Drive {
  /** Whole. */
  readonly metres: number;
  /** False: estimated from the great circle, or between places that are known roughly. */
  readonly byRoad: boolean;
}

/** The great circle, lengthened as roads in a city are. */
export function estimateDrive(from: LatLng, to: LatLng): Drive {
  return { metres: Math.round(distanceMetres(from, to) * cityProfile.detourFactor), byRoad: false };
}
