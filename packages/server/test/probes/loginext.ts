/** LogiNext's operations. */
import { fixture } from '../fixture.ts';
import { plain, started, type Id, type Probe, type Probes } from './probe.ts';

const samples = (name: string) => fixture('loginext', name) as readonly Record<string, unknown>[];
const reference = (id: Id, what: string) => id(what).replaceAll('-', '');
const stopTrip = (id: Id) => [{ tripReferenceId: reference(id, 'trips'), notDispatchedOrders: [], deliveredOrders: [] }]; // prettier-ignore
const startTrip: Probe = { body: (id) => [reference(id, 'trips')] };
const haul: Probe = { body: (id) => [reference(id, 'hauls')] };
const driver: Probe = { body: (id) => [reference(id, 'drivers')] };
const order = (id: Id) => [reference(id, 'free')];
const startedHaul = ['PUT /loginext/TripApp/haul/v1/trip/start'];

export const loginextProbes: Probes = {
  'GET /loginext/LoginApp/login/token/refresh': plain,
  'POST /loginext/ShipmentApp/mile/v1/create': { body: () => samples('create-delivery-order.request') },
  'POST /loginext/ShipmentApp/mile/v1/update': { body: (id) => [{ referenceId: reference(id, 'free'), awbNumber: 'X' }] },
  'POST /loginext/ShipmentApp/mile/v1/updateCrates': { body: (id) => ({ referenceId: reference(id, 'free'), shipmentCrates: [] }) },
  'PUT /loginext/ShipmentApp/mile/v1/cancel': { body: order },
  'POST /loginext/ShipmentApp/mile/v1/create/return': { after: ['PUT /loginext/ShipmentApp/mile/v1/update/status'], body: order },
  'GET /loginext/ShipmentApp/mile/v1/shipment': { query: () => '?order_no=FREE' },
  'POST /loginext/ShipmentApp/mile/v1/status': { body: order },
  'POST /loginext/ShipmentApp/ondemand/v1/create': { body: () => samples('ondemand-create-variable.request') },
  'GET /loginext/ShipmentApp/ondemand/v1/shipment': { query: () => '?order_no=FREE' },
  'PUT /loginext/ShipmentApp/ondemand/v1/shipment': { body: () => ({ order_no: 'FREE' }) },
  'PUT /loginext/ShipmentApp/ondemand/v1/cancel': { body: order },
  'PUT /loginext/ShipmentApp/mile/v1/update/status': { body: (id) => ({ newStatus: 'DELIVERED', orderDetails: [{ orderReferenceId: reference(id, 'free') }] }) },
  'POST /loginext/TripApp/mile/v1/trip/start': startTrip,
  'PUT /loginext/TripApp/mile/v1/trip/start': startTrip,
  'POST /loginext/TripApp/mile/v1/trip/stop': { after: started, body: stopTrip },
  'PUT /loginext/TripApp/mile/v1/trip/stop': { after: started, body: stopTrip },
  'POST /loginext/TrackingApp/track/put': { body: () => fixture('loginext', 'create-tracking-record.request') },
  'GET /loginext/TrackingApp/mile/v1/track/lastlocation': {
    after: [...started, 'POST /v1/trackers/:id/positions'],
    query: (id) => `?shipmentReferences=${reference(id, 'deliveries')}`,
  },
  'GET /loginext/track/state': { query: () => '?ordno=FREE' },
  'GET /loginext/track/places': { query: () => '?lat=19&lng=72' },
  'GET /loginext/track/live': { query: () => '?ordno=FREE' },
  'GET /loginext/ShipmentApp/shipment/fmlm/epod/list': {
    query: () => '?orderstartdt=2000-01-01+00:00:00&orderenddt=2100-01-01+00:00:00&deliverystartdt=2000-01-01+00:00:00&deliveryenddt=2100-01-01+00:00:00',
  },
  'POST /loginext/DeliveryMediumApp/mile/v1/create': {
    body: (id) => samples('create-delivery-medium.request').map((one) => ({ ...one, userName: `courier ${id('trips')}` })),
  },
  'POST /loginext/CommonApp/mile/v1/geocode': { body: () => fixture('loginext', 'get-geocode.request') },
  'POST /loginext/VehicleApp/haul/v1/create': { body: () => samples('create-vehicle.request') },
  'GET /loginext/VehicleApp/haul/v1': plain,
  'GET /loginext/VehicleApp/haul/v1/:id': { what: 'vehicles' },
  'PUT /loginext/VehicleApp/haul/v1': { body: (id) => samples('update-vehicle.request').map((one) => ({ ...one, referenceId: reference(id, 'vehicles') })) },
  'DELETE /loginext/VehicleApp/haul/v1': { body: (id) => [reference(id, 'vehicles')] },
  'POST /loginext/DriverApp/haul/v1/driver/create': { body: () => samples('create-driver.request') },
  'POST /loginext/DriverApp/haul/v1/driver/list': driver,
  'PUT /loginext/DriverApp/haul/v1/driver/update': { body: (id) => ({ ...(fixture('loginext', 'update-driver.request') as object), referenceId: reference(id, 'drivers') }) },
  'DELETE /loginext/DriverApp/haul/v1/driver/delete': driver,
  'GET /loginext/DeviceApp/device/v1/haul': plain,
  'POST /loginext/TripApp/haul/v1/trip/create': { body: () => ({ ...(fixture('loginext', 'create-haul-trip.request') as object), vehicleNumber: 'V' }) },
  'POST /loginext/TripApp/haul/v1/trip/update': { body: (id) => ({ referenceId: reference(id, 'hauls'), sealNumber: 'X' }) },
  'POST /loginext/TripApp/haul/v1/trip/cancel': { body: (id) => [{ referenceId: reference(id, 'hauls'), reasonCd: 'X' }] },
  // another's is one that it misses, which it says with a 200: haul-trips.test.ts has a stranger ask
  'POST /loginext/TripApp/haul/v1/trip/get': { body: () => ['HAUL-1'] },
  'PUT /loginext/TripApp/haul/v1/trip/start': haul,
  'POST /loginext/TripApp/haul/v1/trip/start': haul,
  'POST /loginext/TripApp/haul/v1/trip/stop': { after: startedHaul, ...haul },
  'PUT /loginext/TripApp/haul/v1/trip/stop': { after: startedHaul, ...haul },
  'POST /loginext/TrackingApp/haul/v1/track/lastlocation': {
    after: [...startedHaul, 'POST /loginext/TrackingApp/haul/v1/tracking/put'],
    ...haul,
  },
  'POST /loginext/TrackingApp/haul/v1/tracking/put': { body: () => [{ trackerId: 'T', latitude: 19, longitude: 72, time: new Date().toISOString(), batteryPerc: 70, messageType: 'REG' }] },
  'POST /loginext/TripApp/deliveryplanner/v1/plan': { body: () => fixture('loginext', 'plan.request') },
  'PUT /loginext/ShipmentApp/mile/v1/manual/assign': { body: (id) => ({ trip: { referenceId: reference(id, 'trips') }, orderReferenceIds: order(id) }) },
  'PUT /loginext/ShipmentApp/mile/v1/manual/unassign': { query: (id) => `?referenceId=${reference(id, 'deliveries')}` },
}; // prettier-ignore
