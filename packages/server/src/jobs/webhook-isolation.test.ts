/** What one endpoint does costs no other. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  forgetEndpoints,
  receiver,
  sending,
  until,
  webhookHouse,
  type WebhookHouse,
} from '../../test/webhook-house.ts';
import { countOf } from '../../test/webhook-views.ts';

let house: WebhookHouse;

before(async () => (house = await webhookHouse({ webhookRetrySeconds: [0.3, 0.5, 0.7], webhookTimeoutMs: 700 })));
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

test('W3: an endpoint that hangs does not delay another, and holds no more than its share', async (t) => {
  const hanging = await receiver(t, () => {});
  const good = await receiver(t);
  await house.addEndpoint({ url: hanging.url });
  const { endpoint } = await house.addEndpoint({ url: good.url });
  sending(t, house);
  for (let n = 0; n < 60; n++) await house.happen(house.deps.newId(), 1);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 60, 3000);
  assert.equal(good.received.length, 60);
  assert.ok(hanging.mostAtOnce() <= 8, `${hanging.mostAtOnce()} at once`);
});

test('an endpoint that fails is knocked at with one message at a time until it answers well', async (t) => {
  let well = false;
  const ailing = await receiver(t, (_, response) => setTimeout(() => response.writeHead(well ? 200 : 500).end(), 5));
  const { endpoint } = await house.addEndpoint({ url: ailing.url });
  await house.rows(`update webhook_endpoint set failing_since = now() where id = '${endpoint.id}'`);
  for (let n = 0; n < 20; n++) await house.happen(house.deps.newId(), 1);
  sending(t, house);
  await until(() => ailing.received.length >= 5);
  assert.equal(ailing.mostAtOnce(), 1);
  well = true;
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 20);
});

test('T11: an event is on its way a moment after its commit', async (t) => {
  const good = await receiver(t);
  await house.addEndpoint({ url: good.url });
  sending(t, house);
  await sleep(50);
  const begun = performance.now();
  await house.happen(house.deps.newId(), 1);
  await until(() => good.received.length === 1);
  assert.ok(performance.now() - begun < 1000);
});
