/** A plan's states: each can be reached, the last have no exits, and no other move is made. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cancelPlan, failPlan, finishPlan, newPlan } from './lifecycle.ts';
import { planMoves, planStates, type Plan, type PlanState } from './plan.ts';

const now = new Date('2026-11-23T00:00:00Z');
const request = { kind: 'deliveries', deliveryIds: null, window: null, courierIds: null, setOff: null, seconds: null } as const; // prettier-ignore
const waiting = newPlan('a', 'p', 'Plan', request, now);
const nothing = { routes: [], unassigned: [], versions: {}, applied: 0 };
const ends = {
  finished: (plan: Plan) => finishPlan(plan, [], now).plan,
  failed: (plan: Plan) => failPlan(plan, 'why', now).plan,
  cancelled: (plan: Plan) => cancelPlan(plan, now),
} as const;

it('reaches every state from waiting, and leaves no state that is the end', () => {
  const reached = new Set<PlanState>(['waiting']);
  for (const state of reached) for (const next of planMoves[state]) reached.add(next);
  assert.deepEqual(reached, new Set(planStates));
  for (const state of ['finished', 'failed', 'cancelled'] as const) assert.deepEqual(planMoves[state], []);
});

it('ends by the moves of the table alone, each with the next version', () => {
  for (const from of planStates) {
    for (const [to, end] of Object.entries(ends)) {
      const exits: readonly string[] = planMoves[from];
      const before = { ...waiting, state: from };
      if (!exits.includes(to)) {
        assert.throws(() => end(before), { code: 'illegal_transition' }, `${from} to ${to}`);
        continue;
      }
      const { state, version, endedAt } = end(before);
      assert.deepEqual([state, version, endedAt], [to, 2, now]);
    }
  }
});

it('is not called off while trips are made of it, but a problem’s answer may be', () => {
  const ready = { ...waiting, state: 'running', result: nothing } as const;
  assert.throws(() => cancelPlan(ready, now), { code: 'illegal_transition' });
  assert.equal(cancelPlan({ ...ready, kind: 'problem' }, now).state, 'cancelled');
});

it('tells a problem’s routes, and of deliveries the trips', () => {
  const running = { ...waiting, state: 'running', result: nothing } as const;
  const { event } = finishPlan(running, [], now);
  assert.deepEqual([event.type, event.aggregate, event.sequence], ['plan.applied', 'route_plan', 1]);
  assert.equal(finishPlan({ ...running, kind: 'problem' }, [], now).event.type, 'plan.finished');
});
