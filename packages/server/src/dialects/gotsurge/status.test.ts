/** Each of GotSurge's thirteen words is some state's, and leads back to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryStates } from '../../domain/delivery/delivery-state.ts';
import { fromGotSurgeStatus, statusAt, statusWords, toGotSurgeStatus } from './status.ts';

test('every state has a word, and every word a state', () => {
  assert.equal(statusWords.length, 13);
  assert.deepEqual(Object.keys(toGotSurgeStatus).toSorted(), [...deliveryStates].toSorted());
  assert.deepEqual(new Set(Object.values(toGotSurgeStatus)), new Set(statusWords));
  for (const word of statusWords) assert.equal(toGotSurgeStatus[fromGotSurgeStatus[word]], word);
});

test('a round is over at its second, and only a round', () => {
  const end = new Date('2026-11-22T08:00:00Z');
  const before = new Date(end.getTime() - 1);
  assert.equal(statusAt('offered', end, before), 'broadcasting');
  assert.equal(statusAt('offered', end, end), 'expired');
  assert.equal(statusAt('offered', null, end), 'broadcasting');
  for (const state of deliveryStates) {
    if (state !== 'offered') assert.equal(statusAt(state, before, end), toGotSurgeStatus[state]);
  }
});
