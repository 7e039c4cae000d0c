/** Puts a delivery on a trip of a new courier, as an operator does, and drives it. */
import { silentHandover } from '../src/domain/delivery/on-the-road.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import type { TripView } from '../src/use-cases/trip/read-trips.ts';
import { actAtStop } from '../src/use-cases/trip/act-at-stop.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import { cancelTrip, startTrip } from '../src/use-cases/trip/run-trip.ts';
import type { TaskHouse } from './task-house.ts';

export interface Driving {
  readonly trip: TripView;
  /** All the way to the receiver's door and the handover there. */
  readonly deliver: () => Promise<void>;
  /** Gives it back before it sets out. */
  readonly giveBack: () => Promise<void>;
}

/** A person without a phone or a vehicle. */
export async function addCourier({ deps, tenant }: Pick<TaskHouse, 'deps' | 'tenant'>): Promise<string> {
  const person = { name: 'Ng', phone: '+6591234567', email: null, branch: null, vehicleNumber: null, phoneCode: null };
  const work = { maxDistanceMetres: null, preferredPostalCode: null, languages: [], daysOff: [], shifts: [] };
  const capacity = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
  const courier = { employeeNumber: deps.newId(), ...person, ...work, ...capacity, details: {} };
  return (await createCourier(deps, tenant.identity, courier, null)).id;
}

export async function giveToCourier(
  { deps, tenant }: Pick<TaskHouse, 'deps' | 'tenant'>,
  ...deliveryIds: readonly string[]
): Promise<Driving> {
  const { caller } = tenant.identity;
  const courierId = await addCourier({ deps, tenant });
  const order = { name: null, vehicleId: null, driverName: null, trackerCode: null, setOff: null };
  const trip = await createTrip(deps, tenant.identity, { ...order, courierId, deliveryIds });
  const report = () => ({ at: deps.now(), position: null });
  const handover = { ...silentHandover, customerComment: null, customerRating: null };
  return {
    trip,
    deliver: async () => {
      await startTrip(deps, caller, trip.id, report());
      for (const { id, leg } of trip.stops) {
        await actAtStop(deps, caller, id, { kind: 'arrive' }, report());
        const act = leg === 'pickup' ? ({ kind: 'pick_up' } as const) : ({ kind: 'deliver', handover } as const);
        await actAtStop(deps, caller, id, act, report());
      }
    },
    giveBack: async () => void (await cancelTrip(deps, caller, trip.id)),
  };
}
