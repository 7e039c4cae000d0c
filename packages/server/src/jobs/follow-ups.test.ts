/** What follows events in the house: in order, once, again after faults, and by any number of processes. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { until, webhookHouse, type WebhookHouse } from '../../test/webhook-house.ts';
import { deleteFollowUp, takeFollowUp } from '../store/follow-up.ts';
import type { Follower } from '../use-cases/follow/follower.ts';
import { listFollowUps, retryFollowUps } from '../use-cases/follow/follow-ups.ts';
import { runFollowUps } from '../use-cases/follow/run-follow-ups.ts';
import { transact } from '../use-cases/transact.ts';
import { createFollowUps } from './follow-ups.ts';
import { createRelay } from './relay.ts';

let house: WebhookHouse;
/** What the follower does with each event of the aggregates that it has not been told to fail at. */
const followed: string[] = [];
const failing = new Set<string>();

const follower: Follower = {
  name: 'one',
  wants: (type) => type === 'webhook_endpoint.disabled',
  pick: (_tx, events) => Promise.resolve(new Set(events.map(({ id }) => id))),
  async follow(_deps, tx, caller, event) {
    // its effect, in the transaction
    await tx.updateTable('account').set({ name: event.id }).where('id', '=', caller.accountId).execute();
    if (failing.has(event.aggregateId)) throw new Error(`Not ${event.sequence}`);
    followed.push(`${event.aggregateId} ${event.sequence}`);
  },
};

let deps: TestDeps;
before(async () => {
  house = await webhookHouse();
  deps = testDeps(house.database.tenants, { followers: [follower] });
});
beforeEach(async () => {
  await house.rows('delete from follow_up');
  await house.rows('delete from outbox');
  followed.length = 0;
  failing.clear();
});
after(() => house.database.close());

const relay = () => createRelay({ ...house.deps, followers: [follower] }, { idleMs: 10 });
/** Notes events of an aggregate for the follower. @returns the aggregate */
async function happen(sequences: number): Promise<string> {
  const id = deps.newId();
  for (let sequence = 1; sequence <= sequences; sequence += 1) {
    const event = await house.happen(id, sequence);
    await house.rows(`insert into follow_up (account_id, follower, event_id, aggregate_id, sequence)
      values ('${house.caller.accountId}', 'one', '${event}', '${id}', ${sequence})`);
  }
  return id;
}
const waiting = () => house.rows('select aggregate_id, sequence, attempts, parked_at from follow_up order by sequence');
const due = () => house.rows(`update follow_up set due_at = now()`);

test('follows within a second of what happened, the events of an aggregate in their order', async (t) => {
  const loop = createFollowUps(deps, { idleMs: 50 });
  const events = relay();
  t.after(() => Promise.all([loop.stop(), events.stop()]));
  loop.start();
  events.start();
  const begun = performance.now();
  const id = deps.newId();
  for (const sequence of [1, 2, 3]) await house.happen(id, sequence);
  await until(() => followed.length === 3);
  assert.ok(performance.now() - begun < 1000);
  assert.deepEqual(
    followed,
    [1, 2, 3].map((sequence) => `${id} ${sequence}`),
  );
  await until(async () => (await waiting()).length === 0);
});

test('R15: two processes do each once, and in order', async (t) => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => happen(5)));
  const loops = [1, 2].map(() => createFollowUps(deps, { idleMs: 5, batch: 3 }));
  t.after(() => Promise.all(loops.map((loop) => loop.stop())));
  for (const loop of loops) loop.start();
  await until(async () => (await waiting()).length === 0, 20_000);
  for (const id of ids) {
    const own = followed.filter((one) => one.startsWith(id));
    assert.deepEqual(
      own,
      [1, 2, 3, 4, 5].map((sequence) => `${id} ${sequence}`),
    );
  }
});

test('what fails leaves nothing but its words, holds up those behind it and nobody else, and waits longer each time', async () => {
  const [bad, good] = [await happen(2), await happen(2)];
  failing.add(bad);
  while ((await runFollowUps(deps, 50)) > 0);
  assert.deepEqual(followed, [`${good} 1`, `${good} 2`]);
  assert.deepEqual(await waiting(), [
    { aggregate_id: bad, sequence: 1, attempts: 1, parked_at: null },
    { aggregate_id: bad, sequence: 2, attempts: 0, parked_at: null },
  ]);
  for (const middle of [2, 4, 8, 16]) {
    await due();
    assert.equal(await runFollowUps(deps, 50), 1);
    const [row] = await house.rows(`select error, extract(epoch from due_at - now())::float8 as wait from follow_up where sequence = 1`); // prettier-ignore
    assert.equal(row?.['error'], 'Not 1');
    const wait = Number(row['wait']);
    assert.ok(wait > middle * 0.8 - 1 && wait <= middle * 1.2, `${wait} s, not about ${middle} s`);
  }
  const [{ same } = {}] = await house.rows('select count(distinct due_at)::int as same from follow_up');
  assert.equal(same, 1, 'those behind it wait as long');
  failing.clear();
  await due();
  while ((await runFollowUps(deps, 50)) > 0);
  assert.deepEqual(followed.slice(2), [`${bad} 1`, `${bad} 2`]);
});

test('R16: after twelve tries it is parked with its error, and tried again by hand', async () => {
  const id = await happen(2);
  failing.add(id);
  for (let tries = 1; tries <= 12; tries += 1) {
    await due();
    assert.equal(await runFollowUps(deps, 50), 1);
  }
  const list = (state: 'waiting' | 'parked') => listFollowUps(deps, house.caller, { after: null, state, limit: 10 });
  const [parked, ...more] = await list('parked');
  assert.deepEqual([parked?.attempts, parked?.error, parked?.parkedAt instanceof Date, more.length], [12, 'Not 1', true, 0]); // prettier-ignore
  assert.deepEqual((await list('waiting')).map(({ sequence }) => sequence), [2]); // prettier-ignore
  failing.clear();
  await due();
  assert.equal(await runFollowUps(deps, 50), 1);
  assert.deepEqual(followed, [`${id} 2`], 'it no longer holds up the one behind it');
  const stranger = await house.newAccount();
  assert.equal(await retryFollowUps(deps, stranger), 0);
  assert.equal(await retryFollowUps(deps, house.caller), 1);
  assert.equal(await runFollowUps(deps, 50), 1);
  assert.deepEqual(followed, [`${id} 2`, `${id} 1`]);
  assert.deepEqual(await waiting(), []);
});

test('P3: what a process that dies had begun is anybody’s at once', async () => {
  const id = await happen(1);
  const [row] = await house.rows('select event_id from follow_up');
  const place = { accountId: house.caller.accountId, follower: 'one', eventId: String(row?.['event_id']) };
  await assert.rejects(
    transact(deps, house.caller, async (tx) => {
      assert.ok(await takeFollowUp(tx, place));
      await deleteFollowUp(tx, place);
      assert.equal(await runFollowUps(deps, 50), 0, 'it is taken');
      throw new Error('killed');
    }),
    /killed/,
  );
  assert.equal(await runFollowUps(deps, 50), 1);
  assert.deepEqual(followed, [`${id} 1`]);
});

test('a follower of another release is not forgotten: its event waits and says so', async () => {
  await happen(1);
  await house.rows(`update follow_up set follower = 'later'`);
  assert.equal(await runFollowUps(deps, 50), 1);
  const [row] = await house.rows('select error, attempts from follow_up');
  assert.deepEqual(row, { error: 'There is no follower later.', attempts: 1 });
});
