/** How events leave the outbox. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { receiver, sending, until, webhookHouse, type WebhookHouse } from '../../test/webhook-house.ts';
import { insertEvents, listEvents } from '../store/event.ts';
import { getMessage } from '../use-cases/webhook/get-message.ts';
import { listMessages } from '../use-cases/webhook/list-messages.ts';
import type { Voice } from '../use-cases/deps.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { resendMessage } from '../use-cases/webhook/resend-message.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { relayReadiness } from './registry.ts';

let house: WebhookHouse;
const url = 'http://127.0.0.1:65000/';

before(async () => (house = await webhookHouse()));
afterEach(() => house.rows(`update webhook_endpoint set deleted_at = now() where deleted_at is null`));
after(() => house.database.close());

const relay = (limit?: number) => relayEvents(house.deps, writeBody, limit);
const messages = (endpointId: string | null = null) =>
  listMessages(house.deps, house.caller, { endpointId, state: null, before: null, limit: 100 });

test('each endpoint gets the events it asked for, in its own format, and no other account hears of them', async () => {
  const stranger = await house.newAccount();
  const all = await house.addEndpoint({ url });
  const some = await house.addEndpoint({ url, events: ['pong'], contentType: 'xml' });
  const foreign = await house.addEndpoint({ url }, stranger);
  await house.happen(house.deps.newId(), 1, 'ping');
  await house.happen(house.deps.newId(), 1, 'pong');
  assert.equal(await relay(), 2);
  assert.equal(await relay(), 0);
  assert.deepEqual((await messages(all.endpoint.id)).map(({ type }) => type).toSorted(), ['ping', 'pong']);
  const [only, ...more] = await messages(some.endpoint.id);
  assert.equal(more.length, 0);
  assert.equal(only?.contentType, 'application/xml');
  assert.ok(only.body.includes('<word>pong</word>'));
  assert.deepEqual(await messages(foreign.endpoint.id), []);
  const row = await house.row(
    `select count(*)::int as n from webhook_message where endpoint_id = '${foreign.endpoint.id}'`,
  );
  assert.equal(row?.['n'], 0);
});

test('an endpoint of an app hears what is for that app, and one of nobody hears everything', async () => {
  const [mine, theirs] = [house.deps.newId(), house.deps.newId()];
  for (const app of [mine, theirs]) {
    await house.rows(`insert into partner_app (account_id, id, version, name, client_key, redirect_urls, updated_by)
      values ('${house.caller.accountId}', '${app}', 1, 'A', '${app}', '{http://x/}', 'x')`);
  }
  const heard = async (app: string | null) => {
    const { endpoint } = await house.addEndpoint({ url });
    if (app) await house.rows(`update webhook_endpoint set audience = '${app}' where id = '${endpoint.id}'`);
    return async () => (await messages(endpoint.id)).map(({ body }) => body).toSorted();
  };
  const [all, one] = [await heard(null), await heard(mine)];
  await house.happen(house.deps.newId(), 1, mine);
  await house.happen(house.deps.newId(), 1, theirs);
  await house.happen(house.deps.newId(), 1, '');
  const voice: Voice = {
    webhooks: ['ping'],
    tell: ({ data }, { publicUrl }) => {
      const app = 'reason' in data && data.reason ? data.reason : null;
      return [{ type: 'ping', body: { app, publicUrl }, ...(app && { audience: app }) }];
    },
  };
  await relayEvents({ ...house.deps, voices: new Map([['echo', voice]]) }, writeBody);
  const body = (app: string | null) => JSON.stringify({ app, publicUrl: 'http://localhost' });
  assert.deepEqual(await all(), [body(mine), body(theirs), body(null)].toSorted());
  assert.deepEqual(await one(), [body(mine)]);
});

test('two relays at once write each message once', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  for (let n = 0; n < 40; n++) await house.happen(house.deps.newId(), 1);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let idle = 0; idle < 20;) if ((await relay(10)) === 0) idle += 1;
    }),
  );
  const ids = (await messages(endpoint.id)).map(({ eventId }) => eventId);
  assert.equal(ids.length, 40);
  assert.equal(new Set(ids).size, 40);
});

test('an earlier event whose id sorts later is taken along with the one that would overtake it', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  const aggregate = house.deps.newId();
  const [early, late] = [house.deps.newId(), house.deps.newId()];
  // the process that wrote the first has the faster clock
  for (const [sequence, id] of [
    [1, late],
    [2, early],
  ] as const) {
    const { accountId, actor } = house.caller;
    const event = { aggregate: 'delivery', aggregateId: aggregate, sequence } as const;
    const data = { url, reason: 'ping' };
    await insertEvents(house.database.db, [
      { accountId, actor, id, occurredAt: new Date(), event: { ...event, type: 'webhook_endpoint.disabled', data } },
    ]);
  }
  assert.equal(await relay(1), 2);
  assert.equal((await messages(endpoint.id)).length, 2);
  const events = await listEvents(house.database.db, house.caller.accountId, aggregate, { after: 0, limit: 10 });
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    [1, 2],
  );
  const page = await listEvents(house.database.db, house.caller.accountId, aggregate, { after: 1, limit: 10 });
  assert.deepEqual(
    page.map(({ id }) => id),
    [early],
  );
});

test('an event that a dialect cannot tell stands as a failed message with the reason, and stops no other', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  const aggregate = house.deps.newId();
  await house.happen(aggregate, 1, 'fail');
  await house.happen(aggregate, 2, 'ping');
  assert.equal(await relay(), 2);
  const [next, untold] = await messages(endpoint.id);
  assert.deepEqual([untold?.state, next?.state], ['failed', 'pending']);
  assert.ok(untold);
  const { attempts } = await getMessage(house.deps, house.caller, untold.id, { before: null, limit: 10 });
  assert.equal(attempts[0]?.error, 'The event webhook_endpoint.disabled could not be put into the words of echo.');
  assert.ok(house.logged.some((line) => line.includes('an event could not be told')));
  await assert.rejects(resendMessage(house.deps, house.caller, untold.id), { code: 'invalid_input' });
});

test('a relay that is rolled back leaves its events in the outbox', async () => {
  await house.addEndpoint({ url });
  await house.happen(house.deps.newId(), 1);
  const broken = { ...house.deps, newId: () => 'no uuid' };
  await assert.rejects(relayEvents(broken, writeBody));
  assert.equal(await relay(), 1);
});

test('an outbox that nobody empties shows in the readiness of any process', async () => {
  assert.equal(await relayReadiness(house.deps), null);
  await house.happen(house.deps.newId(), 1);
  assert.equal(await relayReadiness(house.deps), null);
  await house.rows(`update outbox set written_at = now() - interval '45 seconds'`);
  assert.match((await relayReadiness(house.deps)) ?? '', /^The oldest event has waited 4\d s for the webhook relay\.$/);
  await relay();
});

test('1,000 events of 20 aggregates arrive complete and in order', async (t) => {
  const { url, received } = await receiver(t);
  const { endpoint } = await house.addEndpoint({ url });
  const aggregates = Array.from({ length: 20 }, () => house.deps.newId());
  for (let sequence = 1; sequence <= 50; sequence++) {
    await Promise.all(aggregates.map((aggregate) => house.happen(aggregate, sequence)));
  }
  const { stop } = sending(t, house);
  await until(async () => {
    const row = await house.row(
      `select count(*)::int as n from webhook_message where endpoint_id = '${endpoint.id}' and state = 'delivered'`,
    );
    return row?.['n'] === 1000;
  }, 30_000);
  await stop();
  assert.equal(received.length, 1000);
  for (const aggregate of aggregates) {
    const order = received
      .filter(({ body }) => body.includes(aggregate))
      .map(({ body }) => Number(/"sequence":(\d+)/.exec(body)?.[1]));
    assert.deepEqual(
      order,
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  }
});
