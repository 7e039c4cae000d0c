import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deliveryStates } from '../../domain/delivery/delivery-state.ts';
import { legPlans } from '../../domain/delivery/delivery.ts';
import {
  fromNewStatus,
  fromOrderState,
  fromOrderType,
  fromPaymentType,
  newStatusWords,
  toLogiNextStatus,
  toSearch,
} from './status.ts';

it('has a documented word for every state with every legs', () => {
  const words = new Set(deliveryStates.flatMap((state) => legPlans.map((legs) => toLogiNextStatus(state, legs))));
  assert.deepEqual([...words].toSorted(), [
    'CANCELLED',
    'DELIVERED',
    'INTRANSIT',
    'NOTDELIVERED',
    'NOTDISPATCHED',
    'NOTPICKEDUP',
    'PARTIALLYDELIVERED',
    'PICKEDUP',
  ]);
});

it('calls goods on the way, and at the receiver’s door, PICKEDUP only where there was a pickup', () => {
  for (const state of ['in_transit', 'at_dropoff'] as const) {
    assert.deepEqual(legPlans.map((legs) => toLogiNextStatus(state, legs)), ['PICKEDUP', 'INTRANSIT', 'PICKEDUP']); // prettier-ignore
  }
});

it('finds every state with every legs by exactly one filter, and by ALL', () => {
  const filters = ['NOTDISPATCHED', 'INTRANSIT', 'PICKEDUP', 'COMPLETED', 'NOTCOMPLETED', 'CANCELLED'];
  for (const state of deliveryStates) {
    for (const legs of legPlans) {
      const finds = (word: string) =>
        (toSearch(word) ?? []).some(
          (clause) =>
            clause.states.includes(state) &&
            (clause.withPickup === undefined || clause.withPickup === (legs !== 'dropoff')),
        );
      assert.equal(filters.filter(finds).length, 1, `${state} ${legs}`);
      assert.ok(finds('ALL') && finds(''));
      const word = toLogiNextStatus(state, legs);
      if (filters.includes(word)) assert.ok(finds(word), `${state} ${legs} is ${word}`);
    }
  }
});

it('refuses words that nobody documented, and never guesses', () => {
  for (const word of ['SHIPPED', 'DELIVERED ?', '__proto__', 'constructor']) {
    assert.equal(toSearch(word), null, word);
    assert.equal(fromNewStatus(word), null, word);
    assert.equal(fromOrderType(word), null, word);
    assert.equal(fromOrderState(word), null, word);
    assert.equal(fromPaymentType(word), null, word);
  }
});

it('reads every word that it names, in any case', () => {
  for (const word of newStatusWords) assert.ok(fromNewStatus(` ${word.toLowerCase()} `), word);
});
