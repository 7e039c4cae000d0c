/** What the relay notes for followers in the house, beside the messages that it writes. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { webhookHouse, type WebhookHouse } from '../../../test/webhook-house.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { writeBody } from '../../webhooks/write-body.ts';
import { relayEvents } from '../webhook/relay-events.ts';
import type { Follower } from './follower.ts';

let house: WebhookHouse;
before(async () => {
  house = await webhookHouse();
});
after(() => house.database.close());
beforeEach(async () => {
  while ((await relayEvents(house.deps, writeBody)) > 0);
  await sql`delete from follow_up`.execute(house.database.db);
});

const follower = (change: Partial<Follower> = {}): Follower => ({
  name: 'one',
  wants: (type) => type === 'webhook_endpoint.disabled',
  pick: (_tx, events) => Promise.resolve(new Set(events.map(({ id }) => id))),
  follow: () => Promise.reject(new Error('The relay does no work of a follower.')),
  ...change,
});

const relay = (...followers: readonly Follower[]) => relayEvents({ ...house.deps, followers }, writeBody);
const noted = () =>
  house.rows(
    'select follower, event_id, aggregate_id, sequence, attempts, parked_at from follow_up order by follower, sequence',
  );

test('each follower has its own of the events, with the place of each among those of its aggregate', async () => {
  const aggregate = house.deps.newId();
  const [first, second] = [await house.happen(aggregate, 1), await house.happen(aggregate, 2)];
  const later = follower({ name: 'two', pick: (_tx, events) => Promise.resolve(new Set(events.slice(1).map(({ id }) => id))) }); // prettier-ignore
  assert.equal(await relay(follower(), later), 2);
  const row = (name: string, id: string, sequence: number) => ({ follower: name, event_id: id, aggregate_id: aggregate, sequence, attempts: 0, parked_at: null }); // prettier-ignore
  assert.deepEqual(await noted(), [row('one', first, 1), row('one', second, 2), row('two', second, 2)]);
});

test('a follower is asked once for a batch, and only about types that it wants', async () => {
  await house.happen(house.deps.newId(), 1);
  await house.happen(house.deps.newId(), 1);
  const asked: (readonly RecordedEvent[])[] = [];
  const pick: Follower['pick'] = (_tx, events) => {
    asked.push(events);
    return Promise.resolve(new Set<string>());
  };
  assert.equal(await relay(follower({ pick }), follower({ name: 'other', wants: () => false, pick })), 2);
  assert.deepEqual(asked.map(({ length }) => length), [2]); // prettier-ignore
  assert.deepEqual(await noted(), []);
});

test('sees the rows of all accounts, and leaves nothing when the round fails', async () => {
  const stranger = await house.newAccount();
  await house.happen(house.deps.newId(), 1, 'ping', stranger);
  await house.happen(house.deps.newId(), 1);
  const seen = new Set<string>();
  const pick: Follower['pick'] = async (tx, events) => {
    const { rows } = await sql<{ account_id: string }>`
      select account_id from event where id = any(${events.map(({ id }) => id)}::uuid[])`.execute(tx);
    for (const { account_id } of rows) seen.add(account_id);
    return new Set(events.map(({ id }) => id));
  };
  const broken = follower({ name: 'broken', pick: () => Promise.reject(new Error('no')) });
  await assert.rejects(relay(follower({ pick }), broken), /no/);
  assert.deepEqual(await noted(), []);
  assert.equal(await relay(follower({ pick })), 2, 'the events were still there');
  assert.deepEqual(seen, new Set([stranger.accountId, house.caller.accountId]));
  assert.equal((await noted()).length, 2);
});

test('an event that is relayed once more is noted once', async () => {
  const id = await house.happen(house.deps.newId(), 1);
  await relay(follower());
  await house.rows(`insert into outbox (account_id, event_id) select account_id, id from event where id = '${id}'`);
  assert.equal(await relay(follower()), 1);
  assert.equal((await noted()).length, 1);
});

test('without followers the relay writes no row', async () => {
  await house.happen(house.deps.newId(), 1);
  assert.equal(await relay(), 1);
  assert.deepEqual(await noted(), []);
});
