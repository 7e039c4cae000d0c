/** The webhook `Task` over HTTP: whole lives, whole bodies, in order, and only to the app that made the task. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { openGotSurgeHouse, type GotSurgeHouse, type Json } from '../../../test/gotsurge-house.ts';
import {
  accept,
  expireTask,
  pandan,
  soon,
  step,
  tripOf,
  type Driven,
  type Step,
} from '../../../test/gotsurge-lives.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { startReceiver, type Receiver } from '../../../test/receiver.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';
import { startSending, until, type Sending } from '../../../test/webhook-house.ts';
import { createEndpoint } from '../../use-cases/webhook/create-endpoint.ts';

let house: GotSurgeHouse;
let partner: Receiver;
let sending: Sending;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());
beforeEach(async () => {
  partner = await startReceiver();
  await listen(partner, house.platform.appId);
  sending = startSending(house);
});
afterEach(async () => {
  await sending.stop();
  await partner.close();
  await sql`update webhook_endpoint set deleted_at = now() where deleted_at is null`.execute(house.deps.db.house);
});

/** @param appId whose tasks it hears of; null: all */
async function listen({ url }: Receiver, appId: string | null): Promise<void> {
  const hook = { dialect: 'gotsurge', url, events: null, contentType: 'json' } as const;
  const { endpoint } = await createEndpoint(house.deps, house.platform.tenant.identity.caller, hook);
  await sql`update webhook_endpoint set audience = ${appId} where id = ${endpoint.id}`.execute(house.deps.db.house);
}

const bodies = ({ received }: Receiver) => received.map(({ body }) => JSON.parse(body) as Json);
const shown = async (id: string) => (await house.ask('GET', `/platform/tasks/${id}`)).body;
/** What the partner has been told of last. */
async function told(count: number): Promise<Json> {
  await until(() => partner.received.length >= count);
  assert.equal(partner.received.length, count);
  return bodies(partner)[count - 1] ?? {};
}

/** The body is the task as it can be read after the step, and what changed of it. */
async function assertTold(body: Json, id: string, changed: readonly string[], reason?: string): Promise<void> {
  const data = await shown(id);
  const keys = ['current_status', 'updated_at', 'version_rev', ...changed];
  const updates = {
    ...Object.fromEntries(keys.map((key) => [key, data[key]])),
    ...(reason !== undefined && { reason }),
  };
  const whole = { type: 'update', model_name: 'Task', data, updates, timestamp: house.deps.now().toISOString() };
  assert.deepEqual(body, whole);
  assert.deepEqual(Object.keys(body), Object.keys(whole));
  assert.deepEqual(Object.keys(Object(body['updates']) as Json), Object.keys(updates));
}

/** Each step is told of before the next is made; the clock goes on between them. @returns how many were told by then */
async function live(driven: Driven, way: readonly Step[], count: number): Promise<number> {
  let heard = count;
  for (const to of way) {
    house.deps.clock.move(1000);
    await step(house, driven, to);
    const body = await told((heard += 1));
    const reasons: Partial<Record<Step, string>> = { unsuccessful_pickup: 'Nobody there', unsuccessful_delivery: 'The vessel has left' }; // prettier-ignore
    await assertTold(body, driven.id, to === 'complete' ? ['statuses', 'epod'] : ['statuses'], reasons[to]);
    assert.equal(Object(body['data'])['current_status'], to);
  }
  return heard;
}

const onAcceptance = ['statuses', 'org_transporter', 'driver', 'vehicle_emissions_type', 'vehicle_emissions'];

test('a life to its end: every status, in order, with the whole task', async () => {
  const { id } = await house.makeTask();
  const driven = await accept(house, id);
  await assertTold(await told(1), id, onAcceptance);
  const file = await seedProofFile(house.deps, house.platform.tenant, id);
  const way = ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'complete'] as const;
  await live(driven, way, 1);
  const words = bodies(partner).map(({ data }) => Object(data)['current_status'] as string);
  assert.deepEqual(words, ['accepted', ...way], 'nothing of the creation: the call has answered it');
  const { data } = bodies(partner).at(-1) ?? {};
  const { epod, driver, statuses } = Object(data) as Json;
  const photo_urls = [`http://localhost:8080/gotsurge/proof-files/${file}`];
  const completed_at = house.deps.now().toISOString();
  assert.deepEqual(epod, { recipient_name: 'Bosun Lee', notes: '', signature_url: '', photo_urls, completed_at });
  // where he goes when it is done is nobody's business
  assert.deepEqual(driver, { id: driven.courierId, name: 'Courier Ong', phone: '+6581112222', vehicle_number: '', latitude: null, longitude: null });
  const [acceptance] = bodies(partner).map(({ data }) => Object(data) as Json);
  const here = { latitude: pandan.lat, longitude: pandan.lng };
  assert.deepEqual(acceptance?.['driver'], { ...(driver as Json), ...here });
  assert.deepEqual(acceptance['org_transporter'], { id: house.platform.organisationId, business_name: house.platform.organisationName });
  assert.deepEqual((statuses as readonly Json[]).map(({ status }) => status), ['broadcasting', 'accepted', ...way]);
  const [first] = partner.received;
  assert.equal(first?.headers['content-type'], 'application/json');
}); // prettier-ignore

for (const way of [
  ['pending_pickup', 'pickup_arriving', 'unsuccessful_pickup'],
  ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'unsuccessful_delivery'],
] as const)
  test(`a life to ${way.at(-1)}: with the reason`, async () => {
    const { id } = await house.makeTask();
    const driven = await accept(house, id);
    await told(1);
    assert.equal(await live(driven, way, 1), 1 + way.length);
  });

test('cancelled, with the reason; and expired', async () => {
  const [one, two] = [await house.makeTask(), await house.makeTask(soon(house))];
  await house.ask('PUT', `/tasks/${one.id}/cancel`, { reason: 'Wrong information' });
  await assertTold(await told(1), one.id, ['statuses'], 'Wrong information');
  await expireTask(house, two.id);
  const body = await told(2);
  await assertTold(body, two.id, ['statuses']);
  assert.equal(Object(body['updates'])['current_status'], 'expired');
});

test('a draft that goes out, and its new number; what a partner updates, by its fields', async () => {
  const { id } = await house.makeDraft();
  await house.ask('PUT', '/platform/tasks/broadcast-with-tracking', { tasks: [{ id, tracking_id: 'NEW' }] });
  await told(2);
  const [out, labelled] = bodies(partner);
  assert.deepEqual(Object.keys(Object(out?.['updates'])), ['current_status', 'updated_at', 'version_rev', 'statuses', 'broadcast_expires_at']); // prettier-ignore
  await assertTold(labelled ?? {}, id, ['tracking_id']);
  const { version_rev } = await shown(id);
  const to_contact = { name: 'Master', vessel_imo: 9_074_729, berth_no: 'J11' };
  const change = { version_rev, price: 900_000, to_contact, min_price: 1, delivery_note_to_driver: 'Gate D', invoice_number: 'INV0012XXXXX01' }; // prettier-ignore
  const updated = await house.ask('PUT', `/platform/tasks/${id}`, change);
  assert.equal(updated.status, 200, updated.text);
  const { updates } = await told(3);
  const { current_status: _s, updated_at: _u, version_rev: _v, ...changed } = Object(updates) as Json;
  assert.deepEqual(changed, { price: 900_000, to_contact, min_price: 1, delivery_note_to_driver: 'Gate D' });
});

test('back from its driver it has none, and waits', async () => {
  const { id } = await house.makeTask();
  await accept(house, id);
  await told(1);
  await house.operate('POST', `/trips/${await tripOf(house, id)}/cancel`, {});
  const body = await told(2);
  await assertTold(body, id, onAcceptance, '');
  const { current_status: word, driver } = Object(body['updates']) as Json;
  assert.deepEqual([word, driver], ['pending_broadcast', {}]);
});

test('only the app that made a task hears of it; a listener without an app hears of all', async (t) => {
  const other = await makePlatform(house.deps, house.platform.tenant, { isHome: false });
  const [stranger, operator] = [await startReceiver(), await startReceiver()];
  t.after(() => Promise.all([stranger.close(), operator.close()]));
  await listen(stranger, other.appId);
  await listen(operator, null);
  const { id } = await house.makeTask();
  const payload = { tasks: [{ ...(await shown(id)), org_id: other.organisationId }] };
  const theirs = await house.ask('POST', '/tasks', payload, other.headers);
  assert.equal(theirs.status, 201, theirs.text);
  const [made] = theirs.body['tasks'] as readonly Json[];
  await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' });
  await house.ask('PUT', `/tasks/${String(made?.['id'])}/cancel`, { reason: 'x' }, other.headers);
  const plain = await house.operate('POST', '/deliveries', { orderNumber: 'PLAIN', legs: 'dropoff', dropoff: {} });
  await house.operate('POST', `/deliveries/${String(plain['id'])}/cancel`, {});
  await until(() => operator.received.length >= 2);
  await until(() => stranger.received.length >= 1 && partner.received.length >= 1);
  const ids = (receiver: Receiver) => bodies(receiver).map(({ data }) => Object(data)['id'] as string);
  assert.deepEqual(ids(partner), [id]);
  assert.deepEqual(ids(stranger), [made?.['id']]);
  assert.deepEqual(
    ids(operator).toSorted(),
    [id, String(made?.['id'])].toSorted(),
    'and of no delivery of another kind',
  );
});
