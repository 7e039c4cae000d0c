/** What an account may do with its webhook endpoints and messages. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { webhookHouse, type WebhookHouse } from '../../../test/webhook-house.ts';
import { DomainError } from '../../domain/errors.ts';
import { writeBody } from '../../webhooks/write-body.ts';
import type { Caller } from '../caller.ts';
import { createEndpoint } from './create-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { getEndpoint } from './get-endpoint.ts';
import { getMessage } from './get-message.ts';
import { listEndpoints } from './list-endpoints.ts';
import { listMessages } from './list-messages.ts';
import { relayEvents } from './relay-events.ts';
import { replaySince } from './replay-since.ts';
import { resendMessage } from './resend-message.ts';
import { rotateSecret } from './rotate-secret.ts';
import { updateEndpoint } from './update-endpoint.ts';

let house: WebhookHouse;
const url = 'https://partner.example/hook';

before(async () => (house = await webhookHouse({ privateUrls: false })));
after(() => house.database.close());

const refusedAs = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

test('a new endpoint shows its secret once; the database keeps it sealed', async () => {
  const { endpoint, secret } = await house.addEndpoint({ url, events: ['ping', 'ping'] });
  assert.match(secret, /^whsec_[\w+/]{43}=$/);
  assert.deepEqual(endpoint.events, ['ping']);
  assert.deepEqual(await getEndpoint(house.deps, house.caller, endpoint.id), endpoint);
  assert.ok(!JSON.stringify(endpoint).includes(secret));
  const row = await house.row(
    `select encode(secret, 'escape') as kept from webhook_endpoint where id = '${endpoint.id}'`,
  );
  assert.ok(!String(row?.['kept']).includes(secret.slice(6)));
});

test('W5: an endpoint inside the house is refused with words that name no inner detail', async () => {
  for (const inner of [
    'http://127.0.0.1/',
    'http://localhost:8080/',
    'http://169.254.169.254/latest',
    'ftp://a.example/',
  ]) {
    await assert.rejects(house.addEndpoint({ url: inner }), refusedAs('url_refused'), inner);
  }
  const { endpoint } = await house.addEndpoint({ url });
  const update = { id: endpoint.id, version: null, patch: { url: 'http://[::1]/' } };
  await assert.rejects(updateEndpoint(house.deps, house.caller, update), refusedAs('url_refused'));
});

test('unknown dialects and events are refused by name', async () => {
  await assert.rejects(house.addEndpoint({ url, dialect: 'klingon' }), /“klingon”/);
  await assert.rejects(house.addEndpoint({ url, events: ['ping', 'pang'] }), /has no event “pang”/);
  await assert.rejects(house.addEndpoint({ url, events: [] }), refusedAs('invalid_input'));
});

test('W15: an account has room for a hundred endpoints, however many are added at once', async () => {
  const crowd = await house.newAccount();
  const added = await Promise.allSettled(Array.from({ length: 110 }, () => house.addEndpoint({ url }, crowd)));
  assert.equal(added.filter(({ status }) => status === 'fulfilled').length, 100);
  assert.equal((await listEndpoints(house.deps, crowd, { dialect: null })).length, 100);
  assert.equal((await listEndpoints(house.deps, crowd, { dialect: 'other' })).length, 0);
});

test('an update changes what it names, raises the version, and fails for an outdated one', async () => {
  const { endpoint } = await house.addEndpoint({ url, events: ['ping'] });
  const changed = await updateEndpoint(house.deps, house.caller, {
    id: endpoint.id,
    version: 1,
    patch: { url: `${url}/2`, contentType: 'form' },
  });
  assert.deepEqual(
    [changed.url, changed.contentType, changed.events, changed.version],
    [`${url}/2`, 'form', ['ping'], 2],
  );
  const outdated = { id: endpoint.id, version: 1, patch: { events: null } };
  await assert.rejects(updateEndpoint(house.deps, house.caller, outdated), refusedAs('version_conflict'));
  const all = await updateEndpoint(house.deps, house.caller, { ...outdated, version: 2 });
  assert.equal(all.events, null);
  const off = await updateEndpoint(house.deps, house.caller, {
    id: endpoint.id,
    version: 3,
    patch: { state: 'disabled' },
  });
  assert.deepEqual([off.state, off.disabledReason], ['disabled', 'Switched off by its owner.']);
});

test('messages are listed newest first, by page, endpoint and state, and replayed from an instant', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  for (let n = 0; n < 5; n++) await house.happen(house.deps.newId(), 1, n % 2 === 0 ? 'ping' : 'pong');
  await relayEvents(house.deps, writeBody);
  const page = (before: string | null, limit: number) =>
    listMessages(house.deps, house.caller, { endpointId: endpoint.id, state: 'pending', before, limit });
  const first = await page(null, 3);
  const second = await page(first[2]?.id ?? null, 3);
  assert.deepEqual([first.length, second.length], [3, 2]);
  const ids = [...first, ...second].map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted().toReversed());

  const since = new Date(Date.now() - 60_000);
  const replay = (which: 'missed' | 'all') =>
    replaySince(house.deps, house.caller, { endpointId: endpoint.id, since, which });
  assert.deepEqual(await replay('all'), { messages: 0 });
  await house.rows(
    `update webhook_message set state = 'delivered', settled_at = now() where id = any('{${ids.join()}}')`,
  );
  await house.rows(`update webhook_message set state = 'failed' where id = '${ids[0]}'`);
  assert.deepEqual(await replay('missed'), { messages: 1 });
  assert.deepEqual(await replay('all'), { messages: 4 });
  const due = await house.rows(
    `select id from webhook_message where endpoint_id = '${endpoint.id}' and id <> '${ids[0]}' order by due_at`,
  );
  assert.deepEqual(
    due.map(({ id }) => id),
    ids.slice(1).toReversed(),
  );
});

test('what belongs to another account, or to nobody, is not there', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  await house.happen(house.deps.newId(), 1);
  await relayEvents(house.deps, writeBody);
  const [message] = await listMessages(house.deps, house.caller, {
    endpointId: endpoint.id,
    state: null,
    before: null,
    limit: 1,
  });
  assert.ok(message);
  const stranger = await house.newAccount();
  const nobody = house.deps.newId();
  const asStranger = (work: (caller: Caller, endpointId: string, messageId: string) => Promise<unknown>) =>
    Promise.all([
      assert.rejects(work(stranger, endpoint.id, message.id), /^DomainError: There is no such webhook/),
      assert.rejects(work(house.caller, nobody, nobody), /^DomainError: There is no such webhook/),
    ]);
  const { deps } = house;
  await asStranger((caller, id) => getEndpoint(deps, caller, id));
  await asStranger((caller, id) => updateEndpoint(deps, caller, { id, version: null, patch: { events: ['ping'] } }));
  await asStranger((caller, id) => rotateSecret(deps, caller, id));
  await asStranger((caller, id) => deleteEndpoint(deps, caller, id));
  await asStranger((caller, id) => replaySince(deps, caller, { endpointId: id, since: new Date(0), which: 'all' }));
  await asStranger((caller, _, id) => getMessage(deps, caller, id, { before: null, limit: 1 }));
  await asStranger((caller, _, id) => resendMessage(deps, caller, id));
  const page = { endpointId: endpoint.id, state: null, before: null, limit: 1 };
  assert.deepEqual(await listMessages(deps, stranger, page), []);
});

test('a deleted endpoint is gone for its owner too', async () => {
  const { endpoint } = await house.addEndpoint({ url });
  await deleteEndpoint(house.deps, house.caller, endpoint.id);
  await assert.rejects(getEndpoint(house.deps, house.caller, endpoint.id), refusedAs('endpoint_not_found'));
  await assert.rejects(deleteEndpoint(house.deps, house.caller, endpoint.id), refusedAs('endpoint_not_found'));
});

test('an answer that is kept for repetition commits with the endpoint or not at all', async () => {
  const account = await house.newAccount();
  const seal = () => Promise.reject(new Error('no room for the answer'));
  const input = { dialect: 'echo', url, events: null, contentType: 'json' } as const;
  await assert.rejects(createEndpoint(house.deps, { ...account, seal }, input), /no room/);
  assert.deepEqual(await listEndpoints(house.deps, account, { dialect: null }), []);
});
