/** What is true of every carrier: the same cases for our own fleet and for one on the other end of a line. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startCarrierServer, type CarrierServer } from '../../../test/carrier-server.ts';
import { destination, openShippingHouse, type ShippingHouse } from '../../../test/shipping-house.ts';
import type { Carrier, CarrierKind, CarrierWord } from '../../domain/carrier/carrier.ts';
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findByOrderNumber } from '../../store/delivery.ts';
import { advanceDelivery } from '../delivery/advance-delivery.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { reportOutcome } from '../delivery/report-outcome.ts';
import { shapeOfFleet } from './fleet-delivery.ts';
import { openCarrier } from './open-carrier.ts';
import { gatherShipment } from './shipment.ts';

const refused = (code: DomainErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const why = { reasonCode: null, reason: 'Nobody was there' };

let house: ShippingHouse;
let server: CarrierServer;
before(async () => {
  house = await openShippingHouse();
  server = await startCarrierServer(house.deps.now);
});
after(async () => {
  await server.close();
  await house.close();
});

/** Ways that a carrier goes, by the word that it ends with. */
const ways = {
  delivering: ['delivering'],
  delivered: ['delivering', 'delivered'],
  problem: ['problem'],
  returning: ['delivering', 'problem', 'returning'],
  returned: ['delivering', 'problem', 'returning', 'returned'],
} as const satisfies Partial<Record<CarrierWord, readonly CarrierWord[]>>;

/** What moves a waybill of each kind, as it is moved in life. */
const drives: Record<CarrierKind, (waybill: string, to: keyof typeof ways) => Promise<void>> = {
  http: async (waybill, to) => server.setNews(waybill, to, to === 'problem' ? why.reason : null, house.deps.now()),
  fleet: async (waybill, to) => {
    const { deps, tenant } = house;
    const { caller } = tenant.identity;
    const key = { accountId: tenant.account.id, orderNumber: waybill, ...shapeOfFleet };
    const found = await findByOrderNumber(deps.db.house, key);
    const { id } = found?.delivery ?? assert.fail(`no delivery ${waybill}`);
    const report = () => ({ at: deps.now(), position: null });
    for (const word of ways[to]) {
      if (word === 'delivering') await reportOutcome(deps, caller, id, 'picked_up', why, report());
      else if (word === 'delivered') await reportOutcome(deps, caller, id, 'delivered', why, report());
      else if (word === 'returning') await advanceDelivery(deps, caller, id, 'start_return');
      else if (word === 'returned') await advanceDelivery(deps, caller, id, 'complete_return');
      else await reportOutcome(deps, caller, id, to === 'problem' ? 'pickup_failed' : 'delivery_failed', why, report());
    }
  },
};

for (const kind of ['fleet', 'http'] as const) {
  describe(`a carrier of kind ${kind}`, () => {
    let carrier: Carrier;
    let order: ShippingOrder;
    const drive = drives[kind];

    before(async () => {
      const areas = ['chisinau'];
      const called = { kind: 'http', name: 'Muvi Express', baseUrl: server.baseUrl, prices: null } as const;
      const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000, daysMin: 1, daysMax: 3, areas };
      const made = await house.addCarrier(kind === 'http' ? called : { prices });
      if (made.secret !== null) server.trust(made.secret);
      carrier = await openCarrier(house.deps, house.tenant.identity.caller, made.carrier);
      await house.addCarrier();
      order = await house.paid();
    });

    const shipmentTo = (city: string) => {
      const to = { name: 'R', ...destination, address: { ...destination.address, city } };
      const { accountId, serviceId, details } = order;
      return gatherShipment(house.deps, { accountId, serviceId, details, to, currency: 'MDL', reference: 'r' });
    };

    let keys = 0;
    const fresh = async () => (await carrier.createWaybill(order, `${order.id}-${kind}-${(keys += 1)}`)).waybill;

    it('makes an offer that holds, in the currency that it is asked in', async () => {
      const offers = await carrier.offers(await shipmentTo('Chișinău'));
      assert.equal(offers.length, 1);
      for (const { price, pickupFrom, estimatedStart, estimatedEnd, validUntil } of offers) {
        assert.equal(price.currency, 'MDL');
        assert.ok(Number.isSafeInteger(price.amount) && price.amount > 0);
        assert.ok(validUntil > house.deps.now());
        assert.ok(pickupFrom <= estimatedStart && estimatedStart <= estimatedEnd);
      }
    });

    it('makes none where it does not go', async () => {
      assert.deepEqual(await carrier.offers(await shipmentTo('Bălți')), []);
    });

    it('takes an order once, however often it is asked', async () => {
      const key = `${order.id}-${kind}-same`;
      const first = await carrier.createWaybill(order, key);
      assert.ok(first.waybill !== '' && (kind === 'fleet') === (first.deliveryId !== null));
      assert.deepEqual(await carrier.createWaybill(order, key), first);
    });

    it('takes an order once when it is asked eight times at once', async () => {
      const key = `${order.id}-${kind}-race`;
      const made = await Promise.all(Array.from({ length: 8 }, () => carrier.createWaybill(order, key)));
      assert.equal(new Set(made.map(({ waybill }) => waybill)).size, 1);
    });

    it('gives an order that comes back to it a waybill of its own', async () => {
      assert.notEqual(await fresh(), await fresh());
    });

    it('says of a new waybill that it will come', async () => {
      const { word, message, at } = await carrier.read(await fresh());
      assert.deepEqual([word, message], ['awaiting_pickup', null]);
      assert.ok(at <= house.deps.now());
    });

    for (const word of ['delivering', 'delivered', 'problem', 'returning', 'returned'] as const) {
      it(`says that it is ${word}`, async () => {
        const waybill = await fresh();
        await drive(waybill, word);
        const news = await carrier.read(waybill);
        assert.equal(news.word, word);
        if (word === 'problem') assert.equal(news.message, why.reason);
        if (word === 'delivering' || word === 'delivered') assert.equal(news.message, null);
      });
    }

    it('lets go of what it has not fetched; twice is once', async () => {
      const waybill = await fresh();
      await carrier.cancel(waybill);
      await carrier.cancel(waybill);
      assert.equal((await carrier.read(waybill)).word, 'cancelled');
    });

    it('lets go of it once when it is asked eight times at once', async () => {
      const waybill = await fresh();
      await Promise.all(Array.from({ length: 8 }, () => carrier.cancel(waybill)));
      assert.equal((await carrier.read(waybill)).word, 'cancelled');
    });

    it('keeps what is under way', async () => {
      for (const word of ['delivering', 'delivered', 'returning'] as const) {
        const waybill = await fresh();
        await drive(waybill, word);
        await assert.rejects(carrier.cancel(waybill), refused('not_cancellable'), word);
        assert.equal((await carrier.read(waybill)).word, word);
      }
    });

    it('knows nothing of a waybill that it has not made', async () => {
      await assert.rejects(carrier.read('W-NOBODY'), refused('delivery_not_found'));
      await carrier.cancel('W-NOBODY');
    });
  });
}

it('a delivery of our fleet that its operator cancels is a waybill that was withdrawn', async () => {
  const { carrier } = await house.addCarrier();
  const { caller } = house.tenant.identity;
  const fleet = await openCarrier(house.deps, caller, carrier);
  const made = await fleet.createWaybill(await house.paid(), 'withdrawn');
  await cancelDelivery(house.deps, caller, made.deliveryId ?? '', { reasonCode: 'X', reason: 'No van' });
  const { word, message } = await fleet.read(made.waybill);
  assert.deepEqual([word, message], ['cancelled', 'No van']);
});
