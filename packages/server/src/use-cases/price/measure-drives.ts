/** How far it is from one place to others: by the operator's router where one is configured, else by the great circle. */
import type { LatLng } from '../../domain/geo.ts';
import { estimateDrive, type Drive } from '../../domain/price/drive.ts';
import { roadUserOf } from '../../domain/price/road-user.ts';
import type { VehicleWish } from '../../domain/task/vehicle-kind.ts';
import { RouterServerAway } from '../../lib/router/router-server.ts';
import type { Deps } from '../deps.ts';

/**
 * Never waits longer than the router's time limit, however many ask at once.
 * @param to at most 99
 * @returns drives in the order of `to`; estimated where the router is away or knows no way
 */
export async function measureDrives(
  { router, log }: Pick<Deps, 'router' | 'log'>,
  from: LatLng,
  to: readonly LatLng[],
  vehicle: VehicleWish,
): Promise<readonly Drive[]> {
  const estimated = to.map((place) => estimateDrive(from, place));
  if (!router) return estimated;
  try {
    const found = await router.distances(from, to, roadUserOf(vehicle));
    return estimated.map((drive, index) => {
      const metres = found[index] ?? null;
      return metres === null ? drive : { metres, byRoad: true };
    });
  } catch (error) {
    if (!(error instanceof RouterServerAway)) throw error;
    // while the server is left in peace there is nothing new to tell
    if (error.cause !== undefined) log.warn({ err: error }, 'distances fall back to the great circle');
    return estimated;
  }
}
