/** Create Return Order: where the goods of a last mile go when they come back. */
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

it('sends the return of a delivery to its return branch', async () => {
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
});
