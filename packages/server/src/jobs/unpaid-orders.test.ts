/** The loop that ends unpaid orders, in two processes at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openShippingHouse, type ShippingHouse } from '../../test/shipping-house.ts';
import { until } from '../../test/webhook-house.ts';
import { createUnpaidOrders } from './unpaid-orders.ts';

let house: ShippingHouse;
before(async () => {
  house = await openShippingHouse();
  await house.addCarrier();
});
after(() => house.close());

test('two of them end more than a round holds, each order once', async () => {
  const orders = [await house.placed(), await house.placed(), await house.placed(), await house.placed(), await house.placed()]; // prettier-ignore
  house.deps.clock.move(48 * 3_600_000);
  const loops = [1, 2].map(() => createUnpaidOrders(house.deps, { idleMs: 20, batch: 2 }));
  for (const loop of loops) loop.start();
  try {
    const statuses = async () => (await Promise.all(orders.map(house.read))).map(({ status }) => status);
    await until(async () => (await statuses()).every((status) => status === 'expired'));
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()));
  }
  for (const order of orders) assert.deepEqual(await house.events(order), ['created', 'status_changed expired']);
});
