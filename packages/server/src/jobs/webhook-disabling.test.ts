/** When an endpoint is switched off, and what its messages do meanwhile. */
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
import { countOf, messagesOf } from '../../test/webhook-views.ts';
import { getEndpoint } from '../use-cases/webhook/get-endpoint.ts';
import { replaySince } from '../use-cases/webhook/replay-since.ts';
import { updateEndpoint } from '../use-cases/webhook/update-endpoint.ts';

let house: WebhookHouse;

before(
  async () =>
    (house = await webhookHouse({ webhookRetrySeconds: [0.2, 3600], webhookDisableAfterSeconds: 5 * 86_400 })),
);
afterEach(() => forgetEndpoints(house));
after(() => house.database.close());

function disabledEvents(endpointId: string) {
  return house.rows(`select sequence, data from event where aggregate_id = '${endpointId}' order by sequence`);
}

test('W9: 410 switches the endpoint off at once, its owner can read why, and what waits goes on waiting', async (t) => {
  const leaving = await receiver(t, (_, response) => response.writeHead(410).end());
  const { endpoint } = await house.addEndpoint({ url: leaving.url });
  const aggregate = house.deps.newId();
  await house.happen(aggregate, 1);
  await house.happen(aggregate, 2);
  sending(t, house);
  const now = () => getEndpoint(house.deps, house.caller, endpoint.id);
  await until(async () => (await now()).state === 'disabled');
  const { disabledReason, version } = await now();
  assert.equal(disabledReason, 'The receiver answered 410: it wants no more messages.');
  assert.deepEqual(await disabledEvents(endpoint.id), [
    { sequence: version, data: { url: leaving.url, reason: disabledReason } },
  ]);
  assert.equal(await countOf(house, endpoint.id, 'failed'), 1);
  assert.equal(await countOf(house, endpoint.id, 'pending'), 1);
  assert.equal(leaving.received.length, 1);
});

test('W10: an endpoint that has failed for five days is switched off; enabled again it gets each missed event once, in order', async (t) => {
  let well = false;
  const dead = await receiver(t, (_, response) => response.writeHead(well ? 200 : 500).end());
  const { endpoint } = await house.addEndpoint({ url: dead.url });
  const since = new Date(Date.now() - 1000);
  const aggregates = [1, 2, 3].map(() => house.deps.newId());
  for (const aggregate of aggregates) await house.happen(aggregate, 1);
  const { stop } = sending(t, house);
  const now = () => getEndpoint(house.deps, house.caller, endpoint.id);
  await until(async () => (await now()).failingSince !== null);
  assert.equal((await now()).state, 'enabled');
  await stop();

  // five days pass, and the next try is the last of the schedule
  await house.rows(`update webhook_endpoint set failing_since = now() - interval '5 days' where id = '${endpoint.id}'`);
  await house.rows(`update webhook_message set due_at = now(), attempts = 2 where endpoint_id = '${endpoint.id}'`);
  sending(t, house);
  await until(async () => (await now()).state === 'disabled');
  assert.equal((await now()).disabledReason, 'Every try has failed for 120 hours.');
  assert.equal((await disabledEvents(endpoint.id)).length, 1);

  // meanwhile life goes on
  for (const aggregate of aggregates) await house.happen(aggregate, 2);
  await until(async () => (await messagesOf(house, endpoint.id)).length === 6);
  const tried = dead.received.length;

  well = true;
  // asked for while it is off, so that what failed goes out before what waits
  const { messages } = await replaySince(house.deps, house.caller, { endpointId: endpoint.id, since, which: 'missed' });
  assert.ok(messages >= 1 && messages <= 3);
  const enabled = await updateEndpoint(house.deps, house.caller, {
    id: endpoint.id,
    version: null,
    patch: { state: 'enabled' },
  });
  assert.equal(enabled.failingSince, null);
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 6);
  const arrived = dead.received.slice(tried);
  assert.equal(arrived.length, 6);
  assert.equal(new Set(arrived.map(({ headers }) => headers['webhook-id'])).size, 6);
  for (const aggregate of aggregates) {
    const own = arrived.filter(({ body }) => body.includes(aggregate)).map(({ body }) => body);
    assert.deepEqual(
      own.map((body) => body.includes('"sequence":1')),
      [true, false],
    );
  }
});

test('W10: one success between failures ends the row of failures', async (t) => {
  let well = true;
  const moody = await receiver(t, (_, response) => response.writeHead(well ? 200 : 500).end());
  const { endpoint } = await house.addEndpoint({ url: moody.url });
  await house.rows(`update webhook_endpoint set failing_since = now() - interval '9 days' where id = '${endpoint.id}'`);
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  const now = () => getEndpoint(house.deps, house.caller, endpoint.id);
  await until(async () => (await now()).failingSince === null);
  well = false;
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await now()).failingSince !== null);
  assert.equal((await now()).state, 'enabled');
});

test('while an endpoint is disabled its messages wait, and go out when it is enabled', async (t) => {
  const good = await receiver(t);
  const { endpoint } = await house.addEndpoint({ url: good.url });
  const { version } = await updateEndpoint(house.deps, house.caller, {
    id: endpoint.id,
    version: endpoint.version,
    patch: { state: 'disabled' },
  });
  sending(t, house);
  await house.happen(house.deps.newId(), 1);
  await until(async () => (await messagesOf(house, endpoint.id)).length === 1);
  await sleep(100);
  assert.equal(good.received.length, 0);
  await updateEndpoint(house.deps, house.caller, { id: endpoint.id, version, patch: { state: 'enabled' } });
  await until(async () => (await countOf(house, endpoint.id, 'delivered')) === 1);
});
