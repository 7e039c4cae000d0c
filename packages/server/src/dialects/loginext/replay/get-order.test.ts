/** Replays LogiNext's sample of Get Order: a last mile and a first mile that were driven as the sample shows. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { draft, place } from '../../../../test/draft-delivery.ts';
import { fixture } from '../../../../test/fixture.ts';
import { castOf, here, type Cast, type Fields } from '../../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { proofInput } from '../../../../test/proof-desk.ts';
import { assertAnswer } from '../../../../test/replay.ts';
import type { DeliveryDraft, Package } from '../../../domain/delivery/delivery.ts';
import { createDelivery } from '../../../use-cases/delivery/create-delivery.ts';
import { createHub } from '../../../use-cases/hub/hubs.ts';
import { addProof } from '../../../use-cases/proof/add-proof.ts';
import { followTrackers } from '../../../use-cases/tracking/follow-trackers.ts';
import { startTrip } from '../../../use-cases/trip/run-trip.ts';
import type { TripView } from '../../../use-cases/trip/read-trips.ts';
import { toReference } from '../references.ts';

const [last = {}, first = {}] = (fixture('loginext', 'get-order.response') as { data: Fields[] }).data;
const at = (key: string, of: Fields) => new Date(Number(of[key]));
const trackingRecord = fixture('loginext', 'create-tracking-record.request') as Fields;
const warehouse = 'ACL_CENTER_WHSE';

let house: LogiNextHouse;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  house.deps.clock.set(at('actualStartDt', last));
  partner = await house.client({}, String(last['clientName']));
  cast = castOf(house, partner);
  const hub = { code: warehouse, name: warehouse, position: south(7.054), address: nowhere, geofenceMetres: null };
  await createHub(house.deps, partner.tenant.identity.caller, hub);
});
after(() => house.close());

const door = { lat: 3, lng: 101.6 };
const degree = (6_371_008.8 * Math.PI) / 180;
/** A place as many kilometres south of the door, as the crow flies. */
const south = (kilometres: number) => ({ lat: door.lat - (kilometres * 1000) / degree, lng: door.lng });
/** Out of the fence of the door, for certain. */
const wayOff = 0.4;
/** What our timetable takes a road to be longer than the crow's flight. */
const detour = 1.3;

const crate: Package = { code: 'Crate1', type: 'CRATE', amount: 0, units: 1, state: 'expected', loadedUnits: 0, unloadedUnits: 0, items: [] }; // prettier-ignore

const make = async (order: Partial<DeliveryDraft>) =>
  toReference((await createDelivery(house.deps, partner.tenant.identity, draft({ packages: [crate], ...order }))).id);

/** Sets out at the sample's time. */
async function setOut(trip: TripView, shown: Fields, position = here): Promise<void> {
  const began = at('actualStartDt', shown);
  house.deps.clock.set(began);
  await startTrip(house.deps, partner.tenant.identity.caller, trip.id, { at: began, position });
}

/** The trip's device tells that it is so many kilometres south of the door, by LogiNext's Create Tracking Record. */
async function report(trackerId: string, kilometres: number, time: Date): Promise<void> {
  house.deps.clock.set(time);
  const { lat: latitude, lng: longitude } = south(kilometres);
  const record = { ...trackingRecord, trackerId, latitude, longitude, time: time.toISOString() };
  assert.equal((await partner.call('POST', '/TrackingApp/track/put', record)).status, 200);
  while ((await followTrackers(house.deps, { lagMs: 0, limit: 10 })) > 0);
}

const medium = (shown: Fields) => ({
  deliveryMediumMasterName: shown['deliveryMediumName'],
  phoneNumber: shown['deliveryMediumPhoneNumber'],
  vehicleNumber: shown['vehicleNumber'],
});

/** The sample's first: delivered to the customer at the fifth stop. */
async function driveLastMile(): Promise<void> {
  const away = 16.708 / detour;
  const far = place({ position: south(away) });
  const others = await Promise.all([1, 2, 3, 4].map((count) => make({ orderNumber: `BEFORE-${count}`, dropoff: far })));
  const id = await make({
    orderNumber: 'TEST_ORDER1',
    waybillNumber: '12345',
    orderedAt: at('shipmentOrderDt', last),
    paymentMode: 'cod',
    carriage: 'TRK',
    dropoffKind: 'PUP',
    pickup: place({ notes: 'Order recieved successfully.Thanks' }),
    dropoff: place({
      branch: warehouse,
      customerCode: 'CST_ACL1',
      customerName: 'Sg',
      phone: '9988776655',
      address: { ...nowhere, apartment: 'Mid Valley Megamall', street: 'Lingkaran Syed Putra, Mid Valley City', city: 'Kuala Lumpur' }, // prettier-ignore
      position: door,
      window: { from: at('startTimeWindow', last), until: at('endTimeWindow', last) },
      notes: 'Order delivered successfully',
    }),
  });
  const trip = await cast.trip({ orders: [...others, id], name: 'TRIP-3', trackerCode: 'GPS-3', medium: medium(last) });
  await setOut(trip, last);
  await report('GPS-3', away, house.deps.now());
  await report('GPS-3', 0, at('deliverCheckInTime', last));
  await cast.act(trip, { kind: 'arrive' }, 4);
  const delivery = trip.stops[4]?.deliveryId ?? '';
  await addProof(house.deps, partner.tenant.identity.caller, proofInput(delivery, { capturedAt: house.deps.now() }));
  house.deps.clock.set(at('deliverCheckOutTime', last));
  const paid = { recipientName: null, amountCollected: 20_000, paymentMethod: null, paymentReference: null };
  await cast.act(trip, { kind: 'deliver', handover: { ...paid, customerComment: null, customerRating: 5 } }, 4);
  await report('GPS-3', wayOff, house.deps.now());
}

/** The sample's second: picked up, and handed over at the hub when the trip ended. */
async function driveFirstMile(): Promise<void> {
  house.deps.clock.set(at('plannedEndDt', first));
  const id = await make({
    orderNumber: 'TEST_ORDER2',
    legs: 'pickup',
    orderedAt: at('shipmentOrderDt', first),
    distributionCentre: warehouse,
    paymentMode: 'cod',
    carriage: 'TRK',
    dropoff: null,
    pickup: place({
      branch: 'SubangJaya_Mile',
      customerCode: 'Cha1',
      customerName: 'Jacob',
      phone: '9988776665',
      address: { ...nowhere, apartment: 'No. 1', street: 'Jalan Taylors,,,', city: 'Subang Jaya', postalCode: '47500' },
      position: door,
      window: { from: at('startTimeWindow', first), until: at('endTimeWindow', first) },
      serviceMinutes: 0,
      notes: 'Order recieved successfully.Thanks',
    }),
  });
  const trip = await cast.trip({ orders: [id], name: 'TRIP-8', trackerCode: 'GPS-8', medium: medium(first) });
  await setOut(trip, first, south(7.55 / detour));
  // the sample's minute is too short for the way that it has planned
  await report('GPS-8', 2, house.deps.now());
  await report('GPS-8', 0, at('deliveryGeofenceEnterTime', first));
  await cast.act(trip, { kind: 'arrive' });
  house.deps.clock.set(at('pickupCheckOutTime', first));
  await cast.act(trip, { kind: 'pick_up', feedback: { customerComment: null, customerRating: 5 } });
  await report('GPS-8', wayOff, house.deps.now());
  house.deps.clock.set(at('actualEndDt', first));
  const end = { tripReferenceId: toReference(trip.id), notDispatchedOrders: [], deliveredOrders: [] };
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/stop', [end])).status, 200);
}

const nowhere = { apartment: null, street: null, landmark: null, locality: null, city: null, state: null, country: null, postalCode: null }; // prettier-ignore

it('answers Get Order as the document does, of what is delivered and of what is handed over at the hub [LX24]', async () => {
  await driveLastMile();
  await driveFirstMile();
  house.deps.clock.set(at('actualEndDt', last));
  const range = 'end_date=2017-03-07+18:29:59&start_date=2016-02-01+18:30:00&status=COMPLETED';
  const answered = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?${range}`);
  assertAnswer(answered, 'get-order.response', 'LX24');
  const [delivered = {}, handedOver = {}] = (answered.body as { data: Fields[] }).data;
  assert.deepEqual(Object.keys(delivered), Object.keys(last));
  for (const [shown, printed] of [
    [delivered, last],
    [handedOver, first],
  ] as const) {
    // prettier-ignore
    for (const key of ['shipmentOrderDt', 'startTimeWindow', 'endTimeWindow', 'actualStartDt', 'actualEndDt']) {
      assert.equal(shown[key], printed[key], key);
    }
  }
  const fenceOf = (order: Fields) => [order['deliveryGeofenceEnterTime'], order['deliveryGeofenceExitTime']];
  // the sample's first was in its fence days before its trip set out, at the times at which the second was at its door;
  // and the second came and went in one instant. Ours are what the device told
  assert.deepEqual(fenceOf(delivered), [last['deliverCheckInTime'], last['deliverCheckOutTime']]);
  assert.deepEqual(fenceOf(handedOver), [first['deliveryGeofenceEnterTime'], last['deliveryGeofenceExitTime']]);
});
