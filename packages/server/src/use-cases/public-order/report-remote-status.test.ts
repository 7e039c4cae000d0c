/** What the platform's words do to a delivery: all of them in all states, again, late, and refused. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openMDeliveryHouse, type MDeliveryHouse, type Seller } from '../../../test/mdelivery-house.ts';
import { canMove, deliveryStates, type DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { publicStatuses, type PublicStatus } from '../../domain/public-order/public-status.ts';
import { walkTo } from '../../domain/public-order/remote-walk.ts';
import type { Caller } from '../caller.ts';
import { reportRemoteStatus } from './report-remote-status.ts';
import type { StatusReport } from './verbs.ts';

let house: MDeliveryHouse;
let seller: Seller;
let caller: Caller;
before(async () => {
  house = await openMDeliveryHouse();
  seller = await house.seller();
  caller = { ...seller.caller, actor: 'MDelivery', credentialId: seller.asker.credentialId };
});
after(() => house.close());

const report = (status: PublicStatus, change: Partial<StatusReport> = {}): StatusReport => ({
  status,
  message: 'words',
  carrierName: 'Muvi Express',
  trackingId: 'T-1',
  estimated: { from: null, until: null },
  cost: null,
  ...change,
});
const tell = (orderId: string, status: PublicStatus, change: Partial<StatusReport> = {}) =>
  reportRemoteStatus(house.deps, caller, '1', orderId, report(status, change));

let orders = 0;
async function orderIn(state: DeliveryState): Promise<{ readonly id: string; readonly orderId: string }> {
  const orderId = `order-${(orders += 1)}`;
  const { deliveryId: id } = await seller.place('draft', { orderId, isPaid: false });
  await house.rows(
    `update delivery set state = '${state}', cancelled_at = ${state === 'cancelled' ? 'now()' : 'null'} where id = '${id}'`,
  );
  return { id, orderId };
}
const one = async (id: string) => {
  const [row] =
    await house.rows(`select d.state, d.version, d.reason, d.cancelled_by, o.is_paid, o.remote_status, o.remote_message,
    o.carrier_name, o.reported_at from public_order o join delivery d on d.id = o.delivery_id where d.id = '${id}'`);
  return row ?? assert.fail(id);
};
const events = async (id: string) =>
  (await house.rows(`select sequence, actor, data->'delivery'->>'state' as state from event where aggregate_id = '${id}' and sequence > 1 order by sequence`)); // prettier-ignore

for (const from of deliveryStates) {
  it(`brings an order that is ${from} where each of the words leads, in one piece`, async () => {
    for (const word of publicStatuses) {
      const { id, orderId } = await orderIn(from);
      const untouched = await one(id);
      const way = walkTo(from, word);
      if (way === null) {
        await assert.rejects(tell(orderId, word), { code: 'illegal_transition' }, word);
        assert.deepEqual([await one(id), await events(id)], [untouched, []], word);
        continue;
      }
      await tell(orderId, word);
      const told = way.map((state, index) => ({ sequence: index + 2, actor: 'MDelivery', state }));
      assert.deepEqual(await events(id), told, word);
      const { state, version, is_paid, remote_status, carrier_name } = await one(id);
      const expected = [way.at(-1) ?? from, 1 + way.length, word === 'Paid', word, 'Muvi Express'];
      assert.deepEqual([state, version, is_paid, remote_status, carrier_name], expected, word);
      for (const [index, next] of way.entries()) assert.ok(canMove(way[index - 1] ?? from, next), `${word}: ${next}`);
      // the same once more
      await tell(orderId, word);
      assert.equal((await events(id)).length, way.length, word);
    }
  });
}

it('keeps why something went wrong, and who called it off', async () => {
  const failed = await orderIn('in_transit');
  await tell(failed.orderId, 'Problem', { message: 'Nobody was there.' });
  assert.equal((await one(failed.id))['reason'], 'Nobody was there.');
  const over = await orderIn('paid');
  await tell(over.orderId, 'Cancelled', { message: 'Changed her mind.' });
  const { reason, cancelled_by } = await one(over.id);
  assert.deepEqual([reason, cancelled_by], ['Changed her mind.', 'MDelivery']);
});

it('refreshes what was reported with the same word, and does not move', async () => {
  const { id, orderId } = await orderIn('paid');
  await tell(orderId, 'Ready');
  house.deps.clock.move(1000);
  await tell(orderId, 'Ready', { message: 'newer', carrierName: 'Another' });
  const { version, remote_message, carrier_name, reported_at } = await one(id);
  assert.deepEqual([version, remote_message, carrier_name, reported_at], [2, 'newer', 'Another', house.deps.now()]);
});

it('takes a word that was overtaken without a word, and says nothing by it', async () => {
  const { id, orderId } = await orderIn('paid');
  await tell(orderId, 'Delivered');
  const before = await one(id);
  for (const late of ['AwaitingPayment', 'Ready', 'AwaitingPickup', 'Delivering', 'Problem'] as const) {
    await tell(orderId, late, { carrierName: 'Late' });
    assert.deepEqual(await one(id), before, late);
  }
});

it('learns that an order is paid though the word comes late', async () => {
  const { id, orderId } = await orderIn('draft');
  await tell(orderId, 'Ready');
  assert.equal((await one(id))['is_paid'], false);
  await tell(orderId, 'Paid');
  const { is_paid, remote_status, state } = await one(id);
  assert.deepEqual([is_paid, remote_status, state], [true, 'Ready', 'ready']);
});

it('does not call off what the seller does not allow to be called off', async () => {
  const { id, orderId } = await orderIn('paid');
  await house.rows(`update delivery set cancellation_allowed = false where id = '${id}'`);
  const before = await one(id);
  await assert.rejects(tell(orderId, 'Cancelled'), { code: 'not_cancellable' });
  assert.deepEqual(await one(id), before);
});

it('does not pick up goods again that the carrier has, and takes a delivery without a pickup of ours', async () => {
  const { id, orderId } = await orderIn('ready');
  await tell(orderId, 'Delivering');
  const [{ picked_up_at: first } = {}] = await house.rows(`select picked_up_at from delivery where id = '${id}'`);
  await tell(orderId, 'Problem');
  house.deps.clock.move(1000);
  await tell(orderId, 'Delivering');
  const types = await house.rows(`select type from event where aggregate_id = '${id}' order by sequence`);
  assert.deepEqual(types.map(({ type }) => type).slice(1), ['delivery.picked_up', 'delivery.delivery_failed', 'delivery.dispatched']); // prettier-ignore
  const [{ picked_up_at: later } = {}] = await house.rows(`select picked_up_at from delivery where id = '${id}'`);
  assert.deepEqual(later, first);
  const dropoff = await orderIn('ready');
  await house.rows(`update delivery set legs = 'dropoff' where id = '${dropoff.id}'`);
  await tell(dropoff.orderId, 'Problem');
  assert.equal((await one(dropoff.id))['state'], 'pickup_failed');
});

it('lets words race: each order ends where the farthest of them leads, with every version once', async () => {
  const words = [
    'AwaitingPayment',
    'Paid',
    'Processing',
    'Ready',
    'AwaitingPickup',
    'Delivering',
    'Delivered',
  ] as const;
  for (let round = 0; round < 3; round += 1) {
    const { id, orderId } = await orderIn('draft');
    await Promise.all([...words, ...words].toReversed().map((word) => tell(orderId, word)));
    const { state, version, is_paid } = await one(id);
    assert.deepEqual([state, is_paid], ['delivered', true]);
    const sequences = (await events(id)).map(({ sequence }) => sequence);
    assert.deepEqual(
      sequences,
      Array.from({ length: Number(version) - 1 }, (_, index) => index + 2),
    );
  }
});
