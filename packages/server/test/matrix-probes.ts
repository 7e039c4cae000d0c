/** How each operation is asked for by its owner: the test of the matrix fails for an operation without an entry here. */
import { fixture } from './fixture.ts';

/** Gives the id of what the one who is meant has. */
export type Id = (what: string) => string;

export type Probe = {
  /** Operations that have to come before, by their names here. */
  readonly after?: readonly string[];
  /** What the path's id names, where its segment does not say it. */
  readonly what?: string;
  readonly body?: (id: Id) => unknown;
  readonly query?: (id: Id) => string;
  readonly type?: string;
};

const samples = (name: string) => fixture('loginext', name) as readonly Record<string, unknown>[];
const reference = (id: Id, what: string) => id(what).replaceAll('-', '');
const stopTrip = (id: Id) => [{ tripReferenceId: reference(id, 'trips'), notDispatchedOrders: [], deliveredOrders: [] }]; // prettier-ignore
const startTrip: Probe = { body: (id) => [reference(id, 'trips')] };
const haul: Probe = { body: (id) => [reference(id, 'hauls')] };
const driver: Probe = { body: (id) => [reference(id, 'drivers')] };
const order = (id: Id) => [reference(id, 'free')];
const form =
  '--x\r\ncontent-disposition: form-data; name="leg"\r\n\r\ndropoff\r\n' +
  '--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nn\r\n--x--\r\n';
const started = ['POST /v1/trips/:id/start'];
const plain: Probe = {};
const startedHaul = ['PUT /loginext/TripApp/haul/v1/trip/start'];
const empty: Probe = { body: () => ({}) };

export const probes: Readonly<Record<string, Probe>> = {
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
  'POST /v1/plans': empty,
  'GET /v1/plans': plain,
  'GET /v1/plans/:id': plain,
  'POST /v1/plans/:id/cancel': empty,
  'POST /v1/credentials': { body: () => ({ dialect: 'native', label: 'x' }) },
  'GET /v1/credentials': plain,
  'DELETE /v1/credentials/:id': plain,
  'POST /v1/hubs': { body: () => ({ code: 'X', name: 'x' }) },
  'GET /v1/hubs': plain,
  'GET /v1/hubs/:id': plain,
  'PATCH /v1/hubs/:id': { body: () => ({ geofenceMetres: 250 }) },
  'POST /v1/couriers': { body: () => ({ employeeNumber: 'X', name: 'x', phone: '1' }) },
  'GET /v1/couriers': plain,
  'GET /v1/couriers/:id': plain,
  'POST /v1/drivers': { body: () => ({ name: 'x', phone: '1', licenseNumber: 'X' }) },
  'GET /v1/drivers': plain,
  'GET /v1/drivers/:id': plain,
  'POST /v1/vehicles': { body: () => ({ number: 'X' }) },
  'GET /v1/vehicles': plain,
  'GET /v1/vehicles/:id': plain,
  'POST /v1/trackers': { body: () => ({ code: 'X' }) },
  'GET /v1/trackers': plain,
  'GET /v1/trackers/:id': plain,
  'POST /v1/trackers/:id/positions': { body: () => ({ positions: [{ recordedAt: '2026-01-01T00:00:00Z', lat: 1, lng: 1 }] }) },
  'GET /v1/trackers/:id/positions': { query: () => '?from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z' },
  'POST /v1/deliveries': { body: () => ({ orderNumber: 'X', orderedAt: '2026-01-01T00:00:00Z', legs: 'dropoff', currency: 'INR', dropoff: { customerName: 'x' } }) },
  'GET /v1/deliveries': plain,
  'GET /v1/deliveries/:id': plain,
  'POST /v1/deliveries/:id/cancel': empty,
  'GET /v1/deliveries/:id/events': plain,
  'GET /v1/deliveries/:id/location': plain,
  'POST /v1/deliveries/:id/proofs': { body: () => form, type: 'multipart/form-data; boundary=x' },
  'GET /v1/deliveries/:id/proofs': plain,
  'GET /v1/proof-files/:id': plain,
  'POST /v1/trips': { body: (id) => ({ courierId: id('couriers'), deliveryIds: [id('free')] }) },
  'GET /v1/trips': plain,
  'GET /v1/trips/:id': plain,
  'POST /v1/trips/:id/loaded': empty,
  'POST /v1/trips/:id/start': empty,
  'POST /v1/trips/:id/end': { after: started, ...empty },
  'POST /v1/trips/:id/cancel': empty,
  'POST /v1/stops/:id/accept': empty,
  'POST /v1/stops/:id/reject': { body: () => ({ reason: 'No' }) },
  'POST /v1/stops/:id/load': empty,
  'POST /v1/stops/:id/arrive': { after: started, ...empty },
  'POST /v1/stops/:id/pick-up': { after: started, ...empty },
  'POST /v1/stops/:id/deliver': { after: [...started, 'POST /v1/stops/:id/pick-up'], what: 'dropoffs', ...empty },
  'POST /v1/stops/:id/fail': { after: started, body: () => ({ reasonCode: 'R', reason: 'No' }) },
  'POST /v1/webhook-endpoints': { body: () => ({ dialect: 'native', url: 'http://127.0.0.1:9999/other' }) },
  'GET /v1/webhook-endpoints': plain,
  'GET /v1/webhook-endpoints/:id': plain,
  'PATCH /v1/webhook-endpoints/:id': { body: () => ({ contentType: 'xml' }) },
  'POST /v1/webhook-endpoints/:id/rotate-secret': empty,
  'POST /v1/webhook-endpoints/:id/replay': { body: () => ({ since: '2026-01-01T00:00:00Z' }) },
  'DELETE /v1/webhook-endpoints/:id': plain,
  'GET /v1/webhook-messages': plain,
  'GET /v1/webhook-messages/:id': plain,
  'POST /v1/webhook-messages/:id/resend': empty,
}; // prettier-ignore
