/** GET delivery changes: nothing is lost, and what has arrived does not come again. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { draft } from '../../../test/draft-delivery.ts';
import { openMDeliveryHouse, sampleOrder, type Asker, type MDeliveryHouse, type Seller } from '../../../test/mdelivery-house.ts'; // prettier-ignore
import { advanceDelivery } from '../../use-cases/delivery/advance-delivery.ts';
import { cancelDelivery } from '../../use-cases/delivery/cancel-delivery.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { noteChange } from '../../use-cases/public-order/note-change.ts';
import { attachPublicOrder } from '../../use-cases/public-order/public-orders.ts';
import { transact } from '../../use-cases/transact.ts';

let house: MDeliveryHouse;
before(async () => {
  house = await openMDeliveryHouse();
});
after(() => house.close());

type Change = { readonly serviceID: string; readonly orderID: string; readonly status: string };

async function take(asker: Asker): Promise<string[]> {
  const { status, text } = await asker.ask('GET', '/1/delivery/changes');
  assert.equal(status, 200, text);
  return (JSON.parse(text) as Change[]).map(({ orderID, status: word }) => `${orderID} ${word}`);
}
const cursorOf = async ({ credentialId }: Asker) =>
  (await house.rows(`select acknowledged, sent, handed_over from changes_cursor where credential_id = '${credentialId}'`))[0]; // prettier-ignore

/** An order that is paid, and what makes it ready. */
async function order(seller: Seller, orderId: string) {
  const { deliveryId } = await seller.place('paid', { orderId });
  const advance = async (verb: Parameters<typeof advanceDelivery>[3]) => {
    await advanceDelivery(house.deps, seller.caller, deliveryId, verb);
    await house.followUp();
  };
  return { deliveryId, advance };
}
async function readerOf(seller: Seller): Promise<Asker> {
  const reader = await seller.newAsker('other');
  await house.rows(`insert into public_service_grant (account_id, credential_id, service_id) values ('${seller.caller.accountId}', '${reader.credentialId}', '${seller.serviceId}')`); // prettier-ignore
  return reader;
}

test('each change comes once, oldest first, and one that was made is none', async () => {
  const seller = await house.seller();
  const [first, second] = [await order(seller, 'a'), await order(seller, 'b')];
  await house.followUp();
  assert.deepEqual(await take(seller.asker), []);
  await second.advance('begin_processing');
  await first.advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['b Processing', 'a Ready']);
  assert.deepEqual(await take(seller.asker), []);
  await second.advance('make_ready');
  await cancelDelivery(house.deps, seller.caller, first.deliveryId, { reasonCode: null, reason: 'Sold out.' });
  await house.followUp();
  assert.deepEqual(await take(seller.asker), ['b Ready', 'a Cancelled']);
  const { text } = await seller.asker.ask('GET', '/1/orders/a/delivery/details');
  assert.equal((JSON.parse(text) as { message: string }).message, 'Sold out.');
});

test('an order that changed twice is told with the status that it has now', async () => {
  const seller = await house.seller();
  const { advance } = await order(seller, 'a');
  await advance('begin_processing');
  await advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  assert.deepEqual(await take(seller.asker), []);
});

test('a delivery that becomes an order on its way is told once with where it stands', async () => {
  const { deps } = house;
  const { tenant, caller, asker } = await house.seller();
  const goods = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'LATE', legs: 'both' }));
  await attachPublicOrder(deps, caller, goods.id, sampleOrder({ orderId: 'late' }));
  await house.followUp();
  assert.deepEqual(await take(asker), ['late Ready']);
  await cancelDelivery(deps, caller, goods.id, { reasonCode: null, reason: null });
  await house.followUp();
  assert.deepEqual(await take(asker), ['late Cancelled']);
});

test('a step that has another name here and the same there is no change', async () => {
  const seller = await house.seller();
  const { deliveryId, advance } = await order(seller, 'a');
  await advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  // follows an event once more, as after a fault
  await transact(house.deps, seller.caller, (tx) => noteChange(tx, seller.caller.accountId, deliveryId, null, house.deps.now())); // prettier-ignore
  assert.deepEqual(await take(seller.asker), []);
});

test('P4: an answer that did not leave whole comes again', async () => {
  const seller = await house.seller();
  const { advance } = await order(seller, 'a');
  await advance('make_ready');
  const { hostname, port } = new URL(house.origin);
  // the answer is ready when nobody is there to take it
  const release = await holdService(seller.serviceId);
  const socket = connect(Number(port), hostname);
  const path = '/mdelivery/auth/api/v1/delivery/services/1/delivery/changes';
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${seller.asker.token}\r\n\r\n`);
  await until(async () => (await cursorOf(seller.asker)) === undefined && (await waiting()));
  socket.destroy();
  await sleep(100);
  await release();
  await until(async () => (await cursorOf(seller.asker))?.['sent'] === 1);
  await sleep(100);
  assert.equal((await cursorOf(seller.asker))?.['handed_over'], false);
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  assert.deepEqual(await take(seller.asker), []);
});

test('P4: a change that nobody fetched again within ten minutes comes again', async () => {
  const seller = await house.seller();
  const { advance } = await order(seller, 'a');
  await advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  house.deps.clock.move(10 * 60_000 + 1);
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  house.deps.clock.move(10 * 60_000);
  assert.deepEqual(await take(seller.asker), []);
  // what has been acknowledged stays so
  house.deps.clock.move(3_600_000);
  assert.deepEqual(await take(seller.asker), []);
});

test('what came between two calls waits for the next one', async () => {
  const seller = await house.seller();
  const [first, second] = [await order(seller, 'a'), await order(seller, 'b')];
  await first.advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['a Ready']);
  await second.advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['b Ready']);
  assert.deepEqual(await take(seller.asker), []);
});

test('two callers have a place each, and who reported a status is not told it', async () => {
  const seller = await house.seller();
  const reader = await readerOf(seller);
  const { advance } = await order(seller, 'a');
  const put = { status: 'Ready', carrierName: 'M', trackingID: 'T' };
  assert.equal((await seller.asker.ask('PUT', '/1/orders/a/delivery/status', put)).status, 204);
  await house.followUp();
  assert.deepEqual(await take(seller.asker), []);
  assert.deepEqual(await take(reader), ['a Ready']);
  await seller.asker.ask('PUT', '/1/orders/a/delivery/status', { ...put, status: 'AwaitingPickup' });
  assert.deepEqual(await take(reader), ['a AwaitingPickup']);
  await advance('expire');
  assert.deepEqual(await take(seller.asker), ['a Expired']);
  assert.deepEqual(await take(reader), ['a Expired']);
});

test('a service shows its own orders alone', async () => {
  const [seller, other] = [await house.seller(), await house.seller()];
  await (await order(seller, 'a')).advance('make_ready');
  assert.deepEqual(await take(other.asker), []);
  assert.deepEqual(await take(seller.asker), ['a Ready']);
});

test('numbers go on behind what was read, though old changes are thrown away', async () => {
  const seller = await house.seller();
  const { advance } = await order(seller, 'a');
  await advance('begin_processing');
  assert.deepEqual(await take(seller.asker), ['a Processing']);
  assert.deepEqual(await take(seller.asker), []);
  await house.rows(`delete from public_change where account_id = '${seller.caller.accountId}'`);
  await advance('make_ready');
  assert.deepEqual(await take(seller.asker), ['a Ready']);
});

test('P4: of 1,000 orders that eight writers change, each comes, in pages, while somebody reads', async () => {
  const seller = await house.seller();
  const { accountId } = seller.caller;
  const { deliveryId, serviceId } = await seller.place('paid', { orderId: 'seed' });
  await house.rows(`
    with made as (
      insert into delivery select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'order_number', 'N-' || n, 'state', 'ready'))).*
      from delivery d, generate_series(1, 1000) n where d.id = '${deliveryId}' returning id, order_number)
    insert into public_order (account_id, delivery_id, service_id, order_id, is_paid, receiver, submitted_at, accepted_until, ready_at, products)
    select o.account_id, m.id, o.service_id, m.order_number, false, o.receiver, o.submitted_at, o.accepted_until, o.ready_at, o.products
    from public_order o, made m where o.delivery_id = '${deliveryId}'`); // prettier-ignore
  const made = await house.rows(`select delivery_id as id from public_order where service_id = '${serviceId}' and order_id like 'N-%'`); // prettier-ignore
  const ids = made.map(({ id }) => String(id));
  const seen: string[] = [];
  const written = new AbortController();
  const writers = Array.from({ length: 8 }, async () => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const next = id;
      await transact(house.deps, seller.caller, (tx) => noteChange(tx, accountId, next, null, house.deps.now()));
    }
  });
  const reader = (async () => {
    while (!written.signal.aborted) seen.push(...(await take(seller.asker)));
    for (let more = await take(seller.asker); more.length > 0; more = await take(seller.asker)) seen.push(...more);
  })();
  await Promise.all(writers);
  written.abort();
  await reader;
  assert.equal(seen.length, 1000);
  assert.equal(new Set(seen).size, 1000);
});

/** Whoever reads the changes of a service waits. @returns what lets them go on */
async function holdService(serviceId: string): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let begun = (): void => undefined;
  const locked = new Promise<void>((resolve) => (begun = resolve));
  const done = house.database.db.transaction().execute(async (tx) => {
    await sql`select 1 from public_service where id = ${serviceId} for update`.execute(tx);
    begun();
    await held;
  });
  await locked;
  return async () => {
    letGo();
    await done;
  };
}

const waiting = async () =>
  (await house.rows(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).length > 0; // prettier-ignore

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await sleep(25);
  }
  assert.fail('It did not come to that.');
}
