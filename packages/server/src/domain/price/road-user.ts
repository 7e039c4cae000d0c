/** The rules of the road that a vehicle keeps to, as far as they change the way it takes. */
import type { VehicleWish } from '../task/vehicle-kind.ts';

export type RoadUser = 'motorcycle' | 'car' | 'lorry';

/** Vans drive where cars drive; part of a load goes in one of them. */
export function roadUserOf(vehicle: VehicleWish): RoadUser {
  if (vehicle === 'motorcycle') return 'motorcycle';
  return vehicle.startsWith('lorry') ? 'lorry' : 'car';
}
