/**
 * The whole public process between two servers: one sells, the other is the hub. The lines between hub, provider, carrier and
 * MPay lose, delay, double and refuse, and the hub is killed once in the middle; afterwards all of them agree.
 * `CHAOS_RUNS=20` tells it with twenty seeds, `CHAOS_SEED` with another first one.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { courses } from './chaos-proxy.ts';
import { createRandom } from './crash/random.ts';
import { openBooks, type End } from './two-servers/books.ts';
import { carrierName, fleetName } from './two-servers/hub-operator.ts';
import { until } from './two-servers/patience.ts';
import type { Sale } from './two-servers/seller.ts';
import { openTown, type Town } from './two-servers/town.ts';
import { cannotStart } from './waybill-process.ts';

const skip = await cannotStart();
const runs = Number(process.env['CHAOS_RUNS'] ?? 1);
const first = Number(process.env['CHAOS_SEED'] ?? 1);

/** How one order goes, and what both sides have to say of it afterwards. */
type Path = (town: Town) => Promise<End>;

/** Until a carrier has it on its list. */
const prepared = {
  history: ['created', 'paid', 'processing', 'ready', 'awaiting_pickup'],
  told: ['created', 'payment_requested', 'paid', 'processing', 'ready'],
};
const end = (sale: Sale, history: readonly string[], told: readonly string[]): End => ({
  sale,
  history: [...prepared.history, ...history],
  told: [...prepared.told, ...told],
});

/** To the door of the provider: ordered, paid at MPay, prepared. */
async function readyOrder(town: Town, { isPaid = false, carrier = fleetName } = {}) {
  const { seller, operator, payer } = town;
  const sale = await seller.sell({ isPaid });
  const person = town.newPerson();
  const number = await person.order(sale, carrier);
  await seller.sees(sale, 'awaiting_payment');
  const { deliveryCost } = await operator.sees(sale, 'awaiting_payment');
  assert.equal(await payer.pay(number), (deliveryCost + (isPaid ? 0 : 10_000)) / 100);
  await seller.sees(sale, 'paid');
  await seller.step(sale, 'processing');
  await operator.sees(sale, 'processing');
  await seller.step(sale, 'ready');
  const { deliveryId, waybill } = await operator.sees(sale, 'awaiting_pickup');
  return { sale, person, number, deliveryId: deliveryId ?? '', waybill: waybill ?? '' };
}

const paths: Readonly<Record<string, Path>> = {
  async 'is paid at MPay, brought by the fleet and confirmed'(town) {
    const { sale, person, number, deliveryId } = await readyOrder(town);
    const at = await town.operator.drive(deliveryId);
    await at('pickup', 'pick-up');
    await town.seller.sees(sale, 'in_transit');
    await at('dropoff', 'deliver');
    await town.seller.sees(sale, 'delivered');
    await person.confirmReceipt(number);
    return end(sale, ['delivering', 'delivered', 'confirmed'], ['picked_up', 'delivered', 'confirmed']);
  },

  async 'was paid before, and is brought by another carrier'(town) {
    const { sale, waybill } = await readyOrder(town, { isPaid: true, carrier: carrierName });
    const tell = async (status: 'delivering' | 'delivered') => {
      town.carrier.setNews(waybill, status, null, new Date());
      await town.operator.sees(sale, status);
    };
    await tell('delivering');
    await tell('delivered');
    return end(sale, ['delivering', 'delivered'], ['picked_up', 'delivered']);
  },

  async 'is paid by nobody'(town) {
    const sale = await town.seller.sell();
    await town.endPayTime(await town.newPerson().order(sale, fleetName));
    return { sale, history: ['created', 'expired'], told: ['created', 'payment_requested', 'expired'] };
  },

  async 'is called off by its provider after it was paid'(town) {
    const sale = await town.seller.sell();
    const number = await town.newPerson().order(sale, fleetName);
    await town.payer.pay(number);
    await town.seller.sees(sale, 'paid');
    await town.seller.step(sale, 'cancel');
    await town.operator.sees(sale, 'cancelled');
    assert.equal(await town.payer.statusOf(number), 'Refunding');
    const { data } = await town.operator.native.get<{ data: readonly { id: string; paymentId: string }[] }>(
      '/payments',
    );
    const payment = data.find(({ paymentId }) => paymentId === `P-${number}`);
    await town.operator.native.post(`/payments/${payment?.id}/refunded`);
    assert.equal(await town.payer.statusOf(number), 'Refunded');
    return {
      sale,
      history: ['created', 'paid', 'cancelled', 'refund_due', 'refunded'],
      told: ['created', 'payment_requested', 'paid', 'cancelled'],
    };
  },

  async 'meets a problem, and comes all the same'(town) {
    const { sale, deliveryId } = await readyOrder(town);
    const inVain = await town.operator.drive(deliveryId);
    await inVain('pickup', 'fail');
    await town.seller.sees(sale, 'pickup_failed');
    const at = await town.operator.drive(deliveryId);
    await town.operator.sees(sale, 'awaiting_pickup');
    await at('pickup', 'pick-up');
    await at('dropoff', 'deliver');
    return end(
      sale,
      ['problem', 'awaiting_pickup', 'delivering', 'delivered'],
      ['pickup_failed', 'released', 'picked_up', 'delivered'],
    );
  },

  async 'finds nobody and goes back'(town) {
    const { sale, deliveryId } = await readyOrder(town);
    const at = await town.operator.drive(deliveryId);
    await at('pickup', 'pick-up');
    await at('dropoff', 'fail');
    await town.seller.sees(sale, 'delivery_failed');
    await town.operator.native.post(`/deliveries/${deliveryId}/start-return`, {});
    await town.seller.sees(sale, 'returning');
    await town.operator.native.post(`/deliveries/${deliveryId}/complete-return`);
    return end(
      sale,
      ['delivering', 'problem', 'returning', 'returned'],
      ['picked_up', 'delivery_failed', 'returning', 'returned'],
    );
  },
};

for (const seed of Array.from({ length: runs }, (_, run) => first + run)) {
  test(`P1, P3: provider, hub, carrier and MPay agree in the end, whatever the lines do (seed ${seed})`, { skip, timeout: 300_000 }, async (t) => {
    const town = await openTown(t, seed);
    const begun = Date.now();
    const killed = sleep(5000 + createRandom(seed).below(10_000)).then(() => town.killHub());
    const ends = await Promise.all(Object.values(paths).map((path) => path(town)));
    await killed;
    for (const { sale, history } of ends) {
      const last = history.findLast((word) => !word.startsWith('refund')) ?? '';
      await town.operator.sees(sale, last);
      await town.seller.sees(sale, last);
    }
    t.diagnostic(`seed ${seed}: ${Math.round((Date.now() - begun) / 1000)} s, ${JSON.stringify(town.lines.map(({ happened }) => happened))}`);
    // the line to the provider has shown all that it can do
    const [line] = town.lines;
    assert.deepEqual(courses.filter((course) => line?.happened[course] === 0), []);
    for (const { calm } of town.lines) calm();

    const books = openBooks(town);
    await until('nothing waits for anybody', books.areQuiet);
    await books.assertOnceEach(ends);
    await books.assertReconciled(ends);
  });
} // prettier-ignore
