/** A trip through Mumbai with an order for each door, a courier with a tracker, and what happens on the way. */
import assert from 'node:assert/strict';
import type { DeliveryDraft } from '../src/domain/delivery/delivery.ts';
import { silentHandover } from '../src/domain/delivery/on-the-road.ts';
import type { LatLng } from '../src/domain/geo.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import { createHub } from '../src/use-cases/hub/hubs.ts';
import { recordPositions } from '../src/use-cases/tracking/record-positions.ts';
import { actAtStop, type StopAction } from '../src/use-cases/trip/act-at-stop.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import { endTrip } from '../src/use-cases/trip/end-trip.ts';
import type { TripView } from '../src/use-cases/trip/read-trips.ts';
import { startTrip } from '../src/use-cases/trip/run-trip.ts';
import { draft, place } from './draft-delivery.ts';
import type { Tenant } from './tenant.ts';

export type TrackedTrip = {
  readonly trip: TripView;
  /** By the places of the doors. */
  readonly orderNumbers: readonly string[];
  readonly start: () => Promise<void>;
  /** The courier's device tells where it is; a second later than before by its own clock. */
  readonly seenAt: (where: LatLng) => Promise<void>;
  readonly act: (door: number, action: StopAction) => Promise<void>;
  readonly end: () => Promise<void>;
};

const doors: readonly LatLng[] = [
  { lat: 19.1076, lng: 72.8871 },
  { lat: 19.1176, lng: 72.906 },
  { lat: 19.1276, lng: 72.9271 },
];
export const hubOfMumbai: LatLng = { lat: 19.0896, lng: 72.8656 };

const nothing = {
  email: null,
  capacityUnits: null,
  capacityVolumeCm3: null,
  capacityWeightGrams: null,
  maxDistanceMetres: null,
  preferredPostalCode: null,
  languages: [],
  daysOff: [],
  shifts: [],
  details: {},
};

export const handedOver: StopAction = {
  kind: 'deliver',
  handover: { ...silentHandover, customerComment: null, customerRating: null },
};

/**
 * @param mark tells its names from those of other trips of the tenant
 * @param more what it carries instead of an order for each door
 */
export async function makeTrackedTrip(
  deps: Deps,
  { identity }: Tenant,
  mark: string,
  more?: readonly DeliveryDraft[],
): Promise<TrackedTrip> {
  const { caller } = identity;
  const code = `BOM-${mark}`;
  const hub = { code, name: 'Mumbai hub', position: hubOfMumbai, geofenceMetres: 300, address: null };
  await createHub(deps, caller, hub);
  const trackerCode = `TRACKER-${mark}`;
  const courier = { ...nothing, employeeNumber: mark, name: 'Ravi Kumar', phone: '9999', branch: code, phoneCode: trackerCode, vehicleNumber: `MH-40 ${mark} 0175` }; // prettier-ignore
  const { id: courierId } = await createCourier(deps, identity, courier, null);
  const now = deps.now().getTime();
  const window = { from: new Date(now + 60_000), until: new Date(now + 3_600_000) };
  const usual = doors.map((position, index) => {
    const orderNumber = `ORDER-${mark}-${index + 1}`;
    return draft({ orderNumber, distributionCentre: code, dropoff: place({ position, window }) });
  });
  const orders = [];
  for (const one of more ?? usual) orders.push(await createDelivery(deps, identity, one));
  const trip = await createTrip(deps, identity, {
    name: `TRIP-${mark}`,
    courierId,
    vehicleId: null,
    driverName: null,
    trackerCode: null,
    setOff: null,
    deliveryIds: orders.map(({ id }) => id),
  });
  const report = () => ({ at: deps.now(), position: null });
  let seconds = 0;
  return {
    trip,
    orderNumbers: usual.map(({ orderNumber }) => orderNumber),
    start: async () => void (await startTrip(deps, caller, trip.id, report())),
    async seenAt(where) {
      seconds += 1;
      const recordedAt = new Date(deps.now().getTime() + seconds * 1000);
      const fix = { ...where, recordedAt, speedKmh: 20, batteryPercent: null, temperatureC: null, messageType: null };
      const { accepted } = await recordPositions(deps, identity, trackerCode, [fix]);
      assert.equal(accepted, 1);
    },
    async act(door, action) {
      const stop = trip.stops[door] ?? assert.fail(`there is no door ${door}`);
      await actAtStop(deps, caller, stop.id, action, report());
    },
    async end() {
      await endTrip(deps, caller, trip.id, { notDispatched: [], delivered: [] }, report());
    },
  };
}
