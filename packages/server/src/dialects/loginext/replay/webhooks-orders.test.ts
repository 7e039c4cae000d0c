/** What a partner is told of orders, over HTTP and in three formats: the document's samples of webhooks 1 to 6. */
import { after, before, it } from 'node:test';
import { castOf } from '../../../../test/loginext-cast.ts';
import { listenFor } from '../../../../test/loginext-ears.ts';
import { openLogiNextHouse, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { startSending, type Sending } from '../../../../test/webhook-house.ts';

let house: LogiNextHouse;
let sending: Sending;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  sending = startSending(house);
});
after(async () => {
  await sending.stop();
  await house.close();
});

it('tells Create Order as the document does [WH1]', async (t) => {
  const partner = await house.client();
  const ears = await listenFor(t, house, partner, 'CREATE_ORDER');
  await castOf(house, partner).order('pickup', { orderNo: 'TestOrder' });
  await ears.assertTold('webhook-create-order', 'WH1');
});

it('tells Update Order as the document does, when the order is put on a trip [WH2]', async (t) => {
  const partner = await house.client();
  const cast = castOf(house, partner);
  const ears = await listenFor(t, house, partner, 'UPDATE_ORDER');
  const order = await cast.order('pickup', {
    orderNo: 'P_Aetos1',
    pickupAccountName: 'Client Node Name',
    pickupAccountCode: 'Client Node Code',
    pickupBranch: 'Destinatioln Address',
    shipmentCrateMappings: [],
  });
  const medium = { deliveryMediumMasterName: 'kumari2', phoneNumber: '6590110114', vehicleNumber: 'MH04DY69' };
  await cast.trip({ orders: [order], medium });
  await ears.assertTold('webhook-update-order', 'WH2');
});

const sandeep = { deliveryMediumMasterName: 'Sandeep', phoneNumber: '1234567890' };

it('tells Accept Order as the document does [WH3]', async (t) => {
  const partner = await house.client();
  const cast = castOf(house, partner);
  const ears = await listenFor(t, house, partner, 'ACCEPT_ORDER');
  const order = await cast.order('delivery', { orderNo: 'TestOrder' });
  await cast.act(await cast.trip({ orders: [order], name: 'TestTrip', medium: sandeep }), { kind: 'accept' });
  await ears.assertTold('webhook-accept-order', 'WH3');
});

it('tells Reject Order as the document does [WH4]', async (t) => {
  const partner = await house.client();
  const cast = castOf(house, partner);
  const ears = await listenFor(t, house, partner, 'REJECT_ORDER');
  const order = await cast.order('delivery', { orderNo: 'TestOrder' });
  const trip = await cast.trip({ orders: [order], name: 'TestTrip', medium: sandeep });
  await cast.act(trip, { kind: 'reject', reason: 'Cannot reach on ETA' });
  await ears.assertTold('webhook-reject-order', 'WH4');
});

it('tells Cancel Order as the document does [WH5]', async (t) => {
  const partner = await house.client({}, 'tenant', 'Last Mile Demo User');
  const cast = castOf(house, partner);
  const ears = await listenFor(t, house, partner, 'CANCEL_ORDER');
  const customer = { deliverAccountName: 'Name', deliverAccountCode: 'TestCId' };
  const order = await cast.order('delivery', { orderNo: 'Order001', cancellationAllowedFl: 'Y', ...customer });
  const medium = { deliveryMediumMasterName: 'Abhi.P', phoneNumber: '9922904337' };
  await cast.trip({ orders: [order], name: 'TRIP-809', medium });
  const why = { reasonCd: 'Customer Unavailable Cd', otherReason: 'Customer Unavailable' };
  const request = { newStatus: 'CANCELLED', orderDetails: [{ orderReferenceId: order, ...why }] };
  await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', request);
  await ears.assertTold('webhook-cancel-order', 'WH5');
});

it('tells Load Items as the document does [WH6]', async (t) => {
  const partner = await house.client();
  const cast = castOf(house, partner);
  const ears = await listenFor(t, house, partner, 'LOAD_ITEMS');
  const item = { itemCd: 'CODE001', itemName: 'ITEM1', itemPrice: 100, itemQuantity: 1 };
  const crate = { crateCd: 'CRATE001', crateType: 'CRATE001', crateAmount: 100.3, noOfUnits: 10, shipmentlineitems: [item] }; // prettier-ignore
  const other = { ...crate, crateCd: 'CRATE002' };
  const order = await cast.order('pickup', { orderNo: 'TestOrderNo', shipmentCrateMappings: [crate, other] });
  const trip = await cast.trip({ orders: [order] });
  await cast.act(trip, { kind: 'load', loading: new Map([['CRATE001', 3]]) });
  await ears.assertTold('webhook-load-items', 'WH6');
});
