/** When and how often a message is tried. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import {
  forgetEndpoints,
  receiver,
  sending,
  until,
  webhookHouse,
  type WebhookHouse,
} from '../../test/webhook-house.ts';
import { countOf, idsOf, messagesOf, sequencesOf, standardHeaders } from '../../test/webhook-views.ts';
import { deleteEndpoint } from '../use-cases/webhook/delete-endpoint.ts';

let house: WebhookHouse;

before(async () => (house = await webhookHouse({ webhookRetrySeconds: [0.3, 0.5, 0.7], webhookTimeoutMs: 700 })));
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

test('W1: after three failures the fourth try succeeds: same id, same bytes, fresh signatures, at the documented times', async (t) => {
  const flaky = await receiver(t, (_, response, earlier) => response.writeHead(earlier < 3 ? 500 : 200).end('so so'));
  const { endpoint, secret } = await house.addEndpoint({ url: flaky.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1);

  assert.equal(flaky.received.length, 4);
  assert.equal(new Set(idsOf(flaky.received)).size, 1);
  assert.equal(new Set(flaky.received.map(({ body }) => body)).size, 1);
  for (const request of flaky.received) {
    new Webhook(secret).verify(request.body, standardHeaders(request));
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

test('W1: when every try of the schedule fails the message is failed and the next of its aggregate goes on', async (t) => {
  const angry = await receiver(t, (request, response) =>
    response.writeHead(request.body.includes('"sequence":1,') ? 500 : 200).end(),
  );
  const { endpoint } = await house.addEndpoint({ url: angry.url });
  const aggregate = house.deps.newId();
  await house.happen(aggregate, 1);
  await house.happen(aggregate, 2);
  sending(t, house);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1);
  assert.equal(await countOf(house, endpoint.id, 'failed'), 1);
  assert.deepEqual(sequencesOf(angry.received), [1, 1, 1, 1, 2]);
});

test('W2: a receiver that never answers costs its deadline and counts as a failure', async (t) => {
  const silent = await receiver(t, () => {});
  const { endpoint } = await house.addEndpoint({ url: silent.url });
  sending(t, house);
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

test('W4: a redirect is a failure and is not followed', async (t) => {
  const trap = await receiver(t);
  const redirecting = await receiver(t, (_, response) => response.writeHead(307, { location: trap.url }).end());
  const { endpoint } = await house.addEndpoint({ url: redirecting.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(() => redirecting.received.length === 2);
  assert.equal(trap.connections(), 0);
  assert.equal(await countOf(house, endpoint.id, 'pending'), 1);
});

test('W9: 429 and 503 with Retry-After put the next try off as asked, at most a day', async (t) => {
  const inTenMinutes = new Date(Date.now() + 600_000).toUTCString();
  for (const [status, header, least, most] of [
    [429, '120', 119, 121],
    [503, inTenMinutes, 590, 601],
    [503, '99999999', 86_390, 86_400],
  ] as const) {
    const busy = await receiver(t, (_, response) => response.writeHead(status, { 'retry-after': header }).end());
    const { endpoint } = await house.addEndpoint({ url: busy.url });
    await house.happen(house.deps.newId(), 1);
    const { stop } = sending(t, house);
    await until(async () => (await messagesOf(house, endpoint.id))[0]?.attempts === 1);
    await stop();
    const [message] = await messagesOf(house, endpoint.id);
    const wait = ((message?.dueAt.getTime() ?? 0) - Date.now()) / 1000;
    assert.ok(wait >= least - 2 && wait <= most, `${wait} s for ${header}`);
    await deleteEndpoint(house.deps, house.caller, endpoint.id);
  }
});
