/** Webhook endpoints and messages through the native API, and the bodies that the dialect's own webhooks carry. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import { claimMessages } from '../../use-cases/webhook/claim-messages.ts';
import { recordAttempts } from '../../use-cases/webhook/record-attempts.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };
import endpoint from './fixtures/webhook-endpoint.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai' });
});
after(() => house.close());

const order = async (orderNumber: string) =>
  (await client.make('/deliveries', { ...delivery.request, orderNumber })).id;
const messages = async (query: string) => elements((await client.call('GET', `/webhook-messages?${query}`)).body);

/** Sends what is due, with the answer that a receiver would give. */
async function send(status: number): Promise<void> {
  const claim = { leaseSeconds: 30, limit: 50, perEndpoint: 50, busy: [], failing: false };
  const claimed = await claimMessages(house.deps, claim);
  const state = status < 300 ? ('delivered' as const) : ('failed' as const);
  await recordAttempts(
    house.deps,
    claimed.map(({ accountId, id, endpointId, claim }) => ({
      accountId,
      id,
      endpointId,
      claim,
      state,
      status,
      waitSeconds: 0,
      gone: false,
      again: false,
      startedAt: new Date(),
      durationMs: 12,
      error: state === 'failed' ? `HTTP ${status}` : null,
      excerpt: 'thanks',
    })),
  );
}

test('an endpoint is made with a secret that is shown once, and is listed, shown and deleted', async () => {
  const made = await client.call('POST', '/webhook-endpoints', endpoint.request);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(withPlaceholders(made.body), withPlaceholders(endpoint.response));
  assert.match(String(made.body['secret']), /^whsec_[A-Za-z0-9+/]{43}=$/);
  const { secret: _secret, ...shown } = made.body;
  const path = `/webhook-endpoints/${String(made.body['id'])}`;
  const one = await client.call('GET', path);
  assert.deepEqual([one.body, one.headers['etag']], [shown, '"1"']);
  assert.deepEqual((await client.call('GET', '/webhook-endpoints?dialect=native')).body, { data: [shown], next: null });
  assert.deepEqual((await client.call('GET', '/webhook-endpoints?dialect=loginext')).body, { data: [], next: null });

  const rotated = await client.call('POST', `${path}/rotate-secret`);
  assert.notEqual(rotated.body['secret'], made.body['secret']);
  assert.ok(rotated.body['previousSecretUntil']);
  assert.equal((await client.call('DELETE', path)).status, 204);
  assert.equal((await client.call('DELETE', path)).status, 404);
  assert.equal((await client.call('GET', path)).status, 404);
});

test('an endpoint of an unknown dialect, event, format or place is refused', async () => {
  const refusal = async (changes: object) => {
    const { body, status } = await client.call('POST', '/webhook-endpoints', { ...endpoint.request, ...changes });
    return [status, faults(body)[0]?.['path']];
  };
  assert.deepEqual(await refusal({ dialect: 'klingon' }), [422, 'dialect']);
  assert.deepEqual(await refusal({ events: ['delivery.lost'] }), [422, 'events']);
  assert.deepEqual(await refusal({ events: [] }), [422, 'events']);
  assert.deepEqual(await refusal({ contentType: 'yaml' }), [422, 'contentType']);
  assert.deepEqual(await refusal({ url: 'ftp://example.com' }), [422, 'url']);
  assert.deepEqual(await refusal({ secret: 'mine' }), [422, 'secret']);
});

test('a filter that the database could not hold is refused by its name', async () => {
  for (const [path, field] of [['/webhook-endpoints?dialect=a%00b', 'dialect'], ['/deliveries?orderNumber=a%00b', 'orderNumber']]) {
    const refused = await client.call('GET', path ?? '');
    assert.equal(refused.status, 422);
    assert.ok(refused.text.includes(field ?? ''), refused.text);
  }
}); // prettier-ignore

test('I9: of two changes of one version one wins, and without a version the last one does', async () => {
  const { id } = await client.make('/webhook-endpoints', endpoint.request);
  const path = `/webhook-endpoints/${id}`;
  const patch = (body: object, tag?: string) =>
    client.call('PATCH', path, body, tag === undefined ? {} : { 'if-match': tag });
  const both = await Promise.all([patch({ contentType: 'xml' }, '"1"'), patch({ contentType: 'form' }, '"1"')]);
  assert.deepEqual(
    both.map(({ status }) => status).sort((a, b) => a - b),
    [200, 412],
  );
  assert.equal((await patch({ url: 'http://127.0.0.1:9001/hook', events: ['trip.started'] })).status, 200);
  const off = await patch({ state: 'disabled', events: null }, '*');
  assert.deepEqual(
    [off.body['url'], off.body['events'], off.body['state'], off.body['version']],
    ['http://127.0.0.1:9001/hook', null, 'disabled', 4],
  );
  assert.equal((await patch({ state: 'enabled' }, '4')).status, 400, 'a tag has quotes');
  assert.equal((await patch({})).status, 422, 'nothing to change');
  assert.equal((await patch({ dialect: 'loginext' })).status, 422);
  await client.call('DELETE', path);
});

test('each event is a message in the words of the timeline, and its tries can be looked up', async () => {
  const { id: endpointId } = await client.make('/webhook-endpoints', {
    ...endpoint.request,
    events: ['delivery.created'],
  });
  const id = await order('W-1');
  await client.call('POST', `/deliveries/${id}/cancel`);
  await house.relay();
  const [message, ...others] = await messages(`endpointId=${endpointId}&state=pending`);
  assert.deepEqual(others, [], 'only what the endpoint listens to');
  assert.deepEqual(withPlaceholders(message), {
    id: '<id>',
    endpointId: '<id>',
    eventId: '<id>',
    type: 'delivery.created',
    contentType: 'application/json',
    state: 'pending',
    attemptCount: 0,
    dueAt: '<time>',
    createdAt: '<time>',
    settledAt: null,
  });
  await send(500);
  const shown = (await client.call('GET', `/webhook-messages/${String(message?.['id'])}`)).body;
  const [attempt] = elements(shown, 'attempts');
  assert.deepEqual(
    { ...attempt, startedAt: '' },
    { number: 1, startedAt: '', durationMs: 12, status: 500, error: 'HTTP 500', responseExcerpt: 'thanks' },
  );
  assert.deepEqual([shown['state'], shown['attemptCount']], ['failed', 1]);
  const [event] = elements((await client.call('GET', `/deliveries/${id}/events`)).body);
  assert.deepEqual(JSON.parse(String(shown['body'])), event);
  await client.call('DELETE', `/webhook-endpoints/${endpointId}`);
});

test('a message is sent again alone, or all since an instant', async () => {
  const { id: endpointId } = await client.make('/webhook-endpoints', endpoint.request);
  await order('W-2');
  await order('W-3');
  await house.relay();
  await send(200);
  const delivered: Json[] = await messages(`endpointId=${endpointId}&state=delivered`);
  assert.equal(delivered.length, 2);
  const again = await client.call('POST', `/webhook-messages/${String(delivered[0]?.['id'])}/resend`);
  assert.deepEqual([again.status, again.body['state'], again.body['id']], [200, 'pending', delivered[0]?.['id']]);
  await send(503);
  const replay = async (body: object) => client.call('POST', `/webhook-endpoints/${endpointId}/replay`, body);
  const since = new Date(Date.now() - 60_000).toISOString();
  assert.deepEqual((await replay({ since })).body, { messages: 1 });
  assert.deepEqual((await replay({ since, which: 'all' })).body, { messages: 1 }, 'one waits already');
  assert.deepEqual((await replay({ since: new Date(Date.now() + 60_000).toISOString() })).body, { messages: 0 });
  assert.equal((await replay({})).status, 422);
  assert.equal((await messages(`endpointId=${endpointId}&limit=1`)).length, 1);
});
