/** From the event to the partner's server: retries, order, isolation, and what a crash leaves behind. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { startReceiver, type Received, type Receiver } from '../../test/receiver.ts';
import { startSending, until, webhookHouse, type Sending, type WebhookHouse } from '../../test/webhook-house.ts';
import { createEgress } from '../lib/egress/egress.ts';
import { claimMessages, type Claimed } from '../use-cases/webhook/claim-messages.ts';
import { recordAttempts } from '../use-cases/webhook/record-attempts.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { send } from '../webhooks/send.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { verdictOn } from './verdict.ts';

let house: WebhookHouse;
let cleanUp: (() => Promise<void>)[] = [];

before(async () => {
  house = await webhookHouse({ webhookRetrySeconds: [0.3, 0.5, 0.7], webhookTimeoutMs: 700 });
});
afterEach(async () => {
  for (const undo of cleanUp.toReversed()) await undo();
  cleanUp = [];
  // what one test leaves behind must not reach the next
  await house.rows(`update webhook_endpoint set deleted_at = now() where deleted_at is null`);
});
after(() => house.database.close());

async function receiver(...answer: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...answer);
  cleanUp.push(started.close);
  return started;
}

function sending(...options: Parameters<typeof startSending> extends [unknown, ...infer O] ? O : never): Sending {
  const started = startSending(house, ...options);
  cleanUp.push(started.stop);
  return started;
}

const idsOf = (received: readonly Received[]) => received.map(({ headers }) => headers['webhook-id']);
const sequencesOf = (received: readonly Received[]) =>
  received.map(({ body }) => Number(/"sequence":(\d+)/.exec(body)?.[1]));

async function stateOf(endpointId: string, state: string): Promise<number> {
  const row = await house.row(
    `select count(*)::int as n from webhook_message where endpoint_id = '${endpointId}' and state = '${state}'`,
  );
  return Number(row?.['n']);
}

/** Claims as a process would that is about to die. */
function claim(leaseSeconds: number): Promise<Claimed[]> {
  return claimMessages(house.deps, { leaseSeconds, limit: 100, perEndpoint: 8, busy: [], failing: false });
}

test('W1: after three failures the fourth try succeeds: same id, same bytes, fresh signatures, at the documented times', async () => {
  const flaky = await receiver((_, response, earlier) => response.writeHead(earlier < 3 ? 500 : 200).end('so so'));
  const { endpoint, secret } = await house.addEndpoint({ url: flaky.url });
  sending();
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 1);

  assert.equal(flaky.received.length, 4);
  assert.equal(new Set(idsOf(flaky.received)).size, 1);
  assert.equal(new Set(flaky.received.map(({ body }) => body)).size, 1);
  for (const { headers, body } of flaky.received) {
    new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    });
  }
  const gaps = flaky.received.slice(1).map(({ at }, index) => at - (flaky.received[index]?.at ?? 0));
  for (const [index, planned] of [300, 500, 700].entries()) {
    const gap = gaps[index] ?? 0;
    assert.ok(gap >= planned * 0.9 && gap <= planned * 1.1 + 200, `wait ${index}: ${gap} ms for ${planned} ms`);
  }
  const attempts = await house.rows(
    `select a.* from webhook_attempt a join webhook_message m on m.id = a.message_id
     where m.endpoint_id = '${endpoint.id}' order by number`,
  );
  assert.deepEqual(
    attempts.map(({ number, status, error }) => [number, status, error]),
    [
      [1, 500, 'The receiver answered 500.'],
      [2, 500, 'The receiver answered 500.'],
      [3, 500, 'The receiver answered 500.'],
      [4, 200, null],
    ],
  );
  assert.equal(attempts[0]?.['response_excerpt'], 'so so');
  const health = await house.row(`select * from webhook_endpoint where id = '${endpoint.id}'`);
  assert.equal(health?.['failing_since'], null);
  assert.ok(health?.['last_success_at'] instanceof Date);
});

test('W1: when every try of the schedule fails the message is failed and the next of its aggregate goes on', async () => {
  const angry = await receiver((request, response) =>
    response.writeHead(request.body.includes('"sequence":1,') ? 500 : 200).end(),
  );
  const { endpoint } = await house.addEndpoint({ url: angry.url });
  const aggregate = house.deps.newId();
  await house.happen(aggregate, 1);
  await house.happen(aggregate, 2);
  sending();
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 1);
  assert.equal(await stateOf(endpoint.id, 'failed'), 1);
  assert.deepEqual(sequencesOf(angry.received), [1, 1, 1, 1, 2]);
});

test('W2: a receiver that never answers costs its deadline and counts as a failure', async () => {
  const silent = await receiver(() => {});
  const { endpoint } = await house.addEndpoint({ url: silent.url });
  sending();
  await house.happen(house.deps.newId(), 1);
  const attempt = () =>
    house.row(
      `select a.error, a.duration_ms from webhook_attempt a join webhook_message m on m.id = a.message_id
       where m.endpoint_id = '${endpoint.id}'`,
    );
  await until(async () => (await attempt()) !== undefined);
  const { error, duration_ms: took } = (await attempt()) ?? {};
  assert.equal(error, 'The receiver did not answer completely within 0.7 s.');
  assert.ok(Number(took) >= 690 && Number(took) < 1200);
});

test('W4: a redirect is a failure and is not followed', async () => {
  const trap = await receiver();
  const redirecting = await receiver((_, response) => response.writeHead(307, { location: trap.url }).end());
  const { endpoint } = await house.addEndpoint({ url: redirecting.url });
  sending();
  await house.happen(house.deps.newId(), 1);
  await until(() => redirecting.received.length === 2);
  assert.equal(trap.connections(), 0);
  assert.equal(await stateOf(endpoint.id, 'pending'), 1);
});

test('W13: messages of one aggregate arrive in order through failures, while other aggregates do not wait', async () => {
  const slow = await receiver((request, response, earlier) => {
    const fails = request.body.includes('"sequence":1,"word":"ping"') && earlier < 3;
    setTimeout(() => response.writeHead(fails ? 503 : 200).end(), 20);
  });
  const { endpoint } = await house.addEndpoint({ url: slow.url });
  sending();
  const [bumpy, smooth] = [house.deps.newId(), house.deps.newId()];
  for (const sequence of [1, 2, 3]) await house.happen(bumpy, sequence);
  for (const sequence of [1, 2, 3]) await house.happen(smooth, sequence, 'pong');
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 6);
  const of = (aggregate: string) => slow.received.filter(({ body }) => body.includes(aggregate));
  const tries = sequencesOf(of(bumpy));
  assert.deepEqual([...new Set(tries)], [1, 2, 3]);
  assert.deepEqual(tries, tries.toSorted());
  assert.ok(tries.length > 3, 'the first was tried again');
  assert.deepEqual(sequencesOf(of(smooth)), [1, 2, 3]);
});

test('W13: a message written while an earlier one waits to be tried again waits behind it', async () => {
  const { endpoint } = await house.addEndpoint({ url: (await receiver()).url });
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

test('W3: an endpoint that hangs does not delay another, and holds no more than its share', async () => {
  const hanging = await receiver(() => {});
  const good = await receiver();
  await house.addEndpoint({ url: hanging.url });
  const { endpoint } = await house.addEndpoint({ url: good.url });
  sending();
  for (let n = 0; n < 60; n++) await house.happen(house.deps.newId(), 1);
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 60, 3000);
  assert.equal(good.received.length, 60);
  assert.ok(hanging.mostAtOnce() <= 8, `${hanging.mostAtOnce()} at once`);
});

test('an endpoint that fails is knocked at with one message at a time until it answers well', async () => {
  let well = false;
  const ailing = await receiver((_, response) => setTimeout(() => response.writeHead(well ? 200 : 500).end(), 5));
  const { endpoint } = await house.addEndpoint({ url: ailing.url });
  await house.rows(`update webhook_endpoint set failing_since = now() where id = '${endpoint.id}'`);
  for (let n = 0; n < 20; n++) await house.happen(house.deps.newId(), 1);
  sending();
  await until(() => ailing.received.length >= 5);
  assert.equal(ailing.mostAtOnce(), 1);
  well = true;
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 20);
});

test('R3: what a sender that died had claimed is sent again after the lease, under the same id', async () => {
  const good = await receiver();
  const { endpoint } = await house.addEndpoint({ url: good.url });
  await house.happen(house.deps.newId(), 1);
  await relayEvents(house.deps, writeBody);
  const [lost] = await claim(0.5);
  assert.ok(lost);
  const egress = createEgress({ privateUrls: true });
  cleanUp.push(egress.close);
  // the receiver has it, but nobody lives to record that
  const sent = await send(egress, lost, { timeoutMs: 500, now: house.deps.now });
  assert.equal(sent.outcome, 'delivered');
  assert.equal((await claim(30)).length, 0, 'the lease still holds');

  sending();
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 1);
  assert.deepEqual(idsOf(good.received), [lost.id, lost.id]);
  // the dead come back: their verdict counts for nothing
  await recordAttempts(house.deps, [verdictOn(lost, { ...sent, outcome: 'retry' }, [1], 0.5)]);
  assert.equal(await stateOf(endpoint.id, 'delivered'), 1);
  const row = await house.row(`select count(*)::int as n from webhook_attempt where message_id = '${lost.id}'`);
  assert.equal(row?.['n'], 1);
});

test('R15: two senders never send one message twice', async () => {
  const slow = await receiver((_, response) => setTimeout(() => response.writeHead(200).end(), 10));
  const { endpoint } = await house.addEndpoint({ url: slow.url });
  const aggregates = Array.from({ length: 30 }, () => house.deps.newId());
  for (const sequence of [1, 2, 3, 4]) for (const aggregate of aggregates) await house.happen(aggregate, sequence);
  sending();
  sending();
  await until(async () => (await stateOf(endpoint.id, 'delivered')) === 120, 10_000);
  assert.equal(slow.received.length, 120);
  assert.equal(new Set(idsOf(slow.received)).size, 120);
  for (const aggregate of aggregates) {
    const own = slow.received.filter(({ body }) => body.includes(aggregate));
    assert.deepEqual(sequencesOf(own), [1, 2, 3, 4]);
  }
});

test('R13: a sender that stops hands back what did not end in time, untried and due at once', async () => {
  const silent = await receiver(() => {});
  const { endpoint } = await house.addEndpoint({ url: silent.url });
  const { stop } = sending({ graceMs: 50 });
  await house.happen(house.deps.newId(), 1);
  await until(() => silent.received.length === 1);
  const begun = performance.now();
  await stop();
  assert.ok(performance.now() - begun < 500);
  const row = await house.row(
    `select state, attempts, claimed_by, due_at <= now() as due from webhook_message where endpoint_id = '${endpoint.id}'`,
  );
  assert.deepEqual(row, { state: 'pending', attempts: 0, claimed_by: null, due: true });
});

test('T11: an event is on its way a moment after its commit', async () => {
  const good = await receiver();
  await house.addEndpoint({ url: good.url });
  sending();
  await sleep(50);
  const begun = performance.now();
  await house.happen(house.deps.newId(), 1);
  await until(() => good.received.length === 1);
  assert.ok(performance.now() - begun < 1000);
});
