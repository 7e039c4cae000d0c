/** The bodies of lists, drafts, broadcasts, tracking ids and the webhook, of which the document has printed the outer keys. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import { openGotSurgeHouse, type GotSurgeHouse, type Json } from '../../../test/gotsurge-house.ts';
import { asSample } from '../../../test/gotsurge-sample.ts';
import { startReceiver } from '../../../test/receiver.ts';
import { startSending, until } from '../../../test/webhook-house.ts';
import { createEndpoint } from '../../use-cases/webhook/create-endpoint.ts';

let house: GotSurgeHouse;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());

const sample = (name: string) => JSON.stringify(fixture('gotsurge', name));
/** The sample of a request, for this task. */
const asking = (name: string, id: string) =>
  JSON.parse(sample(name).replaceAll('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', id)) as Json;

/** The text of the answer is that of the sample, key by key. Of a partner's own objects the database keeps the keys, not their order. */
function assertSample(text: string, name: string): void {
  assert.equal(JSON.stringify(asSample(JSON.parse(text))), sample(name));
}

async function draftTask(): Promise<string> {
  const { status, text, body } = await house.ask('POST', '/platform/tasks/draft', fixture('gotsurge', 'task-create.request')); // prettier-ignore
  assert.equal(status, 201, text);
  assertSample(text, 'draft-tasks.response');
  const [task] = body['tasks'] as readonly Json[];
  return String(task?.['id']);
}

// the first one: then there is one task
it('Task List [P8]', async () => {
  await house.makeTask();
  const { status, text } = await house.ask('GET', '/platform/tasks');
  assert.equal(status, 200);
  assertSample(text, 'task-list.response');
});

it('Create Draft Tasks [P11] and Broadcast Draft Tasks [P12]', async () => {
  const id = await draftTask();
  const { status, text } = await house.ask('PUT', '/platform/tasks/broadcast', asking('broadcast-drafts.request', id));
  assert.equal(status, 200);
  assertSample(text, 'broadcast-drafts.response');
});

it('Broadcast with Tracking [P13]', async () => {
  const order = asking('broadcast-with-tracking.request', await draftTask());
  const { status, text } = await house.ask('PUT', '/platform/tasks/broadcast-with-tracking', order);
  assert.equal(status, 200);
  assertSample(text, 'broadcast-with-tracking.response');
});

it('Patch Tracking IDs [P14]', async () => {
  const { id } = await house.makeTask();
  const order = asking('patch-tracking-ids.request', id);
  const { status, text } = await house.ask('PATCH', '/platform/tasks/tracking-ids', order);
  assert.equal(status, 200);
  assertSample(text, 'patch-tracking-ids.response');
});

it('Task Status Updated [W1]', async (t) => {
  const partner = await startReceiver();
  t.after(() => partner.close());
  const hook = { dialect: 'gotsurge', url: partner.url, events: null, contentType: 'json' } as const;
  const { endpoint } = await createEndpoint(house.deps, house.platform.tenant.identity.caller, hook);
  await sql`update webhook_endpoint set audience = ${house.platform.appId} where id = ${endpoint.id}`.execute(house.deps.db.house); // prettier-ignore
  const sending = startSending(house);
  t.after(() => sending.stop());
  await house.ask('PUT', '/platform/tasks/broadcast', asking('broadcast-drafts.request', await draftTask()));
  await until(() => partner.received.length > 0);
  const [told] = partner.received;
  assertSample(told?.body ?? '', 'task-status-updated.webhook');
});
