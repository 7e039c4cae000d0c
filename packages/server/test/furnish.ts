/** Gives a tenant one of everything that has an id. */
import assert from 'node:assert/strict';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import { createDriver } from '../src/use-cases/fleet/drivers.ts';
import { createTracker } from '../src/use-cases/fleet/trackers.ts';
import { createVehicle } from '../src/use-cases/fleet/vehicles.ts';
import { createHub } from '../src/use-cases/hub/hubs.ts';
import { createHaul } from '../src/use-cases/trip/create-haul.ts';
import { submitDeliveries } from '../src/use-cases/plan/submit-plan.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import { createEndpoint } from '../src/use-cases/webhook/create-endpoint.ts';
import { listMessages } from '../src/use-cases/webhook/list-messages.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { draft } from './draft-delivery.ts';
import { haulOrder } from './haul-order.ts';
import { seedProofFile } from './seed-proof-file.ts';
import type { Tenant } from './tenant.ts';

const noCapacity = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };

const courier = {
  ...noCapacity,
  employeeNumber: 'C',
  name: 'C',
  phone: '1',
  email: null,
  branch: null,
  vehicleNumber: null,
  phoneCode: null,
  maxDistanceMetres: null,
  preferredPostalCode: null,
  languages: [],
  daysOff: [],
  shifts: [],
  details: {},
};

/**
 * A trip that waits to start with one delivery of two legs, a haul that waits, a delivery that is free, a plan, and what
 * they need.
 * @returns ids by the segment of the path that stands before them; `dropoffs`, `hauls` and `free` are ours alone.
 */
export async function furnish(deps: Deps, tenant: Tenant): Promise<Record<string, string>> {
  const { identity } = tenant;
  const { caller } = identity;
  const hook = { dialect: 'native', url: 'http://127.0.0.1:9999/hook', events: null, contentType: 'json' } as const;
  const { endpoint } = await createEndpoint(deps, caller, hook);
  const place = { position: null, geofenceMetres: null, address: null };
  const hub = await createHub(deps, caller, { code: 'H', name: 'H', ...place });
  const tracker = await createTracker(deps, caller, { code: 'T', kind: 'device' });
  const vehicle = await createVehicle(deps, identity, { number: 'V', trackerCode: null, ...noCapacity, details: {} });
  const { id: courierId } = await createCourier(deps, identity, courier, null);
  const person = { name: 'D', phone: '1', email: null, licenseNumber: 'L', details: {} };
  const driver = await createDriver(deps, caller, person);
  const { id: free } = await createDelivery(deps, identity, draft({ orderNumber: 'FREE' }));
  const delivery = await createDelivery(deps, identity, draft({ legs: 'both' }));
  const trip = await createTrip(deps, identity, {
    name: null,
    courierId,
    vehicleId: null,
    driverName: null,
    trackerCode: 'T',
    setOff: null,
    deliveryIds: [delivery.id],
  });
  const haul = await createHaul(deps, identity, { ...haulOrder, driverName: 'D' }, false);
  const everything = { deliveryIds: null, window: null, courierIds: null, setOff: null, seconds: null };
  const plan = await submitDeliveries(deps, caller, 'P', { kind: 'deliveries', ...everything });
  const file = await seedProofFile(deps, tenant, delivery.id);
  await relayEvents(deps, writeBody);
  const page = { endpointId: endpoint.id, state: null, before: null, limit: 1 };
  const [message] = await listMessages(deps, caller, page);
  const [pickup, dropoff] = trip.stops;
  assert.ok(pickup && dropoff && message && caller.credentialId);
  return {
    free,
    'webhook-endpoints': endpoint.id,
    'webhook-messages': message.id,
    hubs: hub.id,
    trackers: tracker.id,
    vehicles: vehicle.id,
    couriers: courierId,
    drivers: driver.id,
    deliveries: delivery.id,
    trips: trip.id,
    hauls: haul.id,
    plans: plan.id,
    stops: pickup.id,
    dropoffs: dropoff.id,
    'proof-files': file,
    credentials: caller.credentialId,
  };
}
