/** Properties of every change of a delivery, over random lives. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { draft, place } from '../../../test/draft-delivery.ts';
import { DomainError } from '../errors.ts';
import * as goods from './before-the-road.ts';
import type { Circumstances, DeliveryChanged } from './change.ts';
import { currentLeg, legPlans, type Delivery } from './delivery.ts';
import { canMove } from './delivery-state.ts';
import { cancel, create, createReturn, expire, relabel, update, upsertPackages } from './lifecycle.ts';
import * as road from './on-the-road.ts';
import { completeReturn, startReturn } from './way-back.ts';

const now = new Date('2026-01-01T10:00:00Z');
const circumstances: Circumstances = { trip: null, now };
const report = { at: now, position: null };
const why = { reasonCode: 'R', reason: null };
const round = { id: 'o', preference: 'standard', expiresAt: null } as const;
const birth = { accountId: 'a', id: 'd', now };

/** Everything that can happen to a delivery. */
const deeds = {
  update: (before) => update(before, { waybillNumber: 'W' }, circumstances),
  upsertPackages: (before) => upsertPackages(before, before.packages, circumstances),
  cancel: (before) => cancel(before, { by: 'me', reasonCode: null, reason: null }, circumstances),
  expire: (before) => expire(before, circumstances),
  relabel: (before) => relabel(before, 'L', circumstances),
  requestPayment: (before) => goods.requestPayment(before, circumstances),
  settlePayment: (before) => goods.settlePayment(before, circumstances),
  beginProcessing: (before) => goods.beginProcessing(before, circumstances),
  makeReady: (before) => goods.makeReady(before, circumstances),
  confirmReceipt: (before) => goods.confirmReceipt(before, circumstances),
  startReturn: (before) => startReturn(before, 'R', circumstances),
  completeReturn: (before) => completeReturn(before, circumstances),
  offer: (before) => road.offer(before, round, circumstances),
  assign: (before) => road.assign(before, 't', { arrival: null, departure: null }, circumstances),
  release: (before) => road.release(before, null, circumstances),
  accept: (before) => road.accept(before, report, circumstances),
  reject: (before) => road.reject(before, 'no', report, circumstances),
  load: (before) => road.load(before, 'all', report, circumstances),
  dispatch: (before) => road.dispatch(before, circumstances),
  arrive: (before) => road.arrive(before, currentLeg(before), report, circumstances),
  pickUp: (before) => road.pickUp(before, report, circumstances),
  failPickup: (before) => road.failPickup(before, why, report, circumstances),
  deliver: (before) => road.deliver(before, road.silentHandover, report, circumstances),
  deliverPartially: (before) => road.deliverPartially(before, [], why, road.silentHandover, report, circumstances),
  failDelivery: (before) => road.failDelivery(before, why, report, circumstances),
} as const satisfies Record<string, (before: Delivery) => DeliveryChanged>;
type Deed = keyof typeof deeds;

const lives = fc.record({
  legs: fc.constantFrom(...legPlans),
  deeds: fc.array(fc.constantFrom(...(Object.keys(deeds) as Deed[])), { maxLength: 40 }),
});

function live(
  legs: Delivery['legs'],
  names: readonly Deed[],
  look: (before: Delivery, changed: DeliveryChanged) => void,
): Delivery {
  let delivery = create(draft({ legs }), birth).delivery;
  for (const name of names) {
    const before = delivery;
    delivery = attempt(name, before, (changed) => look(before, changed)) ?? before;
  }
  return delivery;
}

/** The delivery after the deed, or undefined when the domain refuses it. */
function attempt(
  name: Deed,
  before: Delivery,
  look: (changed: DeliveryChanged) => void = () => undefined,
): Delivery | undefined {
  let changed: DeliveryChanged;
  try {
    changed = deeds[name](before);
  } catch (error) {
    assert.ok(error instanceof DomainError, String(error));
    return undefined;
  }
  look(changed);
  return changed.delivery;
}

it('makes one version and one event of each change, and only legal moves', () => {
  fc.assert(
    fc.property(lives, ({ legs, deeds: names }) => {
      live(legs, names, (before, { delivery, event }) => {
        assert.equal(delivery.version, before.version + 1);
        assert.equal(event.sequence, delivery.version);
        assert.equal(event.aggregateId, delivery.id);
        assert.ok(delivery.state === before.state || canMove(before.state, delivery.state));
      });
    }),
  );
});

it('never changes the delivery that it was given', () => {
  fc.assert(
    fc.property(lives, ({ legs, deeds: names }) => {
      let delivery = create(draft({ legs }), birth).delivery;
      for (const name of names) {
        const copy = structuredClone(delivery);
        const next = attempt(name, delivery);
        assert.deepEqual(delivery, copy, name);
        delivery = next ?? delivery;
      }
    }),
  );
});

it('has a time of cancellation exactly when it is cancelled', () => {
  fc.assert(
    fc.property(lives, ({ legs, deeds: names }) => {
      const delivery = live(legs, names, () => undefined);
      assert.equal(delivery.state === 'cancelled', delivery.cancelledAt !== null);
    }),
  );
});

it('counts an attempt for each try at a door', () => {
  fc.assert(
    fc.property(lives, ({ legs, deeds: names }) => {
      let tries = 0;
      const attempts = [
        'delivery.delivered',
        'delivery.partially_delivered',
        'delivery.delivery_failed',
        'delivery.pickup_failed',
      ];
      const delivery = live(legs, names, (_, { event }) => {
        if (attempts.includes(event.type)) tries += 1;
      });
      assert.equal(delivery.attempts, tries);
    }),
  );
});

it('refuses a partial delivery that the sender does not allow', () => {
  const { delivery } = create(draft({ partialAllowed: false }), birth);
  assert.throws(
    () => road.deliverPartially(delivery, [], why, road.silentHandover, report, circumstances),
    (error) => error instanceof DomainError && error.code === 'partial_not_allowed',
  );
});

it('refuses to hand over more than there is', () => {
  const { delivery } = create(draft(), birth);
  const onTheWay = { ...delivery, state: 'in_transit' as const };
  const handedOver = [{ code: 'P1', unloadedUnits: 1, items: new Map([['I1', 3]]) }];
  assert.throws(
    () => road.deliverPartially(onTheWay, handedOver, why, road.silentHandover, report, circumstances),
    (error) => error instanceof DomainError && error.code === 'invalid_input',
  );
});

it('turns a last mile round into a first mile that ends at the hub', () => {
  const { delivery } = create(draft({ legs: 'dropoff' }), birth);
  const back = createReturn(delivery, { ...birth, id: 'r' }).delivery;
  assert.deepEqual([back.direction, back.legs, back.state, back.returnOf], ['reverse', 'pickup', 'ready', 'd']);
  assert.deepEqual(back.pickup, delivery.dropoff);
  assert.equal(back.dropoff, null);
});

it('brings a last mile back to the return branch, where there is one', () => {
  const returnTo = place({ branch: 'RETURNS' });
  const { delivery } = create(draft({ legs: 'dropoff', returnTo, dropoff: place({ branch: 'SOUTH' }) }), birth);
  const back = createReturn(delivery, { ...birth, id: 'r' }).delivery;
  assert.deepEqual(back.pickup, { ...delivery.dropoff, branch: 'RETURNS' });
});

it('keeps what an update of packages leaves open', () => {
  const { delivery } = create(draft(), birth);
  const [named] = delivery.packages;
  assert.ok(named);
  const changed = upsertPackages(delivery, [{ ...named, amount: null, items: [] }], circumstances).delivery;
  assert.deepEqual(changed.packages, delivery.packages);
});

it('refuses a window that ends before it begins', () => {
  const window = { from: new Date('2026-01-02'), until: new Date('2026-01-01') };
  const { delivery } = create(draft(), birth);
  assert.throws(
    () => update(delivery, { dropoff: { window } }, circumstances),
    (error) => error instanceof DomainError && error.faults[0]?.path === 'dropoff.window.until',
  );
});
