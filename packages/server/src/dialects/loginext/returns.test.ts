/** Create Return Order: where the goods of a last mile go when they come back. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
});
after(() => house.close());

it('sends the return of a delivery to its return branch, at no hour that is over [LX23]', async () => {
  const [sample] = fixture('loginext', 'create-delivery-order.request') as Record<string, unknown>[];
  const order = { ...sample, orderNo: 'BACK-1', returnBranch: 'RETURNS' };
  const made = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
  const [id] = (made.body as { referenceId: string[] }).referenceId;
  const request = (fixture('loginext', 'create-return-order.request') as string[]).map(() => id);
  const answer = await partner.call('POST', '/ShipmentApp/mile/v1/create/return', request);
  const [back] = (answer.body as { referenceId: string[] }).referenceId;
  const found = await partner.call('GET', '/ShipmentApp/mile/v1/shipment?order_no=BACK-1');
  const orders = (found.body as { data: Record<string, unknown>[] }).data;
  const reverse = orders.find(({ referenceId }) => referenceId === back);
  assert.deepEqual([reverse?.['shipmentOrderTypeCd'], reverse?.['destination']], ['PICKUP', 'RETURNS']);
  assert.deepEqual(
    [reverse?.['startTimeWindow'], reverse?.['endTimeWindow'], reverse?.['isDelayed']],
    [null, null, false],
  );
  const expected = fixture('loginext', 'create-return-order.response') as object;
  assert.equal(JSON.stringify(answer.body), JSON.stringify({ ...expected, referenceId: [back] }));
  assert.equal(answer.status, 201);
});

it('keeps the window of a return that is still ahead [LX23]', async () => {
  const [sample] = fixture('loginext', 'create-delivery-order.request') as Record<string, unknown>[];
  const [deliverStartTimeWindow, deliverEndTimeWindow] = ['2116-07-16T10:31:00.000Z', '2116-07-18T10:31:00.000Z'];
  const order = { ...sample, orderNo: 'BACK-2', deliverStartTimeWindow, deliverEndTimeWindow };
  const made = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
  const { referenceId } = made.body as { referenceId: string[] };
  assert.equal((await partner.call('POST', '/ShipmentApp/mile/v1/create/return', referenceId)).status, 201);
  const found = await partner.call('GET', '/ShipmentApp/mile/v1/shipment?order_no=BACK-2');
  const { data } = found.body as { data: Record<string, unknown>[] };
  const reverse = data.find(({ orderState }) => orderState === 'REVERSE');
  assert.equal(reverse?.['endTimeWindow'], Date.parse(deliverEndTimeWindow));
});
