/** Which deliveries a rule insures. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import type { Delivery, DeliveryDraft } from '../delivery/delivery.ts';
import { create } from '../delivery/lifecycle.ts';
import { deliveryStates, isUndispatched } from '../delivery/delivery-state.ts';
import { fits, type RuleConditions } from './rule.ts';

const open: RuleConditions = { leastValue: null, mostValue: null, paymentMode: null, services: null, branches: null };
const delivery = (change: Partial<DeliveryDraft> = {}): Delivery =>
  create(draft({ goodsValue: 100_000, currency: 'INR', ...change }), { accountId: 'a', id: 'd', now: new Date() }).delivery; // prettier-ignore
const insures = (conditions: Partial<RuleConditions>, change: Partial<DeliveryDraft> = {}) =>
  fits({ conditions: { ...open, ...conditions }, state: 'active' }, 'INR', delivery(change));

it('insures goods of some value that go out, in its own currency', () => {
  assert.ok(insures({}));
  assert.ok(!insures({}, { goodsValue: null }));
  assert.ok(!insures({}, { goodsValue: 0 }));
  assert.ok(!insures({}, { currency: 'VND' }));
  assert.ok(!insures({}, { direction: 'reverse' }));
  assert.ok(!fits({ conditions: open, state: 'paused' }, 'INR', delivery()));
});

it('insures nothing that somebody has set out with', () => {
  for (const state of deliveryStates)
    assert.equal(fits({ conditions: open, state: 'active' }, 'INR', { ...delivery(), state }), isUndispatched(state));
});

it('looks at value, payment, service and branch where it says so', () => {
  assert.ok(insures({ leastValue: 100_000, mostValue: 100_000 }));
  assert.ok(!insures({ leastValue: 100_001 }));
  assert.ok(!insures({ mostValue: 99_999 }));
  assert.ok(insures({ paymentMode: 'cod' }, { paymentMode: 'cod' }));
  assert.ok(!insures({ paymentMode: 'cod' }, { paymentMode: null }));
  assert.ok(insures({ services: ['plain'] }, { service: null }));
  assert.ok(!insures({ services: ['plain'] }, { service: 'task' }));
  const dropoff = place({ branch: 'MUM' });
  assert.ok(insures({ branches: ['MUM'] }, { dropoff }));
  assert.ok(!insures({ branches: ['DEL'] }, { dropoff }));
  assert.ok(insures({ branches: ['DEL'] }, { pickup: place({ branch: 'DEL' }), dropoff: null }));
  assert.ok(!insures({ branches: ['DEL'] }, { dropoff: place({ branch: null }), pickup: null }));
});
