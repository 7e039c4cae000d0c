/** Replays LogiNext's samples of Mile's orders. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { castOf, type Cast, type Fields } from '../../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { assertAnswer, withIds } from '../../../../test/replay.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
  cast = castOf(house, partner);
});
after(() => house.close());

const create = (sample: string) => partner.call('POST', '/ShipmentApp/mile/v1/create', fixture('loginext', sample));
const statusOf = async (...references: string[]) => {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/status', references);
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};
const find = async (orderNo: string) => {
  const { body } = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?order_no=${orderNo}`);
  return (body as { data: Fields[] }).data;
};

it('answers Create Order (Delivery) as the document does [LX20]', async () => {
  assertAnswer(await create('create-delivery-order.request'), 'create-order.response', 'LX20');
});

it('answers Create Order (Pickup) as the document does [LX21]', async () => {
  assertAnswer(await create('create-pickup-order.request'), 'create-order.response', 'LX21');
});

it('answers Create Order (Pickup & Delivery) as the document does [LX22]', async () => {
  assertAnswer(await create('create-pickup-and-delivery-order.request'), 'create-order.response', 'LX22');
});

it('answers Create Return Order as the document does: a new order in the other direction [LX23]', async () => {
  const id = await cast.order('pickup-and-delivery');
  const request = withIds(fixture('loginext', 'create-return-order.request'), {
    '863fe69239bc4f738ca275a809c3b2e2': id,
  });
  const answered = await partner.call('POST', '/ShipmentApp/mile/v1/create/return', request);
  assertAnswer(answered, 'create-return-order.response', 'LX23');
  const [back = ''] = (answered.body as { referenceId: string[] }).referenceId;
  const states = await partner.call('POST', '/ShipmentApp/mile/v1/status', [id, back]);
  assert.deepEqual((states.body as { data: unknown[] }).data, [
    { state: 'FORWARD', status: 'NOTDISPATCHED', referenceId: id },
    { state: 'REVERSE', status: 'NOTDISPATCHED', referenceId: back },
  ]);
  const again = await partner.call('POST', '/ShipmentApp/mile/v1/create/return', request);
  assert.deepEqual((again.body as { referenceId: string[] }).referenceId, [back], 'an order has one return');
});

it('answers Update Order as the document does, and shows what it says [LX25]', async () => {
  const id = await cast.order('pickup-and-delivery', { orderNo: 'BEFORE' });
  const request = withIds(fixture('loginext', 'update-order.request') as [Fields], {
    '04c1c0c283a34769a5baca01c987b51a': id,
    DummyOrderNo13: 'AFTER',
  });
  const answered = await partner.call('POST', '/ShipmentApp/mile/v1/update', request);
  assertAnswer(answered, 'update-order.response', 'LX25');
  assert.deepEqual(await find('BEFORE'), []);
  const [order] = await find('AFTER');
  assert.deepEqual(
    [order?.['referenceId'], order?.['deliveryNotes']],
    [id, 'Delivered'],
    'what it does not name stays',
  );
});

it('answers Update Order Status as the document does, each order with its reason [LX26]', async () => {
  const [first, second, third] = await Promise.all(
    ['A', 'B', 'C'].map((orderNo) => cast.order('delivery', { orderNo, cancellationAllowedFl: 'Y' })),
  );
  const request = withIds(fixture('loginext', 'update-order-status.request'), {
    '6186d5fc6e324c42abb5ea1a32e05f66': first ?? '',
    '6186d7r5te324c42abb5ea1a32x45f66': second ?? '',
    '6156ty46e324c42abb5ea1a32y45f66': third ?? '',
  });
  const answered = await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', request);
  assertAnswer(answered, 'update-order-status.response', 'LX26');
  const orders = [...(await find('A')), ...(await find('B')), ...(await find('C'))];
  assert.deepEqual(orders.map(({ status, reason }) => [status, reason]), [
    ['CANCELLED', 'DBUNAVAILABLE'],
    ['CANCELLED', 'DBUNAVAILABLE'],
    ['CANCELLED', 'Technical Issues'],
  ]); // prettier-ignore
});

it('answers Update Crates as the document does: named crates are added, others stay [LX27]', async () => {
  const id = await cast.order('delivery', { orderNo: 'CRATES' });
  const request = withIds(fixture('loginext', 'update-crates.request'), { ae9a2eed3fc54784905345f9c71b9e5f: id });
  const answered = await partner.call('POST', '/ShipmentApp/mile/v1/updateCrates', request);
  assertAnswer(answered, 'update-crates.response', 'LX27');
  const [order] = await find('CRATES');
  const crates = order?.['shipmentCrateMappings'] as { crateCd: string; shipmentlineitems: unknown[] }[];
  assert.deepEqual(crates.map(({ crateCd, shipmentlineitems }) => [crateCd, shipmentlineitems.length]), [
    ['CRATE001', 2],
    ['00009595951000000492', 1],
    ['00009595951000000490', 2],
  ]); // prettier-ignore
});

it('answers Cancel Order as the document does [LX28]', async () => {
  const id = await cast.order('delivery', { cancellationAllowedFl: 'Y' });
  const request = withIds(fixture('loginext', 'cancel-order.request'), { e0eaebdd84ac4c40af72d827ab610090: id });
  const answered = await partner.call('PUT', '/ShipmentApp/mile/v1/cancel', request);
  assertAnswer(answered, 'cancel-order.response', 'LX28');
  assert.deepEqual(await statusOf(id), ['CANCELLED']);
});

it('answers Get Status of Order as the document does [LX29]', async () => {
  const id = await cast.order('delivery');
  const request = withIds(fixture('loginext', 'order-status.request'), { c8714df4347911e6829f000d3aa04450: id });
  const answered = await partner.call('POST', '/ShipmentApp/mile/v1/status', request);
  assertAnswer(answered, 'order-status.response', 'LX29');
  assert.equal((answered.body as { data: Fields[] }).data[0]?.['referenceId'], id);
});
