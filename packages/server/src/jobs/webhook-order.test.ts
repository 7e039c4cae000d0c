/** Messages of one aggregate arrive one after the other, whatever happens. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  forgetEndpoints,
  receiver,
  sending,
  until,
  webhookHouse,
  type WebhookHouse,
} from '../../test/webhook-house.ts';
import { countOf, idsOf, sequencesOf } from '../../test/webhook-views.ts';
import { claimMessages, type Claimed } from '../use-cases/webhook/claim-messages.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { writeBody } from '../webhooks/write-body.ts';

let house: WebhookHouse;

before(async () => (house = await webhookHouse({ webhookRetrySeconds: [0.3, 0.5, 0.7], webhookTimeoutMs: 700 })));
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

/** Claims as a sender does. */
function claim(leaseSeconds: number): Promise<Claimed[]> {
  return claimMessages(house.deps, { leaseSeconds, limit: 100, perEndpoint: 8, busy: [], failing: false });
}

test('W13: messages of one aggregate arrive in order through failures, while other aggregates do not wait', async (t) => {
  const slow = await receiver(t, (request, response, earlier) => {
    const fails = request.body.includes('"sequence":1,"word":"ping"') && earlier < 3;
    setTimeout(() => response.writeHead(fails ? 503 : 200).end(), 20);
  });
  const { endpoint } = await house.addEndpoint({ url: slow.url });
  sending(t, house);
  const [bumpy, smooth] = [house.deps.newId(), house.deps.newId()];
  for (const sequence of [1, 2, 3]) await house.happen(bumpy, sequence);
  for (const sequence of [1, 2, 3]) await house.happen(smooth, sequence, 'pong');
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 6);
  const of = (aggregate: string) => slow.received.filter(({ body }) => body.includes(aggregate));
  const tries = sequencesOf(of(bumpy));
  assert.deepEqual([...new Set(tries)], [1, 2, 3]);
  assert.deepEqual(
    tries,
    tries.toSorted((a, b) => a - b),
  );
  assert.ok(tries.length > 3, 'the first was tried again');
  assert.deepEqual(sequencesOf(of(smooth)), [1, 2, 3]);
});

test('W13: a message written while an earlier one waits to be tried again waits behind it', async (t) => {
  const { endpoint } = await house.addEndpoint({ url: (await receiver(t)).url });
  const aggregate = house.deps.newId();
  await house.happen(aggregate, 1);
  await relayEvents(house.deps, writeBody);
  await house.rows(
    `update webhook_message set due_at = now() + interval '1 hour' where endpoint_id = '${endpoint.id}'`,
  );
  await house.happen(aggregate, 2);
  await relayEvents(house.deps, writeBody);
  const row = await house.row(
    `select count(distinct due_at)::int as times, count(*)::int as n from webhook_message
     where endpoint_id = '${endpoint.id}'`,
  );
  assert.deepEqual(row, { times: 1, n: 2 });
  assert.equal((await claim(30)).length, 0);
});

test('R15: two senders never send one message twice', async (t) => {
  const slow = await receiver(t, (_, response) => setTimeout(() => response.writeHead(200).end(), 10));
  const { endpoint } = await house.addEndpoint({ url: slow.url });
  const aggregates = Array.from({ length: 30 }, () => house.deps.newId());
  for (const sequence of [1, 2, 3, 4]) for (const aggregate of aggregates) await house.happen(aggregate, sequence);
  sending(t, house);
  sending(t, house);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 120, 10_000);
  assert.equal(slow.received.length, 120);
  assert.equal(new Set(idsOf(slow.received)).size, 120);
  for (const aggregate of aggregates) {
    const own = slow.received.filter(({ body }) => body.includes(aggregate));
    assert.deepEqual(sequencesOf(own), [1, 2, 3, 4]);
  }
});
