/** For tests of following: a tenant with hubs and trips under way, whose devices report along a meridian. */
import { sql } from 'kysely';
import type { LatLng } from '../src/domain/geo.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import { createVehicle } from '../src/use-cases/fleet/vehicles.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import { readTimeline } from '../src/use-cases/event/read-timeline.ts';
import { createHub } from '../src/use-cases/hub/hubs.ts';
import { followTrackers } from '../src/use-cases/tracking/follow-trackers.ts';
import { recordPositions } from '../src/use-cases/tracking/record-positions.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import type { TripView } from '../src/use-cases/trip/read-trips.ts';
import { startTrip } from '../src/use-cases/trip/run-trip.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { draft, place } from './draft-delivery.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface FollowingHouse {
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly tenant: Tenant;
  /** A hub so far north of the origin, with a fence of 300 m. @returns its id. */
  readonly hub: (kilometres: number) => Promise<string>;
  /** A trip that sets out now. Stops lie so far north of the origin. */
  readonly trip: (order?: TripOfTest) => Promise<TripView>;
  /** A device reports; minutes count from the beginning of the test's clock. */
  readonly report: (code: string, kilometres: number, minute: number) => Promise<void>;
  /** Follows until nothing is left to do. @returns how many times a trip was taken on. */
  readonly work: () => Promise<number>;
  /** `in 3`, `out 12.5`: by the device's minutes. */
  readonly crossings: (tripId: string) => Promise<string[]>;
  readonly rows: (text: string) => Promise<Record<string, unknown>[]>;
  readonly minuteOf: (instant: Date | string | null | undefined) => number | null;
}

export interface TripOfTest {
  readonly own?: string;
  readonly vehicle?: string;
  readonly phone?: string;
  readonly stops?: readonly number[];
}

export const origin = { lat: 19, lng: 72.9 };
export const north = (kilometres: number): LatLng => ({ lat: origin.lat + kilometres / 111.195, lng: origin.lng });

export async function openFollowingHouse(): Promise<FollowingHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants);
  const tenant = await makeTenant(deps, { settings: { autoCreateReferences: true } });
  const { identity } = tenant;
  const begin = deps.now().getTime() - 6 * 3_600_000;
  deps.clock.set(new Date(begin));
  const minuteOf = (instant: Date | string | null | undefined) =>
    instant ? (new Date(instant).getTime() - begin) / 60_000 : null;
  let count = 0;

  async function trip({ own, vehicle, phone, stops = [20] }: TripOfTest = {}): Promise<TripView> {
    count += 1;
    const capacities = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
    const car = await createVehicle(deps, identity, {
      number: `V${count}`, trackerCode: vehicle ?? null, ...capacities, details: {},
    }); // prettier-ignore
    const courier = await createCourier(deps, identity, {
      employeeNumber: `E${count}`, name: 'Asha', phone: '1', email: null, branch: null, vehicleNumber: null,
      phoneCode: phone ?? null, ...capacities, maxDistanceMetres: null, preferredPostalCode: null, languages: [],
      daysOff: [], shifts: [], details: {},
    }, null); // prettier-ignore
    const window = { from: null, until: new Date(begin + 60 * 60_000) };
    const deliveryIds: string[] = [];
    for (const [index, kilometres] of stops.entries()) {
      const dropoff = place({ position: north(kilometres), window, serviceMinutes: 5 });
      const order = draft({ orderNumber: `T${count}-${index}`, pickup: null, dropoff });
      deliveryIds.push((await createDelivery(deps, identity, order)).id);
    }
    const made = await createTrip(deps, identity, {
      name: null,
      courierId: courier.id,
      vehicleId: car.id,
      driverName: null,
      trackerCode: own ?? null,
      setOff: null,
      deliveryIds,
    });
    return startTrip(deps, identity.caller, made.id, { at: deps.now(), position: origin });
  }

  return {
    database,
    deps,
    tenant,
    minuteOf,
    trip,
    async hub(kilometres) {
      count += 1;
      const hub = { code: `H${count}`, name: `Hub ${count}`, position: north(kilometres), address: null };
      return (await createHub(deps, identity.caller, { ...hub, geofenceMetres: 300 })).id;
    },
    async report(code, kilometres, minute) {
      const recordedAt = new Date(begin + minute * 60_000);
      if (recordedAt > deps.now()) deps.clock.set(recordedAt);
      const readings = { speedKmh: null, batteryPercent: null, temperatureC: null, messageType: null };
      const { refused } = await recordPositions(deps, identity, code, [
        { ...north(kilometres), recordedAt, ...readings },
      ]);
      if (refused[0]) throw new Error(refused[0].message);
    },
    async work() {
      let followed = 0;
      for (let now = 1; now > 0; followed += now) now = await followTrackers(deps, { lagMs: 0, limit: 10 });
      return followed;
    },
    async crossings(tripId) {
      const events = await readTimeline(deps, identity.caller, tripId, { after: 0, limit: 100 });
      return events.flatMap((event) =>
        event.type === 'trip.entered_hub' || event.type === 'trip.left_hub'
          ? [`${event.type === 'trip.entered_hub' ? 'in' : 'out'} ${minuteOf(event.data.sightedAt)}`]
          : [],
      );
    },
    rows: async (text) => (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(database.db)).rows,
  };
}
