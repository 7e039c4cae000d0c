/** From Ready to the receipt: waybills made, followed and called off, on both kinds of carrier. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startCarrierServer, type CarrierServer } from '../../../test/carrier-server.ts';
import { openShippingHouse, type ShippingHouse } from '../../../test/shipping-house.ts';
import { makeTenant } from '../../../test/tenant.ts';
import type { CarrierRecord } from '../../domain/carrier/carrier.ts';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { toRecordedEvent } from '../../store/event-row.ts';
import type { DB } from '../../store/schema.ts';
import { writeBody } from '../../webhooks/write-body.ts';
import { advanceDelivery } from '../delivery/advance-delivery.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { reportOutcome, type ReportedOutcome } from '../delivery/report-outcome.ts';
import { followers } from '../follow/followers.ts';
import { cancelShippingOrder, reassignShippingOrder } from '../shipping-order/call-off.ts';
import { hearProvider, receive } from '../shipping-order/hear.ts';
import { transact } from '../transact.ts';
import { relayEvents } from '../webhook/relay-events.ts';
import { changeCarrier } from './carriers.ts';

const refused = (code: DomainErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

let house: ShippingHouse;
let server: CarrierServer;
let fleet: CarrierRecord;
let called: CarrierRecord;
before(async () => {
  house = await openShippingHouse();
  server = await startCarrierServer(house.deps.now);
  fleet = (await house.addCarrier()).carrier;
  const made = await house.addCarrier({ kind: 'http', name: 'Muvi', baseUrl: server.baseUrl, prices: null });
  server.trust(made.secret ?? '');
  called = made.carrier;
});
beforeEach(() => server.answerWith(null));
after(async () => {
  await server.close();
  await house.close();
});

const caller = () => house.tenant.identity.caller;
const say = (carrier: CarrierRecord, state: CarrierRecord['state']) =>
  changeCarrier(house.deps, caller(), { id: carrier.id, version: null, change: { state } });

/** Paid and ready, with the carrier of that kind. */
async function ready(kind: CarrierRecord['kind']) {
  const other = kind === 'fleet' ? called : fleet;
  await say(other, 'paused');
  const order = await house.paid();
  await say(other, 'active');
  await hearProvider(house.deps, caller(), house.of, order.orderId, 'Ready');
  return order;
}

/** On its carrier's list. */
async function taken(kind: CarrierRecord['kind']) {
  const order = await ready(kind);
  assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
  return house.read(order);
}

/** Relays what has happened and has the followers work on it, one event of a delivery after the other. */
async function follow(): Promise<void> {
  while ((await relayEvents(house.deps, writeBody)) > 0);
  const { rows } = await sql<{ follower: string; account_id: string; event_id: string }>`
    select * from follow_up order by aggregate_id, sequence`.execute(house.database.db);
  for (const { follower, account_id: accountId, event_id: id } of rows) {
    const one = followers.find(({ name }) => name === follower) ?? assert.fail(follower);
    const owner = { accountId, actor: 'waybill', credentialId: null };
    await transact(house.deps, owner, async (tx) => {
      await one.follow(house.deps, tx, owner, await eventOf(id));
      await sql`delete from follow_up where event_id = ${id} and follower = ${follower}`.execute(tx);
    });
  }
}

async function eventOf(id: string): Promise<RecordedEvent> {
  const { rows } = await sql<Parameters<typeof toRecordedEvent>[0] & DB>`select * from event where id = ${id}`.execute(house.database.db); // prettier-ignore
  return toRecordedEvent(rows[0] ?? assert.fail('no event'));
}

const report = (deliveryId: string | null, outcome: ReportedOutcome, reason: string | null = null) => {
  house.deps.clock.move(1000);
  const at = { at: house.deps.now(), position: null };
  return reportOutcome(house.deps, caller(), deliveryId ?? '', outcome, { reasonCode: null, reason }, at);
};

describe('our own fleet', () => {
  it('makes a delivery of an order that is ready, from the office to the receiver', async () => {
    const order = await taken('fleet');
    assert.deepEqual([order.status, order.waybill, order.trackingUrl], ['awaiting_pickup', order.number, null]);
    const [made] = await findDeliveries(house.database.db, order.accountId, [order.deliveryId ?? '']);
    assert.ok(made);
    const { state, orderNumber, legs, paymentMode, weightGrams, volumeMm3, goodsValue, currency } = made;
    assert.deepEqual(
      { state, orderNumber, legs, paymentMode, weightGrams, volumeMm3, goodsValue, currency },
      { state: 'ready', orderNumber: order.number, legs: 'both', paymentMode: 'prepaid', weightGrams: 500, volumeMm3: 3_000_000, goodsValue: 10_000, currency: 'MDL' }, // prettier-ignore
    );
    const { pickup, dropoff, packages } = made;
    assert.deepEqual([pickup?.customerName, pickup?.phone, pickup?.position, pickup?.window], ['Main office', '+37322', { lat: 47.0245, lng: 28.8323 }, { from: order.offer.pickupFrom, until: null }]); // prettier-ignore
    assert.deepEqual([dropoff?.customerName, dropoff?.phone, dropoff?.address, dropoff?.position], ['Ion Rusu', '+37369123456', order.address, order.position]); // prettier-ignore
    assert.deepEqual(dropoff?.window, { from: order.offer.estimatedStart, until: order.offer.estimatedEnd });
    assert.deepEqual(packages.flatMap(({ items }) => items).map(({ code, name, price, quantity }) => [code, name, price, quantity]), [['P1', 'A certificate', 5000, 2]]); // prettier-ignore
  });

  it('promises goods that were ready late as much later', async () => {
    const order = await ready('fleet');
    house.deps.clock.set(new Date(order.offer.pickupFrom.getTime() + 3_600_000));
    await house.work(order);
    const { deliveryId } = await house.read(order);
    const [made] = await findDeliveries(house.database.db, order.accountId, [deliveryId ?? '']);
    const later = (at: Date) => new Date(at.getTime() + 3_600_000);
    assert.deepEqual(made?.pickup?.window.from, later(order.offer.pickupFrom));
    assert.deepEqual(made?.dropoff?.window.until, later(order.offer.estimatedEnd));
    house.deps.clock.set(new Date());
  });

  it('moves the order as the delivery moves, and the receiver has the last word', async () => {
    const order = await taken('fleet');
    const { deliveryId } = order;
    await report(deliveryId, 'pickup_failed', 'The office is closed');
    await follow();
    assert.deepEqual([(await house.read(order)).status, (await house.read(order)).message], ['problem', 'The office is closed']); // prettier-ignore
    await report(deliveryId, 'delivered');
    await follow();
    await receive(house.deps, caller(), order.id);
    await receive(house.deps, caller(), order.id);
    const steps = ['created', 'paid', 'ready', 'awaiting_pickup', 'problem', 'delivered', 'confirmed'];
    assert.deepEqual(
      (await house.events(order)).map((words) => words.replace('status_changed ', '')),
      steps,
    );
    assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Paid', 'Ready', 'AwaitingPickup', 'Problem', 'Delivered', 'Confirmed']); // prettier-ignore
  });

  it('brings back what could not be handed over', async () => {
    const order = await taken('fleet');
    await report(order.deliveryId, 'picked_up');
    await report(order.deliveryId, 'delivery_failed', 'Nobody was there');
    await advanceDelivery(house.deps, caller(), order.deliveryId ?? '', 'start_return');
    await advanceDelivery(house.deps, caller(), order.deliveryId ?? '', 'complete_return');
    await follow();
    assert.deepEqual((await house.events(order)).slice(4), ['delivering', 'problem', 'returning', 'returned'].map((to) => `status_changed ${to}`)); // prettier-ignore
  });

  it('takes events in their order, though clocks disagree', async () => {
    const order = await taken('fleet');
    await report(order.deliveryId, 'picked_up');
    house.deps.clock.move(-30_000);
    await report(order.deliveryId, 'delivered');
    await follow();
    assert.equal((await house.read(order)).status, 'delivered');
    house.deps.clock.move(30_000);
  });

  it('hears of a delivery that moved before its order knew of it', async () => {
    const order = await ready('fleet');
    const { rows } = await sql<{ id: string; sequence: number }>`
      select id, sequence from partner_call where aggregate_id = ${order.id} and operation = 'create_waybill'`.execute(
      house.database.db,
    );
    const { connectors } = await import('../partner-call/connectors.ts');
    const [row] = rows;
    const call = { accountId: order.accountId, id: row?.id ?? '', connector: 'carrier.fleet', partnerId: fleet.id, aggregateId: order.id, sequence: row?.sequence ?? 0, operation: 'create_waybill', content: {}, attempt: 1 }; // prettier-ignore
    const connector = connectors['carrier.fleet'] ?? assert.fail();
    const outcome = await connector.run(house.deps, call);
    const made = (outcome as { answer: { made: { deliveryId: string } } }).answer.made;
    await report(made.deliveryId, 'picked_up');
    await follow();
    assert.equal((await house.read(order)).status, 'ready', 'nobody knows that the delivery is its');
    await transact(house.deps, caller(), (tx) => connector.apply(house.deps, tx, call, outcome));
    assert.equal((await house.read(order)).status, 'delivering');
  });

  it('leaves deliveries without an order alone, and orders of other accounts', async () => {
    const order = await taken('fleet');
    await follow();
    const stranger = await makeTenant(house.deps);
    const event = { accountId: stranger.account.id, aggregateId: order.deliveryId ?? '', id: house.deps.newId() };
    const follower = followers.find(({ name }) => name === 'carrier-deliveries') ?? assert.fail();
    // it looks at nothing else of an event
    const events = [event, { ...event, accountId: order.accountId, aggregateId: house.deps.newId() }] as unknown as RecordedEvent[]; // prettier-ignore
    const picked = await house.database.db.transaction().execute((tx) => follower.pick(tx, events));
    assert.deepEqual(picked, new Set());
  });
});

describe('a carrier on the other end of a line', () => {
  it('is given the order whole, and asked until it has said its last word', async () => {
    server.asked.length = 0;
    const order = await taken('http');
    assert.deepEqual([order.status, order.deliveryId, order.trackingUrl], ['awaiting_pickup', null, 'https://carrier.example/track']); // prettier-ignore
    const asked = server.asked.find(({ path }) => path === '/waybills') ?? assert.fail('nobody asked');
    assert.equal(asked.key, `${order.id}-3`);
    assert.deepEqual(Object.keys(asked.json ?? {}), ['from', 'to', 'parcels', 'value', 'readyAt', 'reference', 'offer', 'price', 'currency']); // prettier-ignore
    assert.deepEqual([asked.json?.['reference'], asked.json?.['offer'], asked.json?.['price']], [order.number, 'express', 6500]); // prettier-ignore

    const [read] = (await house.calls(order)).filter(({ operation }) => operation === 'read');
    const wait = Number(read?.['due_at']) - house.deps.now().getTime();
    assert.ok(wait >= 48_000 && wait <= 72_000, `${wait} ms`);
    assert.deepEqual(await house.work(order), [], 'it is not time yet');
    house.deps.clock.move(72_000);
    assert.deepEqual(await house.work(order), [['read', 'again']]);
    const steps = [['problem', 'Flat tyre'], ['delivering', null], ['delivered', null]] as const; // prettier-ignore
    for (const [word, message] of steps) {
      house.deps.clock.move(72_000);
      server.setNews(order.waybill ?? '', word, message, house.deps.now());
      assert.deepEqual(await house.work(order), [['read', word === 'delivered' ? 'done' : 'again']]);
      const { status, message: heard } = await house.read(order);
      assert.deepEqual([status, heard], [word, message]);
    }
    house.deps.clock.move(72_000);
    assert.deepEqual(await house.work(order), []);
  });

  it('is asked again while it is silent, and counts as not having taken it', async () => {
    const order = await ready('http');
    server.answerWith((response) => response.writeHead(503).end());
    assert.deepEqual(await house.work(order), [['create_waybill', 'retry']]);
    server.answerWith((response) => response.destroy());
    assert.deepEqual(await house.work(order), [['create_waybill', 'retry']]);
    assert.deepEqual([(await house.read(order)).status, (await house.read(order)).waybillTries], ['ready', 2]);
    server.answerWith(null);
    assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
    assert.equal((await house.read(order)).status, 'awaiting_pickup');
  });

  it('may refuse for good; then an operator gives the order to another', async () => {
    const order = await ready('http');
    server.answerWith((response) => response.writeHead(410).end());
    assert.deepEqual(await house.work(order), [['create_waybill', 'refused']]);
    assert.deepEqual(await house.work(order), []);
    const moved = await reassignShippingOrder(house.deps, caller(), order.id, { carrierId: fleet.id, offerCode: null, abandon: false }); // prettier-ignore
    assert.deepEqual([moved.status, moved.carrierId, moved.waybillTries, moved.deliveryCost], ['ready', fleet.id, 0, order.deliveryCost]); // prettier-ignore
    assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
    assert.equal((await house.read(order)).status, 'awaiting_pickup');
  });

  it('is told when the order was called off while it was asked', async () => {
    const order = await ready('http');
    server.answerWith((response) => {
      server.answerWith(null);
      void cancelShippingOrder(house.deps, caller(), order.id, 'Sold out').then(() =>
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"waybill":"W-LATE"}'),
      );
    });
    assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
    assert.equal((await house.read(order)).status, 'cancelled');
    server.setNews('W-LATE', 'awaiting_pickup', null, house.deps.now());
    assert.deepEqual(await house.work(order), [['cancel_waybill', 'done']]);
    assert.equal(server.asked.at(-1)?.path, '/waybills/W-LATE/cancel');
  });
});

describe('an operator', () => {
  for (const kind of ['fleet', 'http'] as const) {
    it(`calls an order off that a carrier of kind ${kind} has on its list`, async () => {
      const order = await taken(kind);
      const cancelled = await cancelShippingOrder(house.deps, caller(), order.id, 'Sold out');
      assert.deepEqual([cancelled.status, cancelled.message], ['cancelled', 'Sold out']);
      assert.deepEqual((await house.events(order)).slice(-2), ['status_changed cancelled', 'refund_due']);
      assert.deepEqual((await house.told(order)).at(-1), 'Cancelled');
      await follow();
      house.deps.clock.move(72_000);
      await house.work(order);
      assert.equal((await house.read(order)).status, 'cancelled', 'the carrier that let go of it is no news');
      await assert.rejects(cancelShippingOrder(house.deps, caller(), order.id, null), refused('already_cancelled'));
    });
  }

  it('cannot while the goods are under way or the carrier is silent, and then nothing has changed', async () => {
    const order = await taken('fleet');
    await report(order.deliveryId, 'picked_up');
    await assert.rejects(cancelShippingOrder(house.deps, caller(), order.id, null), refused('not_cancellable'));
    assert.deepEqual(await house.read(order), order);
    const other = await taken('http');
    server.answerWith((response) => response.destroy());
    await assert.rejects(cancelShippingOrder(house.deps, caller(), other.id, null), refused('partner_unavailable'));
    assert.deepEqual(await house.read(other), other);
  });

  it('calls off what waits for its provider; nobody makes a waybill of it', async () => {
    const order = await ready('fleet');
    await cancelShippingOrder(house.deps, caller(), order.id, null);
    assert.deepEqual(await house.work(order), []);
    const [call] = (await house.calls(order)).filter(({ operation }) => operation === 'create_waybill');
    assert.equal(call?.['state'], 'superseded');
  });

  it('gives an order that its carrier withdrew from to another, which waits for nothing of the first', async () => {
    const order = await taken('fleet');
    await cancelDelivery(house.deps, caller(), order.deliveryId ?? '', { reasonCode: null, reason: 'No van' });
    await follow();
    assert.deepEqual([(await house.read(order)).status, (await house.read(order)).message], ['problem', 'No van']);
    await reassignShippingOrder(house.deps, caller(), order.id, { carrierId: called.id, offerCode: 'express', abandon: false }); // prettier-ignore
    assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
    const there = await house.read(order);
    assert.deepEqual([there.status, there.deliveryId, there.carrierId], ['awaiting_pickup', null, called.id]);
    // and back again: the fleet's first delivery is over, so it is another
    server.setNews(there.waybill ?? '', 'cancelled', null, house.deps.now());
    house.deps.clock.move(72_000);
    assert.deepEqual(await house.work(order), [['read', 'done']]);
    await reassignShippingOrder(house.deps, caller(), order.id, { carrierId: fleet.id, offerCode: null, abandon: false }); // prettier-ignore
    assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
    const back = await house.read(order);
    assert.equal(back.status, 'awaiting_pickup');
    assert.match(back.waybill ?? '', new RegExp(`^${order.number}-\\d+$`));
  });

  it('does not wait for a carrier that is gone, when told so', async () => {
    const order = await taken('http');
    house.deps.clock.move(72_000);
    server.setNews(order.waybill ?? '', 'problem', 'Lost', house.deps.now());
    await house.work(order);
    server.setNews(order.waybill ?? '', 'awaiting_pickup', null, house.deps.now());
    server.answerWith((response) => response.destroy());
    const to = { carrierId: fleet.id, offerCode: null };
    const give = (abandon: boolean) => reassignShippingOrder(house.deps, caller(), order.id, { ...to, abandon });
    await assert.rejects(give(false), refused('partner_unavailable'));
    await give(true);
    assert.deepEqual(new Map(await house.work(order)), new Map([['cancel_waybill', 'retry'], ['create_waybill', 'done']])); // prettier-ignore
    assert.equal((await house.read(order)).status, 'awaiting_pickup');
    server.answerWith(null);
    assert.deepEqual(await house.work(order), [['cancel_waybill', 'done']]);
  });

  it('cannot give away what is not his to give', async () => {
    const order = await taken('fleet');
    const give = (carrierId: string, offerCode: string | null = null) =>
      reassignShippingOrder(house.deps, caller(), order.id, { carrierId, offerCode, abandon: false });
    await assert.rejects(give(fleet.id), refused('illegal_transition'));
    await assert.rejects(give(house.deps.newId()), refused('carrier_not_found'));
    await assert.rejects(give(fleet.id, 'express'), refused('invalid_input'));
    await report(order.deliveryId, 'picked_up');
    await report(order.deliveryId, 'delivery_failed', 'Nobody was there');
    await follow();
    await assert.rejects(give(called.id), refused('not_cancellable'), 'the courier has the goods');
    await assert.rejects(cancelShippingOrder(house.deps, caller(), order.id, null), refused('not_cancellable'));
  });
});
