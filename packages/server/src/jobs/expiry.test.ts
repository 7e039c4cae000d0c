/** Rounds of broadcasting end at their second: by the clock for whoever reads or accepts, and soon after in the books. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addCourier, type SeededCourier } from '../../test/add-courier.ts';
import { addOffer, jurong } from '../../test/add-task.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { makeTenant, type Tenant } from '../../test/tenant.ts';
import { statusAt } from '../dialects/gotsurge/status.ts';
import { newId } from '../lib/new-id.ts';
import { reviseOffers } from '../store/open-round.ts';
import { findTaskSnapshots } from '../store/task-snapshot.ts';
import { actAsCourier } from '../use-cases/courier/act.ts';
import { setOwnDuty } from '../use-cases/courier/duty.ts';
import { getDelivery } from '../use-cases/delivery/read-deliveries.ts';
import { readTimeline } from '../use-cases/event/read-timeline.ts';
import { expireDueOffers } from '../use-cases/offer/expire-due.ts';
import { listNearOffers } from '../use-cases/offer/list-near.ts';
import { createExpiry } from './expiry.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let courier: SeededCourier;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
  courier = await addCourier(deps, tenant, 'C', { marine: true });
});
after(() => database.close());

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(deps.now().getTime() + minutes * minute);
const stateOf = async (id: string) => (await getDelivery(deps, tenant.identity.caller, id)).state;
const eventsOf = async (id: string) =>
  (await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 100 })).map(({ type }) => type);

/** Where he is now; an old fix says nothing. */
const show = () =>
  setOwnDuty(deps, courier.identity, { onDuty: true, position: jurong, vehicleKind: null, emissionsType: null });

async function seen(id: string): Promise<boolean> {
  await show();
  return (await listNearOffers(deps, courier.identity, 100)).some(({ deliveryId }) => deliveryId === id);
}

async function accept(offerId: string) {
  const action = { id: newId(), at: deps.now(), position: jurong, fingerprint: Buffer.alloc(32) };
  const [result] = await actAsCourier(deps, courier.identity, [{ ...action, deed: { kind: 'accept', offerId } }]);
  return result ?? assert.fail('no result');
}

test('a round is open until the millisecond before its end, and over at it', async () => {
  const { id, offer } = await addOffer(deps, tenant, 'EXACT', { pickupUntil: inMinutes(60) });
  const end = offer.expiresAt ?? assert.fail('it does not end');
  assert.deepEqual(end, inMinutes(60));
  deps.clock.set(new Date(end.getTime() - 1));
  assert.equal(await expireDueOffers(deps, 100), 0);
  assert.equal(await seen(id), true);
  deps.clock.set(end);
  assert.equal(await seen(id), false, 'before anybody has written it down');
  const refused = await accept(offer.id);
  assert.deepEqual(
    [refused.outcome, refused.code, refused.message],
    ['refused', 'offer_taken', 'The offer has expired.'],
  );
  assert.equal(await expireDueOffers(deps, 100), 1);
  assert.equal(await stateOf(id), 'expired');
  assert.deepEqual(await eventsOf(id), ['delivery.created', 'delivery.offered', 'delivery.expired']);
});

test('a squad is asked until half an hour before the pickup ends', async () => {
  const { id, offer } = await addOffer(deps, tenant, 'SQUAD', { preference: 'squad', pickupUntil: inMinutes(60) });
  assert.deepEqual(offer.expiresAt, inMinutes(30));
  deps.clock.move(30 * minute);
  assert.equal(await expireDueOffers(deps, 100), 1);
  assert.equal(await stateOf(id), 'expired');
});

test('with all loops down for an hour, reads say expired from the second on, and the books have that second later', async () => {
  const { id, offer } = await addOffer(deps, tenant, 'LATE', { pickupUntil: inMinutes(10) });
  deps.clock.move(70 * minute);
  const task = async () =>
    (await findTaskSnapshots(deps.db.of(tenant.account.id), tenant.account.id, [id])).get(id) ?? assert.fail('no task');
  const { offerExpiresAt } = await task();
  assert.equal(statusAt(await stateOf(id), offerExpiresAt, deps.now()), 'expired');
  assert.equal(await seen(id), false);
  assert.equal((await accept(offer.id)).code, 'offer_taken');
  await expireDueOffers(deps, 100);
  assert.deepEqual((await task()).statuses.at(-1), { state: 'expired', at: offer.expiresAt, note: null });
});

test('a round that is given more time ends then, and not before', async () => {
  const { id, offer } = await addOffer(deps, tenant, 'MOVED', { pickupUntil: inMinutes(10) });
  await reviseOffers(deps.db.of(tenant.account.id), [{ ...offer, expiresAt: inMinutes(40) }]);
  deps.clock.move(39 * minute);
  assert.equal(await expireDueOffers(deps, 100), 0);
  assert.equal(await seen(id), true);
  deps.clock.move(minute);
  assert.equal(await expireDueOffers(deps, 100), 1);
  assert.equal(await stateOf(id), 'expired');
});

test('a boat is asked for until one comes, a year later too', async () => {
  const { id, offer } = await addOffer(deps, tenant, 'MARINE', { preference: 'marine', pickupUntil: inMinutes(10) });
  deps.clock.move(365 * 24 * 60 * minute);
  assert.equal(await expireDueOffers(deps, 100), 0);
  assert.equal(await seen(id), true);
  assert.equal((await accept(offer.id)).outcome, 'done');
});

test('R15: two loops at once end each round once, and one event tells of it', async () => {
  const tasks = [];
  for (let number = 0; number < 10; number += 1) {
    tasks.push(await addOffer(deps, tenant, `TWICE-${number}`, { pickupUntil: inMinutes(5) }));
  }
  deps.clock.move(5 * minute);
  await Promise.all([expireDueOffers(deps, 100), expireDueOffers(deps, 100)]);
  for (const { id } of tasks) {
    assert.deepEqual(await eventsOf(id), ['delivery.created', 'delivery.offered', 'delivery.expired']);
  }
  assert.equal(await expireDueOffers(deps, 100), 0);
});

test('the loop does it by itself', async () => {
  const { id } = await addOffer(deps, tenant, 'LOOP', { pickupUntil: inMinutes(5) });
  const loop = createExpiry(deps, { idleMs: 10 });
  loop.start();
  deps.clock.move(5 * minute);
  while ((await stateOf(id)) !== 'expired') await sleep(10);
  await loop.stop();
  assert.equal(loop.standsStill(), null);
});
