/** Countries and states of orders over HTTP: refused by name, kept and told again as they were sent. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

const [both = {}] = fixture('loginext', 'create-pickup-and-delivery-order.request') as Record<string, unknown>[];
let number = 0;
const withNumber = (changes: Record<string, unknown>) => ({ ...both, ...changes, orderNo: `Code-${(number += 1)}` });
const create = (order: object) => partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
const refused = (faults: readonly (readonly [key: string, message: string])[]) => ({
  status: 400,
  message: faults[0]?.[1],
  referenceId: null,
  data: null,
  error: { '0': faults.map(([key, message]) => ({ key, message: [message] })) },
  hasError: true,
});

it('names each country that no table knows, and each state that its country does not have', async () => {
  const order = withNumber({
    pickupCountry: 'Atlantis',
    deliverState: 'Bavaria',
    returnCountry: ' ',
    returnState: 'X',
  });
  const { status, body } = await create(order);
  assert.equal(status, 400);
  assert.deepEqual(
    body,
    refused([
      ['pickupCountry', 'Pickup country is invalid'],
      ['deliverState', 'Deliver state is invalid'],
      ['returnCountry', 'Return country is invalid'],
    ]),
  );
  const found = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?order_no=${order.orderNo}`);
  assert.deepEqual((found.body as { data: unknown[] }).data, []);
});

it('judges an update by what it names, and leaves a state without its country alone', async () => {
  const { body } = await create(withNumber({}));
  const [referenceId] = (body as { referenceId: string[] }).referenceId;
  const update = (changes: object) =>
    partner.call('POST', '/ShipmentApp/mile/v1/update', [{ referenceId, ...changes }]);
  const answer = await update({ deliverCountry: 'Nowhere' });
  assert.deepEqual(answer.body, refused([['deliverCountry', 'Deliver country is invalid']]));
  const state = await update({ pickupCountry: 'in', pickupState: 'Bavaria' });
  assert.deepEqual(state.body, refused([['pickupState', 'Pickup state is invalid']]));
  assert.equal((await update({ deliverState: 'Bavaria' })).status, 200);
  assert.equal((await update({ deliverCountry: 'DEU', deliverState: 'Bavaria' })).status, 200);
});

it('keeps and tells the words as they were sent, not what they mean', async () => {
  const order = withNumber({
    deliverCountry: ' AFG',
    deliverState: 'Tiranë',
    pickupCountry: 'ETHÃÆâ',
    pickupState: 'any',
  });
  const { status, body } = await create(order);
  assert.equal(status, 200, JSON.stringify(body));
  const kept = await house.database.db
    .selectFrom('delivery')
    .select(['pickup', 'dropoff'])
    .where('order_number', '=', order.orderNo)
    .executeTakeFirstOrThrow();
  const words = [kept.pickup, kept.dropoff].map((place) => {
    const { country, state } = (place as { address: Record<string, unknown> }).address;
    return { country, state };
  });
  assert.deepEqual(words, [
    { country: 'ETHÃÆâ', state: 'any' },
    { country: ' AFG', state: 'Tiranë' },
  ]);
});
