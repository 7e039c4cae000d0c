/** Endpoints that are changed or deleted while messages wait, and messages that are sent again. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import {
  forgetEndpoints,
  receiver,
  sending,
  until,
  webhookHouse,
  type WebhookHouse,
} from '../../test/webhook-house.ts';
import { countOf, messagesOf, standardHeaders } from '../../test/webhook-views.ts';
import { createSecretBox } from '../lib/secret-box.ts';
import { deleteEndpoint } from '../use-cases/webhook/delete-endpoint.ts';
import { getMessage } from '../use-cases/webhook/get-message.ts';
import { resendMessage } from '../use-cases/webhook/resend-message.ts';
import { rotateSecret } from '../use-cases/webhook/rotate-secret.ts';
import { updateEndpoint } from '../use-cases/webhook/update-endpoint.ts';

let house: WebhookHouse;

before(
  async () =>
    (house = await webhookHouse({ webhookRetrySeconds: [0.2, 3600], webhookDisableAfterSeconds: 5 * 86_400 })),
);
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

test('W14: a deleted endpoint gets nothing more, and what waited for it is dropped', async (t) => {
  const broken = await receiver(t, (_, response) => response.writeHead(500).end());
  const { endpoint } = await house.addEndpoint({ url: broken.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await messagesOf(house, endpoint.id))[0]?.attempts === 1);
  await deleteEndpoint(house.deps, house.caller, endpoint.id);
  const tried = broken.received.length;
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await house.row('select 1 from outbox')) === undefined);
  await sleep(300);
  assert.equal(broken.received.length, tried);
  assert.equal(await countOf(house, endpoint.id, 'dropped'), 1);
  assert.equal((await messagesOf(house, endpoint.id)).length, 1);
});

test('W14: a new secret signs from the next try on, beside the old one for as long as that is valid', async (t) => {
  const flaky = await receiver(t, (_, response, earlier) => response.writeHead(earlier === 0 ? 500 : 200).end());
  const { endpoint, secret: old } = await house.addEndpoint({ url: flaky.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(() => flaky.received.length === 1);
  const { secret: fresh } = await rotateSecret(house.deps, house.caller, endpoint.id);
  await until(() => flaky.received.length === 2);
  const [first, second] = flaky.received;
  assert.ok(first && second);
  new Webhook(old).verify(first.body, standardHeaders(first));
  assert.throws(() => new Webhook(fresh).verify(first.body, standardHeaders(first)));
  new Webhook(old).verify(second.body, standardHeaders(second));
  new Webhook(fresh).verify(second.body, standardHeaders(second));

  await house.rows(`update webhook_endpoint set previous_secret_until = now() where id = '${endpoint.id}'`);
  await house.happen(house.deps.newId(), 1);
  await until(() => flaky.received.length === 3);
  const third = flaky.received[2];
  assert.ok(third);
  new Webhook(fresh).verify(third.body, standardHeaders(third));
  assert.throws(() => new Webhook(old).verify(third.body, standardHeaders(third)));
});

test('W14: messages of a removed event are dropped and that is logged; the others go on', async (t) => {
  const broken = await receiver(t, (_, response) => response.writeHead(500).end());
  const { endpoint } = await house.addEndpoint({ url: broken.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1, 'ping');
  await house.happen(house.deps.newId(), 1, 'pong');
  await until(async () => (await messagesOf(house, endpoint.id)).filter(({ attempts }) => attempts > 0).length === 2);
  await updateEndpoint(house.deps, house.caller, { id: endpoint.id, version: null, patch: { events: ['pong'] } });
  const states = new Map((await messagesOf(house, endpoint.id)).map(({ type, state }) => [type, state]));
  assert.deepEqual([states.get('ping'), states.get('pong')], ['dropped', 'pending']);
  assert.ok(house.logged.some((line) => line.includes('webhook messages dropped') && line.includes(endpoint.id)));
});

test('a message that is sent again has the same id and the same bytes', async (t) => {
  const good = await receiver(t);
  const { endpoint } = await house.addEndpoint({ url: good.url });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1);
  const [message] = await messagesOf(house, endpoint.id);
  assert.ok(message);
  const again = await resendMessage(house.deps, house.caller, message.id);
  assert.deepEqual([again.state, again.settledAt], ['pending', null]);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1 && good.received.length === 2);
  const [first, second] = good.received;
  assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id']);
  assert.equal(first?.body, second?.body);
  await until(
    async () =>
      (await getMessage(house.deps, house.caller, message.id, { before: null, limit: 10 })).attempts.length === 2,
  );
});

test('messages whose secret cannot be opened fail with words that say what to do', async (t) => {
  const good = await receiver(t);
  const { endpoint } = await house.addEndpoint({ url: good.url });
  const foreign = createSecretBox(Buffer.alloc(32, 7)).seal('whsec_AAAA').toString('hex');
  await house.rows(`update webhook_endpoint set secret = '\\x${foreign}' where id = '${endpoint.id}'`);
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(async () => ((await messagesOf(house, endpoint.id))[0]?.attempts ?? 0) > 0);
  const [message] = await messagesOf(house, endpoint.id);
  const { attempts } = await getMessage(house.deps, house.caller, message?.id ?? '', { before: null, limit: 1 });
  assert.equal(attempts[0]?.error, 'The message could not be signed: rotate the secret of the endpoint.');
  assert.equal(good.received.length, 0);
});
