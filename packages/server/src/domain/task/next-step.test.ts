/** The one step that is next, from setting out to the end. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Stop, StopState } from '../trip/trip.ts';
import { nextStep } from './next-step.ts';

const stop = (id: string, leg: Stop['leg'], state: StopState) => ({ id, leg, state });

it('goes from door to door', () => {
  const at = (pickup: StopState, dropoff: StopState, state: 'planned' | 'started' = 'started') =>
    nextStep({ state }, [stop('p', 'pickup', pickup), stop('d', 'dropoff', dropoff)], false);
  assert.deepEqual(at('open', 'open', 'planned'), { kind: 'set_out', stopId: 'p' });
  assert.deepEqual(at('open', 'open'), { kind: 'arrive', stopId: 'p' });
  assert.deepEqual(at('arrived', 'open'), { kind: 'pick_up', stopId: 'p' });
  assert.deepEqual(at('done', 'open'), { kind: 'arrive', stopId: 'd' });
  assert.deepEqual(at('done', 'arrived'), { kind: 'deliver', stopId: 'd' });
  assert.deepEqual(at('done', 'done'), { kind: 'end', stopId: null });
  assert.deepEqual(at('failed', 'dropped'), { kind: 'end', stopId: null });
});

it('waits while another trip is under way, and has nothing to do on one that is over', () => {
  const open = [stop('p', 'pickup', 'open')];
  assert.equal(nextStep({ state: 'planned' }, open, true), null);
  assert.deepEqual(nextStep({ state: 'started' }, open, true), { kind: 'arrive', stopId: 'p' });
  assert.equal(nextStep({ state: 'planned' }, [stop('p', 'pickup', 'dropped')], false), null);
  assert.equal(nextStep({ state: 'ended' }, open, false), null);
  assert.equal(nextStep({ state: 'cancelled' }, open, false), null);
});
