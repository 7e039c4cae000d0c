/** Shipping orders from the offer to the receipt, and everything that is told on the way. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startCarrierServer, type CarrierServer } from '../../../test/carrier-server.ts';
import { addService, destination, openShippingHouse, type ShippingHouse } from '../../../test/shipping-house.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { changeCarrier } from '../carrier/carriers.ts';
import { transact } from '../transact.ts';
import { confirm } from './confirm.ts';
import { expireUnpaidOrders } from './expire-unpaid.ts';
import { hearCarrier, hearProvider, receive, settle } from './hear.ts';
import { quote } from './quote.ts';
import { findByNumber } from './read-orders.ts';

const refused = (code: DomainErrorCode, path?: string) => (error: unknown) =>
  error instanceof DomainError && error.code === code && (path === undefined || error.faults[0]?.path === path);
const hour = 3_600_000;

let house: ShippingHouse;
let server: CarrierServer;
before(async () => {
  house = await openShippingHouse();
  server = await startCarrierServer(house.deps.now);
  await house.addCarrier();
});
after(async () => {
  await server.close();
  await house.close();
});

const pay = async (order: { id: string }, amount: number) => {
  const { deps, tenant } = house;
  const settlement = { amount, paidAt: deps.now(), cause: 'payment' } as const;
  return transact(deps, tenant.identity.caller, (tx) => settle(deps, tx, tenant.identity.caller, order.id, settlement));
};

describe('offers', () => {
  it('are those of every active carrier, cheapest first; who is silent or paused is left out', async () => {
    const called = { kind: 'http', name: 'Muvi', baseUrl: server.baseUrl, prices: null } as const;
    const { carrier, secret } = await house.addCarrier(called);
    server.trust(secret ?? '');
    const silent = await house.addCarrier({ ...called, baseUrl: 'http://127.0.0.1:9999' });
    const dear = await house.addCarrier({ name: 'Dear', prices: { base: 90_000, perKg: 0, perKm: 0, minimum: 0, daysMin: 1, daysMax: 1, areas: null } }); // prettier-ignore
    const { caller } = house.tenant.identity;
    const names = async () => (await quote(house.deps, house.of, house.details(), destination)).map(({ carrierName }) => carrierName); // prettier-ignore
    assert.deepEqual(await names(), ['Waybill Fleet', 'Muvi', 'Dear']);
    for (const { id } of [carrier, silent.carrier, dear.carrier]) {
      await changeCarrier(house.deps, caller, { id, version: null, change: { state: 'paused' } });
    }
    assert.deepEqual(await names(), ['Waybill Fleet']);
  });

  it('of our fleet follow its table: started kilograms and kilometres, days of work', async () => {
    house.deps.clock.set(new Date('2026-11-20T10:00:00Z')); // a Friday
    const details = house.details();
    const [first] = await quote(house.deps, house.of, details, destination);
    assert.deepEqual(first?.offer, {
      carrierCode: first?.offer.carrierCode,
      code: 'standard',
      // two parcels of 300 g by their size; 2.93 km as the crow flies, a third more by road
      price: { amount: 3000 + 500 + 4 * 200, currency: 'MDL' },
      pickupFrom: details.readyAt,
      estimatedStart: new Date('2026-11-23T10:00:00Z'),
      estimatedEnd: new Date('2026-11-25T10:00:00Z'),
      validUntil: new Date('2026-11-20T12:00:00Z'),
    });
    house.deps.clock.set(new Date());
  });

  it('need a pickup point that the provider has registered', async () => {
    const there = (pickupPointCode: string | null) =>
      quote(house.deps, house.of, house.details({ pickupPointCode }), destination);
    assert.equal((await there(null)).length, 1);
    await assert.rejects(there('NOWHERE'), refused('invalid_input', 'pickupPointCode'));
    const other = await addService(house.database, house.deps, house.tenant);
    await sql`delete from pickup_point where provider_id = ${other.provider.id}`.execute(house.database.db);
    await assert.rejects(quote(house.deps, other, house.details({ pickupPointCode: null }), destination), refused('invalid_input')); // prettier-ignore
  });

  it('are none of our fleet for a place that is not on the map', async () => {
    assert.deepEqual(await quote(house.deps, house.of, house.details(), { ...destination, position: null }), []);
  });
});

describe('placing', () => {
  it('keeps what was chosen, asks for goods and delivery, and tells the provider', async () => {
    const given = await house.confirmation(undefined, { ...destination, phone: '+37360000000' });
    const order = await confirm(house.deps, house.of, given);
    assert.deepEqual(await house.read(order), order);
    const { details } = given;
    assert.match(order.number, /^\d{16}$/);
    assert.deepEqual(
      [order.status, order.orderId, order.orderAmount, order.deliveryCost, order.currency, order.paidAmount],
      ['awaiting_payment', details.orderId, 10_000, 4300, 'MDL', 0],
    );
    assert.deepEqual(order.receiver, { ...details.receiver, phone: '+37360000000' });
    assert.deepEqual(order.details, details);
    assert.equal(order.payUntil.getTime(), house.deps.now().getTime() + 48 * hour);
    assert.deepEqual(await house.events(order), ['created']);
    const [call] = await house.calls(order);
    assert.deepEqual(call, {
      connector: 'mdelivery.provider',
      partner_id: house.of.provider.id,
      operation: 'put_status',
      sequence: 1,
      state: 'waiting',
      content: {
        serviceCode: house.of.service.code,
        orderId: details.orderId,
        status: 'AwaitingPayment',
        message: null,
        carrierName: 'Waybill Fleet',
        trackingId: order.number,
        estimatedStart: order.offer.estimatedStart.toISOString(),
        estimatedEnd: order.offer.estimatedEnd.toISOString(),
        cost: 4300,
        currency: 'MDL',
      },
      due_at: call?.['due_at'],
    });
    assert.deepEqual(await findByNumber(house.deps, order.number), order);
    assert.equal(await findByNumber(house.deps, '0'), null);
  });

  it('asks for the delivery alone where the order was paid, and for no longer than it may be added', async () => {
    const acceptedUntil = new Date(house.deps.now().getTime() + hour);
    const order = await house.placed({ isPaid: true, acceptedUntil });
    assert.deepEqual([order.orderPaid, order.orderAmount, order.payUntil], [true, 0, acceptedUntil]);
  });

  it('is paid at once where nothing is due', async () => {
    const free = { base: 0, perKg: 0, perKm: 0, minimum: 0, daysMin: 0, daysMax: 0, areas: null };
    const { carrier } = await house.addCarrier({ name: 'Free', prices: free });
    const order = await house.placed({ isPaid: true, status: 'Ready' });
    assert.deepEqual([order.status, order.carrierId], ['ready', carrier.id]);
    assert.deepEqual(await house.events(order), ['created', 'paid', 'status_changed ready']);
    assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Paid', 'Ready']);
    await changeCarrier(house.deps, house.tenant.identity.caller, { id: carrier.id, version: null, change: { state: 'paused' } }); // prettier-ignore
  });

  it('is done once by a form, sent twice or eight times at once', async () => {
    const given = await house.confirmation();
    const placed = await Promise.all(Array.from({ length: 8 }, () => confirm(house.deps, house.of, given)));
    assert.equal(new Set(placed.map(({ id }) => id)).size, 1);
    assert.deepEqual(await confirm(house.deps, house.of, given), placed[0]);
    assert.deepEqual(await house.events(placed[0] ?? assert.fail()), ['created']);
  });

  it('is refused for goods that have a delivery, are too late, or whose offer is over', async () => {
    const given = await house.confirmation();
    await confirm(house.deps, house.of, given);
    const again = (change: Partial<typeof given>) =>
      confirm(house.deps, house.of, { ...given, formId: house.deps.newId(), ...change });
    await assert.rejects(again({}), refused('duplicate', 'orderId'));
    const past = new Date(house.deps.now().getTime() - 1);
    await assert.rejects(again({ details: house.details({ acceptedUntil: past }) }), refused('invalid_input', 'acceptedUntil')); // prettier-ignore
    for (const status of ['Cancelled', 'Expired', 'AwaitingPickup', 'Delivered'] as const) {
      await assert.rejects(again({ details: house.details({ status }) }), refused('invalid_input', 'status'), status);
    }
    const over = { ...given.chosen, offer: { ...given.chosen.offer, validUntil: past } };
    await assert.rejects(again({ details: house.details(), chosen: over }), refused('offer_expired'));
    const yen = { ...given.chosen, offer: { ...given.chosen.offer, price: { amount: 1, currency: 'JPY' } } };
    await assert.rejects(again({ details: house.details(), chosen: yen }), refused('invalid_input', 'offer'));
    const stranger = { ...given.chosen, carrierId: house.deps.newId() };
    await assert.rejects(again({ details: house.details(), chosen: stranger }), refused('carrier_not_found'));
  });

  it('is possible once more for an order that came to nothing', async () => {
    const details = house.details();
    const first = await confirm(house.deps, house.of, await house.confirmation(details));
    const { caller } = house.tenant.identity;
    await hearProvider(house.deps, caller, house.of, details.orderId, 'Cancelled');
    const second = await confirm(house.deps, house.of, await house.confirmation(details));
    assert.notEqual(second.id, first.id);
  });
});

describe('an order that is placed', () => {
  it('is paid once, and then takes up what its provider said before', async () => {
    const { caller } = house.tenant.identity;
    const order = await house.placed();
    const heard = await hearProvider(house.deps, caller, house.of, order.orderId, 'Ready');
    assert.deepEqual([heard?.status, heard?.providerStatus], ['awaiting_payment', 'Ready']);
    const paid = await pay(order, 14_300);
    assert.deepEqual([paid.status, paid.paidAmount], ['ready', 14_300]);
    await assert.rejects(pay(order, 14_300), refused('not_payable'));
    assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Paid', 'Ready']);
    await assert.rejects(pay({ id: house.deps.newId() }, 1), refused('shipping_order_not_found'));
  });

  it('is paid by a word of the provider only where the provider takes the money', async () => {
    const { caller } = house.tenant.identity;
    const order = await house.placed();
    const elsewhere = { ...house.of, service: { ...house.of.service, redirectToMpay: false } };
    assert.equal((await hearProvider(house.deps, caller, house.of, order.orderId, 'Paid'))?.status, 'awaiting_payment');
    const word = await hearProvider(house.deps, caller, elsewhere, order.orderId, 'Processing');
    assert.deepEqual([word?.status, word?.paidAmount], ['processing', 0]);
    assert.equal(await hearProvider(house.deps, caller, house.of, 'nobody’s', 'Ready'), null);
  });

  it('does not tell the provider its own words, but Ready', async () => {
    const { caller } = house.tenant.identity;
    const order = await house.paid();
    for (const word of ['Processing', 'Ready', 'Cancelled'] as const) {
      await hearProvider(house.deps, caller, house.of, order.orderId, word);
    }
    assert.deepEqual(await house.events(order), ['created', 'paid', 'status_changed processing', 'status_changed ready', 'status_changed cancelled', 'refund_due']); // prettier-ignore
    assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Paid', 'Ready']);
  });

  it('expires when nobody pays, told once however many look', async () => {
    const [late, soon, paid] = [await house.placed(), await house.placed(), await house.paid()];
    await house.placed({ acceptedUntil: new Date(house.deps.now().getTime() + 1000 * hour) });
    const due = await house.read(late);
    house.deps.clock.set(new Date(due.payUntil.getTime() - 1));
    const before = await expireUnpaidOrders(house.deps, 100);
    assert.equal((await house.read(late)).status, 'awaiting_payment');
    house.deps.clock.move(1);
    await Promise.all(Array.from({ length: 4 }, () => expireUnpaidOrders(house.deps, 100)));
    assert.ok(before < 100);
    assert.equal(await expireUnpaidOrders(house.deps, 100), 0);
    for (const order of [late, soon]) {
      assert.equal((await house.read(order)).status, 'expired');
      assert.deepEqual(await house.events(order), ['created', 'status_changed expired']);
      assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Expired']);
    }
    assert.equal((await house.read(paid)).status, 'paid');
    await assert.rejects(pay(late, 14_300), refused('not_payable'));
    house.deps.clock.set(new Date());
  });

  it('is another account’s to nobody else', async () => {
    const order = await house.paid();
    const { identity } = await makeTenant(house.deps);
    const news = { word: 'delivered', message: null, at: house.deps.now() } as const;
    const strange = (work: () => Promise<unknown>) => assert.rejects(work, refused('shipping_order_not_found'));
    await strange(() => receive(house.deps, identity.caller, order.id));
    await strange(() => transact(house.deps, identity.caller, (tx) => hearCarrier(house.deps, tx, identity.caller, order.id, news))); // prettier-ignore
    assert.equal(await hearProvider(house.deps, identity.caller, house.of, order.orderId, 'Ready'), null);
    assert.deepEqual(await house.read(order), order);
  });

  it('changes wholly or not at all', async () => {
    const { deps, tenant } = house;
    const order = await house.placed();
    const settlement = { amount: 14_300, paidAt: deps.now(), cause: 'payment' } as const;
    const failing = transact(deps, tenant.identity.caller, async (tx) => {
      await settle(deps, tx, tenant.identity.caller, order.id, settlement);
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await house.read(order), order);
    assert.deepEqual(await house.events(order), ['created']);
    assert.deepEqual(await house.told(order), ['AwaitingPayment']);
  });
});
