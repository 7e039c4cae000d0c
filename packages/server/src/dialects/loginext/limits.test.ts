/** Values that cannot be kept are refused field by field, and cost the other elements of their list nothing. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;

before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

type Element = Record<string, unknown>;
const sampleOf = (name: string) => (fixture('loginext', name) as Element[])[0] ?? {};
const order = sampleOf('create-delivery-order.request');
const medium = sampleOf('create-delivery-medium.request');

const orders: Record<string, readonly [value: unknown, message: string]> = {
  numberOfItems: [3_000_000_000, 'Number of items is invalid'],
  deliverServiceTime: ['1441', 'Deliver service time is invalid'],
  deliverStartTimeWindow: ['0000-01-01T00:00:00Z', 'Deliver start-time window is invalid'],
  deliverEndTimeWindow: ['9999-12-31T23:59:59Z', 'Deliver end-time window is invalid'],
};

for (const [key, [value, message]] of Object.entries(orders)) {
  it(`refuses an order whose ${key} is ${String(value)}, and takes the one before it`, async () => {
    const list = [{ ...order, orderNo: `good-${key}` }, { ...order, orderNo: `bad-${key}`, [key]: value }]; // prettier-ignore
    const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', list);
    const { referenceId, error } = body as { referenceId: unknown[]; error: unknown };
    assert.equal(status, 200, JSON.stringify(body));
    assert.match(String(referenceId[0]), /^[0-9a-f]{32}$/);
    assert.equal(referenceId[1], null);
    assert.deepEqual(error, { '1': [{ key, message: [message] }] });
  });
}

it('refuses a crate with more units or pieces than can be counted', async () => {
  const item = { itemCd: 'I', itemPrice: 1, itemQuantity: 2e9 + 0.5 };
  const crate = { crateCd: 'C', crateAmount: 1, crateType: 'x', noOfUnits: 1e10, shipmentlineitems: [item] };
  const list = [{ ...order, orderNo: 'crates', shipmentCrateMappings: [crate] }];
  const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', list);
  assert.equal(status, 400);
  assert.deepEqual((body as { error: unknown }).error, {
    '0': [
      { key: 'shipmentCrateMappings[0].noOfUnits', message: ['No of units is invalid'] },
      { key: 'shipmentCrateMappings[0].shipmentlineitems[0].itemQuantity', message: ['Item quantity is invalid'] },
    ],
  });
});

for (const key of ['capacityInUnits', 'capacityInVolume', 'capacityInWeight', 'maxDistance']) {
  it(`refuses a delivery medium whose ${key} cannot be counted, and takes the one before it`, async () => {
    const list = ['good', 'bad'].map((word) => ({
      ...medium,
      employeeId: `${word}-${key}`,
      userName: `${word}-${key}`,
    }));
    const { status, body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [
      list[0],
      { ...list[1], [key]: 9_007_199_254_740_991 },
    ]);
    const { data, error } = body as { data: unknown[]; error: Record<string, { key: string }[]> };
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(data.length, 2);
    assert.deepEqual(error['1']?.map((fault) => fault.key), [key]); // prettier-ignore
  });
}

it('takes the times of a shift as the optional fields that the document calls them', async () => {
  const one = { ...medium, employeeId: 'shifts', userName: 'shifts', shiftList: [{ shiftStartTime: '07:03pm' }, {}] };
  const { status, body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [one]);
  assert.equal(status, 201, JSON.stringify(body));
});
