/** What LogiNext's webhooks tell beside the document's samples, which `replay/` has: times and ids, places, counts. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { castOf, here, type Cast, type Fields } from '../../../test/loginext-cast.ts';
import { listenFor, type Ears } from '../../../test/loginext-ears.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { startSending, type Sending } from '../../../test/webhook-house.ts';
import type { TripView } from '../../use-cases/trip/read-trips.ts';
import { toReference } from './references.ts';

let house: LogiNextHouse;
let sending: Sending;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse();
  sending = startSending(house);
});
after(async () => {
  await sending.stop();
  await house.close();
});

/** A partner of its own who listens for one kind of webhook. */
async function listening(t: TestContext, webhook: string): Promise<Ears> {
  partner = await house.client();
  cast = castOf(house, partner);
  return listenFor(t, house, partner, webhook);
}

async function setOut(orders: readonly string[], trackerCode?: string): Promise<TripView> {
  const trip = await cast.trip({ orders, ...(trackerCode !== undefined && { trackerCode }) });
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)])).status, 200);
  return trip;
}

const report = (newStatus: string, orderReferenceId: string, detail: Fields = {}) =>
  partner.call('PUT', '/ShipmentApp/mile/v1/update/status', {
    newStatus,
    orderDetails: [{ orderReferenceId, ...detail }],
  });

const only = (body: Fields, ...keys: string[]) => keys.map((key) => body[key]);

describe('Update Order', () => {
  it('tells of a change, with nothing of a trip', async (t) => {
    const ears = await listening(t, 'UPDATE_ORDER');
    const order = await cast.order('pickup', { orderNo: 'CHANGED' });
    await partner.call('POST', '/ShipmentApp/mile/v1/update', [{ referenceId: order, numberOfItems: '3' }]);
    const body = await ears.heard();
    assert.deepEqual(only(body, 'orderNo', 'numberOfItems', 'orderReferenceId'), ['CHANGED', 3, order]);
    const ofTrip = ['tripReferenceId', 'vehicleNumber', 'deliveryMediumName', 'phoneNumber', 'assignmentMethod', 'calculatedStartDt', 'calculatedEndDt']; // prettier-ignore
    assert.deepEqual(only(body, ...ofTrip), ofTrip.map(() => '')); // prettier-ignore
  });

  it('tells the trip, its timetable in UTC and the window of the order', async (t) => {
    const ears = await listening(t, 'UPDATE_ORDER');
    house.deps.clock.set(new Date('2016-07-16T15:00:00.900Z'));
    const order = await cast.order('pickup');
    const trip = await cast.trip({ orders: [order] });
    const body = await ears.heard();
    assert.deepEqual(only(body, 'tripReferenceId', 'orderReferenceId'), [toReference(trip.id), order]);
    assert.deepEqual(only(body, 'startTimeWindow', 'endTimeWindow', 'calculatedStartDt', 'calculatedEndDt'), [
      '2016-07-16 14:24:00',
      '2016-07-17 14:24:00',
      '2016-07-16 15:00:00',
      '2016-07-16 15:50:00',
    ]);
    house.deps.clock.set(new Date());
  });
});

describe('where it happened', () => {
  const fix = (trackerId: string, latitude: number, seconds: number) => {
    const time = new Date(house.deps.now().getTime() + seconds * 1000).toISOString();
    const record = { trackerId, latitude, longitude: 72.9, time, batteryPerc: 70, messageType: 'REG' };
    return partner.call('POST', '/TrackingApp/track/put', record);
  };
  /** An order on the road since five minutes, and its tracker's fixes: before it set out, then after one and three. */
  async function tracked(sample: 'delivery' | 'pickup'): Promise<string> {
    const order = await cast.order(sample);
    await fix('SEEN', 18, -60);
    await setOut([order], 'SEEN');
    house.deps.clock.move(300_000);
    for (const [latitude, seconds] of [[19, -240], [20, -120]] as const) assert.equal((await fix('SEEN', latitude, seconds)).status, 200); // prettier-ignore
    return order;
  }

  it('is what the courier says', async (t) => {
    const ears = await listening(t, 'DELIVERED');
    const trip = await setOut([await cast.order('delivery')], 'SEEN');
    await fix('SEEN', 19, 0);
    const handover = { recipientName: null, customerComment: null, customerRating: null, amountCollected: null, paymentMethod: null, paymentReference: null }; // prettier-ignore
    await cast.act(trip, { kind: 'deliver', handover });
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [here.lat, here.lng]);
  });

  it('is where the tracker was last seen, for who says no place', async (t) => {
    const ears = await listening(t, 'DELIVERED');
    assert.equal((await report('DELIVERED', await tracked('delivery'))).status, 200);
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [20, 72.9]);
  });

  it('is where the tracker was then, for who reports late', async (t) => {
    const ears = await listening(t, 'PICKEDUP');
    const order = await tracked('pickup');
    const updateTime = new Date(house.deps.now().getTime() - 200_000).toISOString();
    assert.equal((await report('PICKEDUP', order, { updateTime })).status, 200);
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [19, 72.9]);
  });

  it('is the tracker’s place for what is handed over when the trip ends', async (t) => {
    const ears = await listening(t, 'DELIVERED');
    const order = await cast.order('pickup');
    const trip = await setOut([order], 'SEEN');
    await fix('SEEN', 19, 0);
    await report('PICKEDUP', order);
    const end = { tripReferenceId: toReference(trip.id), notDispatchedOrders: [], deliveredOrders: [] };
    await partner.call('POST', '/TripApp/mile/v1/trip/stop', [end]);
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [19, 72.9]);
  });

  it('is nowhere for what was taken off the trip', async (t) => {
    const ears = await listening(t, 'DELIVERED');
    const order = await cast.order('delivery');
    const trip = await setOut([order], 'SEEN');
    assert.equal((await fix('SEEN', 19, 0)).status, 200);
    const end = { tripReferenceId: toReference(trip.id), notDispatchedOrders: [order], deliveredOrders: [] };
    await partner.call('POST', '/TripApp/mile/v1/trip/stop', [end]);
    assert.equal((await report('DELIVERED', order)).status, 200);
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [null, null]);
  });

  it('is nowhere that was before the trip', async (t) => {
    const ears = await listening(t, 'DELIVERED');
    const order = await cast.order('delivery');
    await fix('SEEN', 18, -60);
    await setOut([order], 'SEEN');
    assert.equal((await report('DELIVERED', order)).status, 200);
    assert.deepEqual(only(await ears.heard(), 'latitude', 'longitude'), [null, null]);
  });
});

it('counts what a partial delivery handed over, and what was to be paid', async (t) => {
  const ears = await listening(t, 'PARTIALLY_DELIVERED');
  const trip = await setOut([await cast.order('delivery', { paymentType: 'COD' })]);
  const paid = { recipientName: 'Pratik', amountCollected: 53_255, paymentMethod: 'CASH', paymentReference: null };
  await cast.act(trip, {
    kind: 'deliver_partially',
    handedOver: [{ code: 'CRATE001', unloadedUnits: 4, items: new Map([['CODE001', 1]]) }],
    why: { reasonCode: 'PDL001', reason: 'Product damaged in transit' },
    handover: { ...paid, customerComment: null, customerRating: null },
  });
  const body = await ears.heard();
  assert.deepEqual(only(body, 'cashAmount', 'actualCashAmount', 'paymentMode'), [5000, 532.55, 'COD']);
  const [crate] = body['shipmentCrateMappingList'] as { unloadedUnits: number; shipmentLineItemsList: Fields[] }[];
  assert.equal(crate?.unloadedUnits, 4);
  assert.deepEqual(crate?.shipmentLineItemsList.map((item) => only(item, 'itemCd', 'actualItemQuantity')), [['CODE001', 1], ['CODE002', 0]]); // prettier-ignore
});
