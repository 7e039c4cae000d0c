/** What the sandbox holds of MDelivery, on both sides: made once, and never made twice. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { mount, openMDeliveryHouse, type MDeliveryHouse } from '../../../test/mdelivery-house.ts';
import { destination } from '../../../test/shipping-house.ts';
import { advanceDelivery } from '../delivery/advance-delivery.ts';
import { fetchDetails } from '../provider/fetch-details.ts';
import { findService } from '../provider/find-service.ts';
import { readChanges } from '../provider/read-changes.ts';
import { quote } from '../shipping-order/quote.ts';
import { sandboxDelivery } from './sandbox-delivery.ts';
import { seedMDelivery } from './seed-mdelivery.ts';
import { sandboxId, seedSandbox } from './seed-sandbox.ts';

let house: MDeliveryHouse;
before(async () => {
  house = await openMDeliveryHouse({ ownOrigin: () => house.origin });
  await seedSandbox(house.deps);
});
after(() => house.close());

const seed = () => seedMDelivery(house.deps);
const tables = ['credential', 'public_service', 'public_service_grant', 'public_order', 'delivery', 'event', 'provider', 'provider_service', 'pickup_point', 'carrier']; // prettier-ignore
const counts = async () => {
  const query = tables.map((table) => `(select count(*)::integer from ${table} where account_id = '${sandboxId}') as ${table}`); // prettier-ignore
  const [row] = await house.rows(`select ${query.join()}`);
  return row as Record<string, number>;
};

it('gives a sandbox of an earlier release what it lacks, once, though two processes start', async () => {
  const bare = await counts();
  await Promise.all([seed(), seed(), seed()]);
  const seeded = await counts();
  // one bearer for whoever tries it, one of our own hub's
  const twice = ['credential', 'public_service_grant'];
  for (const table of tables)
    assert.equal((seeded[table] ?? 0) - (bare[table] ?? 0), twice.includes(table) ? 2 : 1, table);
  await seed();
  assert.deepEqual(await counts(), seeded);
});

it('answers for the sample’s order to whoever has the bearer that is told', async () => {
  await seed();
  const url = `${house.origin}${mount}/1/orders/${sandboxDelivery.order}/delivery/details`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${sandboxDelivery.token}` } });
  assert.equal(answer.status, 200);
  const { deliveryAcceptedUntil, orderSubmittedAt, estimatedReadyAt, ...order } = (await answer.json()) as Record<string, string>; // prettier-ignore
  assert.deepEqual(order, {
    id: 'o7741072598796449999',
    isPaid: false,
    status: 'Unknown',
    receiver: {
      type: 'Person',
      id: '2000000000000',
      name: 'Popescu',
      firstName: 'Ion',
      email: 'ion.popescu@example.com',
      phone: '+37360000000',
    },
    pickupPointCode: 'MAIN',
    products: [
      {
        description: 'Duplicat al unui act de stare civilă',
        price: 50,
        quantity: 1,
        length: 20,
        width: 15,
        height: 5,
        weight: 0.25,
      },
    ],
  });
  const daysAhead = (time = '') => Math.round((Date.parse(time) - house.deps.now().getTime()) / 86_400_000);
  assert.deepEqual([orderSubmittedAt, estimatedReadyAt, deliveryAcceptedUntil].map(daysAhead), [0, 2, 3653]);
});

it('tells whoever tries it of changes that its own hub has heard of already', async () => {
  await seed();
  const of = await findService(house.deps, sandboxDelivery.service);
  const url = `${house.origin}${mount}/1`;
  const headers = { authorization: `Bearer ${sandboxDelivery.token}` };
  const [order] = await house.rows(`select delivery_id from public_order where account_id = '${sandboxId}'`);
  const caller = { accountId: sandboxId, actor: 'test', credentialId: null };
  await advanceDelivery(house.deps, caller, String(order?.['delivery_id']), 'make_ready');
  await house.followUp();
  const change = { orderId: sandboxDelivery.order, status: 'Ready' };
  for (let asked = 0; asked < 2; asked += 1) {
    const heard = await readChanges(house.deps, of);
    assert.deepEqual(heard, asked === 0 ? [change] : []);
  }
  const answer = await fetch(`${url}/delivery/changes`, { headers });
  assert.deepEqual(await answer.json(), [{ serviceID: '1', orderID: change.orderId, status: 'Ready' }]);
});

it('has itself registered as a provider, whose order our own fleet would bring', async () => {
  await seed();
  const of = await findService(house.deps, sandboxDelivery.service);
  const details = await fetchDetails(house.deps, of, sandboxDelivery.order);
  const offers = await quote(house.deps, of, details, destination);
  // 30 lei, 5 for the kilogram that has begun, 2 for each of four kilometres
  assert.deepEqual(offers.map(({ carrierName, offer }) => [carrierName, offer.price]), [['Waybill Fleet', { amount: 4300, currency: 'MDL' }]]); // prettier-ignore
});

it('makes the order that is missing, and does not bring back what was revoked', async () => {
  await seed();
  await house.rows(`delete from public_order where account_id = '${sandboxId}'`);
  await house.rows(`delete from event where account_id = '${sandboxId}'`);
  await house.rows(`delete from delivery where account_id = '${sandboxId}'`);
  await house.rows(`update credential set revoked_at = now() where dialect = 'mdelivery'`);
  const before = await counts();
  await seed();
  assert.deepEqual(await counts(), { ...before, public_order: 1, delivery: 1, event: 1 });
});
