/** What a partner is told from the road, over HTTP and in three formats: the document's samples of webhooks 7 to 12, 15 and 16. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { castOf, here, type Cast, type TripPart } from '../../../../test/loginext-cast.ts';
import { listenFor } from '../../../../test/loginext-ears.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { startSending, type Sending } from '../../../../test/webhook-house.ts';
import { finishLoading } from '../../../use-cases/trip/run-trip.ts';
import type { TripView } from '../../../use-cases/trip/read-trips.ts';
import { toReference } from '../references.ts';

let house: LogiNextHouse;
let sending: Sending;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  sending = startSending(house);
});
after(async () => {
  await sending.stop();
  await house.close();
});

const nothing = { recipientName: null, customerComment: null, customerRating: null, amountCollected: null, paymentMethod: null, paymentReference: null }; // prettier-ignore
const comment = { customerComment: 'Test user comments', customerRating: 0 };
const medium = (deliveryMediumMasterName: string, phoneNumber: string, vehicleNumber = 'MH 1') => ({
  deliveryMediumMasterName,
  phoneNumber,
  vehicleNumber,
});

/** A partner of its own who listens for one kind of webhook. */
async function listening(t: Parameters<typeof listenFor>[0], webhook: string) {
  partner = await house.client();
  cast = castOf(house, partner);
  return listenFor(t, house, partner, webhook);
}

const start = (trip: TripView) => partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);

async function setOut(part: TripPart): Promise<TripView> {
  const trip = await cast.trip(part);
  assert.equal((await start(trip)).status, 200);
  return trip;
}

it('tells Load Complete as the document does [WH7]', async (t) => {
  const ears = await listening(t, 'LOAD_COMPLETE');
  const orders = [
    await cast.order('delivery', { orderNo: 'TestOrder1' }),
    await cast.order('delivery', { orderNo: 'TestOrder2' }),
  ];
  const crew = { medium: medium('TestDeliveryMedium', '1234567890', 'MH 03992'), driverName: 'TestDriverName' };
  const trip = await cast.trip({ orders, name: 'TestTrip', ...crew });
  await finishLoading(house.deps, partner.tenant.identity.caller, trip.id, { at: house.deps.now(), position: here });
  await ears.assertTold('webhook-load-complete', 'WH7');
});

it('tells Delivered as the document does [WH8]', async (t) => {
  const ears = await listening(t, 'DELIVERED');
  const place = { distributionCenter: 'AAA0', deliverBranch: 'AAA0', deliveryLocationType: '' };
  const order = await cast.order('delivery', { orderNo: 'Order001', ...place });
  const trip = await setOut({ orders: [order], medium: medium('Suresh', '1234567864') });
  await cast.act(trip, { kind: 'arrive' });
  const paid = { recipientName: 'Rahul', amountCollected: 12_000, paymentReference: '12456' };
  const handover = { ...nothing, ...paid, customerComment: 'Test user comments', customerRating: 5 };
  await cast.act(trip, { kind: 'deliver', handover });
  await ears.assertTold('webhook-delivered', 'WH8');
});

it('tells Partially Delivered as the document does [WH9]', async (t) => {
  const ears = await listening(t, 'PARTIALLY_DELIVERED');
  const item = { itemCd: 'CODE001', itemName: 'ITEM1', itemPrice: 100, itemQuantity: 1, itemType: 'Type1', itemWeight: 100 }; // prettier-ignore
  const order = await cast.order('delivery', {
    orderNo: '145129097',
    paymentType: 'COD',
    packageValue: 0,
    deliveryLocationType: '',
    deliverAccountName: '23768',
    deliverEmail: '',
    deliverPhoneNumber: '',
    deliverApartment: 'supreme business park',
    deliverStreetName: 'Powai',
    deliverCity: 'Mumbai',
    deliverState: 'Maharashtra',
    deliverCountry: 'INDIA',
    deliverPinCode: '400078',
    shipmentCrateMappings: [
      { crateCd: 'CRATE001', crateType: 'CRATE001', crateAmount: 100.3, noOfUnits: 3, shipmentlineitems: [item] },
    ],
  });
  const trip = await setOut({ orders: [order], medium: medium('Suresh', '8447608650') });
  await cast.act(trip, {
    kind: 'deliver_partially',
    handedOver: [{ code: 'CRATE001', unloadedUnits: 0, items: new Map([['CODE001', 1]]) }],
    why: { reasonCode: 'PDL001', reason: 'Product damaged in transit' },
    handover: { ...nothing, ...comment, recipientName: 'Pratik', amountCollected: 53_255, paymentMethod: 'CASH' },
  });
  await ears.assertTold('webhook-partially-delivered', 'WH9');
});

it('tells Not Delivered as the document does [WH10]', async (t) => {
  const ears = await listening(t, 'NOT_DELIVERED');
  const place = { deliverBranch: 'MUMBAI (VISIONCARE-DW)', deliveryLocationType: '', deliverAccountName: 'Rahul' };
  const order = await cast.order('delivery', { orderNo: 'Order001', ...place });
  const trip = await setOut({ orders: [order], medium: medium('Suresh', '1234567876') });
  const why = { reasonCode: 'NDL001', reason: 'No customer at delivery location' };
  await cast.act(trip, { kind: 'fail', why, feedback: comment });
  await ears.assertTold('webhook-not-delivered', 'WH10');
});

it('tells Pickedup as the document does [WH11]', async (t) => {
  const ears = await listening(t, 'PICKEDUP');
  const order = await cast.order('pickup-and-delivery', { orderNo: 'Order001' });
  const trip = await setOut({ orders: [order], medium: medium('TestDB', '1234565435') });
  await cast.act(trip, { kind: 'pick_up', feedback: comment });
  await ears.assertTold('webhook-pickedup', 'WH11');
});

it('tells Not Pickedup as the document does [WH12]', async (t) => {
  const ears = await listening(t, 'NOT_PICKEDUP');
  const order = await cast.order('pickup', { orderNo: 'Order001', pickupAccountName: 'Customer name' });
  const trip = await setOut({ orders: [order], medium: medium('TestDM', '1234567890') });
  const why = { reasonCode: null, reason: 'Product damaged in transit' };
  await cast.act(trip, { kind: 'fail', why, feedback: comment });
  await ears.assertTold('webhook-not-pickedup', 'WH12');
});

const two = async () => [
  await cast.order('delivery', { orderNo: 'Order001' }),
  await cast.order('delivery', { orderNo: 'Order002' }),
];

it('tells Start Trip as the document does [WH15]', async (t) => {
  const ears = await listening(t, 'START_TRIP');
  const crew = { medium: medium('TestDM', '1234567546', 'MH084819'), driverName: 'Rahul' };
  await setOut({ orders: await two(), name: 'TRIP-84', ...crew });
  await ears.assertTold('webhook-start-trip', 'WH15');
});

it('tells Stop Trip as the document does [WH16]', async (t) => {
  const ears = await listening(t, 'STOP_TRIP');
  const trip = await setOut({ orders: await two(), name: 'TRIP-95', medium: medium('Rajesh', '1', 'MH014841') });
  const end = { tripReferenceId: toReference(trip.id), notDispatchedOrders: [], deliveredOrders: [] };
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/stop', [end])).status, 200);
  await ears.assertTold('webhook-stop-trip', 'WH16');
});
