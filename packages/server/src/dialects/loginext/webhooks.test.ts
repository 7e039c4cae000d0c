/** Each webhook of LogiNext has the keys and kinds of the document's sample, and tells what happened. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { readTimeline } from '../../use-cases/event/read-timeline.ts';
import { actAtStop, type StopAction } from '../../use-cases/trip/act-at-stop.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { finishLoading } from '../../use-cases/trip/run-trip.ts';
import type { TripView } from '../../use-cases/trip/read-trips.ts';
import { tell } from './events.ts';
import { fromReference, toReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

type Fields = Record<string, unknown>;
const sampleOf = (name: string) => (fixture('loginext', name) as Fields[])[0] ?? {};
const here = { lat: 19.1118589, lng: 72.9095639 };
let count = 0;

async function makeOrder(sample: string, change: Fields = {}): Promise<string> {
  count += 1;
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [
    { ...sampleOf(sample), orderNo: `W-${count}`, ...change },
  ]);
  return fromReference((body as { referenceId: string[] }).referenceId[0]) ?? assert.fail(JSON.stringify(body));
}

async function makeTrip(...deliveryIds: string[]): Promise<TripView> {
  count += 1;
  const medium = {
    ...sampleOf('create-delivery-medium.request'),
    employeeId: `W${count}`,
    userName: `w${count}`,
    imei: `9${count}`,
    vehicleNumber: `V-${count}`,
  };
  const { body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium]);
  const courierId = fromReference((body as { data: string[] }).data[0]) ?? assert.fail(JSON.stringify(body));
  const order = {
    name: null,
    courierId,
    vehicleId: null,
    driverName: 'Rahul',
    trackerCode: null,
    setOff: null,
    deliveryIds,
  };
  return createTrip(house.deps, partner.tenant.identity, order);
}

const act = (trip: TripView, action: StopAction, stop = 0) =>
  actAtStop(house.deps, partner.tenant.identity.caller, trip.stops[stop]?.id ?? '', action, {
    at: house.deps.now(),
    position: here,
  });

async function told(aggregateId: string, type: string): Promise<Fields> {
  const events: RecordedEvent[] = await readTimeline(house.deps, partner.tenant.identity.caller, aggregateId, {
    after: 0,
    limit: 100,
  });
  const payload = events.flatMap(tell).findLast((one) => one.type === type);
  return JSON.parse(JSON.stringify(payload?.body ?? assert.fail(`no ${type}`))) as Fields;
}

/** The kind of each value, by key: what a client that was written against the sample relies on. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shape(value[0])] : [];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]));
}

async function assertTells(aggregateId: string, type: string, sample: string, expected: Fields): Promise<void> {
  const body = await told(aggregateId, type);
  assert.deepEqual(shape(body), shape(fixture('loginext', sample)), 'the shape of the sample');
  for (const [key, value] of Object.entries(expected)) assert.deepEqual(body[key], value, key);
}

it('Create Order', async () => {
  const id = await makeOrder('create-pickup-order.request');
  await assertTells(id, 'CREATE_ORDER', 'webhook-create-order', {
    orderNo: `W-${count}`,
    orderState: 'FORWARD',
    orderLeg: 'PICKUP',
    awbNumber: 'AWB001',
    notificationType: 'ORDERCREATIONNOTIFICATION',
  });
});

it('Update Order, also when it is put on a trip', async () => {
  const id = await makeOrder('create-pickup-order.request', { shipmentCrateMappings: [] });
  const orderNo = `W-${count}`;
  await partner.call('POST', '/ShipmentApp/mile/v1/update', [{ referenceId: toReference(id), numberOfItems: '3' }]);
  await assertTells(id, 'UPDATE_ORDER', 'webhook-update-order', { orderNo, numberOfItems: 3, tripReferenceId: '' });
  const trip = await makeTrip(id);
  await assertTells(id, 'UPDATE_ORDER', 'webhook-update-order', {
    orderNo,
    tripReferenceId: toReference(trip.id),
    orderReferenceId: toReference(id),
    deliveryMediumName: 'Amit',
    phoneNumber: '63865471261',
    vehicleNumber: trip.vehicleNumber,
    originAddr: '123,Supreme Business Park,Hiranandani,DMart,Mumbai,400076',
    destinationAddr: 'testbranch',
    startTimeWindow: '2016-07-16 14:24:00',
    packageWeight: 10,
    packageVolume: 4500,
    assignmentMethod: 'MANUAL',
  });
});

it('Accept and Reject Order', async () => {
  const id = await makeOrder('create-delivery-order.request');
  const trip = await makeTrip(id);
  await act(trip, { kind: 'accept' });
  await assertTells(id, 'ACCEPT_ORDER', 'webhook-accept-order', {
    status: 'ORDER ACCEPTED',
    tripName: trip.name,
    phoneNumber: 63865471261,
  });
  await act(trip, { kind: 'reject', reason: 'Cannot reach on ETA' });
  await assertTells(id, 'REJECT_ORDER', 'webhook-reject-order', {
    status: 'ORDER REJECTED',
    reasonOfRejection: 'Cannot reach on ETA',
  });
});

it('Cancel Order', async () => {
  const id = await makeOrder('create-delivery-order.request', { cancellationAllowedFl: 'Y' });
  const orderDetails = [{ orderReferenceId: toReference(id), reasonCd: 'OTHER', otherReason: 'Customer Unavailable' }];
  await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', { newStatus: 'CANCELLED', orderDetails });
  await assertTells(id, 'CANCEL_ORDER', 'webhook-cancel-order', {
    orderLeg: 'DELIVER',
    customerName: 'TestUser',
    reason: 'Customer Unavailable',
    reasonCd: 'OTHER',
    cancelledBy: 'Demo User',
  });
});

it('Load Items and Load Complete', async () => {
  const id = await makeOrder('create-delivery-order.request');
  const orderNo = `W-${count}`;
  const trip = await makeTrip(id);
  await act(trip, { kind: 'load', loading: new Map([['CRATE001', 3]]) });
  const loaded = await told(id, 'LOAD_ITEMS');
  const sample = fixture('loginext', 'webhook-load-items');
  assert.deepEqual(shape(loaded), shape(sample));
  const [crate] = loaded['shipmentCrateMapping'] as Fields[];
  assert.deepEqual([crate?.['statusCd'], crate?.['crateQuantity'], crate?.['crateAmount']], ['LOADED', 3, 100.65]);
  await finishLoading(house.deps, partner.tenant.identity.caller, trip.id, { at: house.deps.now(), position: here });
  const complete = await told(trip.id, 'LOAD_COMPLETE');
  const { clientShipmentIds } = complete;
  assert.deepEqual(clientShipmentIds, [orderNo]);
  assert.deepEqual(shape(complete), shape(fixture('loginext', 'webhook-load-complete')));
});

it('Start Trip, Delivered and Stop Trip', async () => {
  const id = await makeOrder('create-delivery-order.request');
  const orderNo = `W-${count}`;
  const trip = await makeTrip(id);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);
  await assertTells(trip.id, 'START_TRIP', 'webhook-start-trip', {
    notificationType: 'STARTTRIP',
    clientShipmentIds: [orderNo],
    driverName: 'Rahul',
  });
  await act(trip, { kind: 'arrive' });
  const handover = {
    recipientName: 'Rahul',
    customerComment: 'Fine',
    customerRating: 5,
    amountCollected: 12_000,
    paymentMethod: 'CASH',
    paymentReference: '12456',
  };
  await act(trip, { kind: 'deliver', handover });
  await assertTells(id, 'DELIVERED', 'webhook-delivered', {
    clientShipmentId: orderNo,
    latitude: here.lat,
    longitude: here.lng,
    notificationType: 'DELIVEREDNOTIFICATION',
    customerComment: 'Fine',
    customerRating: 5,
    cashAmount: 0,
    actualCashAmount: 120,
    recipientName: 'Rahul',
    branchName: 'Gurgaon',
    paymentSubType: 'CASH',
    transactionId: '12456',
  });
  await partner.call('POST', '/TripApp/mile/v1/trip/stop', [
    { tripReferenceId: toReference(trip.id), notDispatchedOrders: [], deliveredOrders: [] },
  ]);
  await assertTells(trip.id, 'STOP_TRIP', 'webhook-stop-trip', {
    notificationType: 'DELIVEREDNOTIFICATION',
    clientShipmentIds: [orderNo],
  });
});

it('Partially Delivered', async () => {
  const id = await makeOrder('create-delivery-order.request', { paymentType: 'COD' });
  const trip = await makeTrip(id);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);
  await act(trip, {
    kind: 'deliver_partially',
    handedOver: [{ code: 'CRATE001', unloadedUnits: 4, items: new Map([['CODE001', 1]]) }],
    why: { reasonCode: 'PDL001', reason: 'Product damaged in transit' },
    handover: {
      recipientName: 'Pratik',
      customerComment: null,
      customerRating: null,
      amountCollected: 53_255,
      paymentMethod: 'CASH',
      paymentReference: null,
    },
  });
  await assertTells(id, 'PARTIALLY_DELIVERED', 'webhook-partially-delivered', {
    statusCd: 'PARTIALLYDELIVERED',
    reasonCd: 'PDL001',
    paymentMode: 'COD',
    cashAmount: 5000,
    actualCashAmount: 532.55,
    recipientName: 'Pratik',
    pincode: '400076',
  });
  const [crate] = (await told(id, 'PARTIALLY_DELIVERED'))['shipmentCrateMappingList'] as {
    unloadedUnits: number;
    shipmentLineItemsList: Fields[];
  }[];
  assert.equal(crate?.unloadedUnits, 4);
  assert.deepEqual(crate?.shipmentLineItemsList.map((item) => [item['itemCd'], item['actualItemQuantity']]), [['CODE001', 1], ['CODE002', 0]]); // prettier-ignore
});

it('Not Delivered', async () => {
  const id = await makeOrder('create-delivery-order.request');
  const trip = await makeTrip(id);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);
  await act(trip, { kind: 'fail', why: { reasonCode: 'NDL001', reason: 'No customer at delivery location' } });
  await assertTells(id, 'NOT_DELIVERED', 'webhook-not-delivered', {
    orderLeg: 'DELIVER',
    reasonCd: 'NDL001',
    reason: 'No customer at delivery location',
  });
});

it('Pickedup and Not Pickedup', async () => {
  const id = await makeOrder('create-pickup-and-delivery-order.request');
  const trip = await makeTrip(id);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);
  await act(trip, { kind: 'arrive' });
  await act(trip, { kind: 'pick_up' });
  await assertTells(id, 'PICKEDUP', 'webhook-pickedup', {
    status: 'PICKEDUP',
    orderLeg: 'PICKUP',
    latitude: here.lat,
    longitude: here.lng,
  });
  const failed = await makeOrder('create-pickup-order.request');
  const second = await makeTrip(failed);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(second.id)]);
  await act(second, { kind: 'fail', why: { reasonCode: '', reason: 'Product damaged in transit' } });
  await assertTells(failed, 'NOT_PICKEDUP', 'webhook-not-pickedup', {
    reason: 'Product damaged in transit',
    reasonCd: '',
    customerName: 'Customer001',
  });
});
