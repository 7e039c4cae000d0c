/** Tasks of one app over HTTP: create and broadcast, detail, cancel. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dumpOf } from '../../../test/dump-of.ts';
import { fixture } from '../../../test/fixture.ts';
import { openGotSurgeHouse, type Answer, type GotSurgeHouse, type Json } from '../../../test/gotsurge-house.ts';
import { asSample } from '../../../test/gotsurge-sample.ts';
import { taskBody, type TaskBody } from '../../../test/gotsurge-task.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { createUser } from '../../use-cases/account/manage-credentials.ts';
import { signIn } from '../../use-cases/account/sign-in.ts';

let house: GotSurgeHouse;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());

const sample = () => fixture('gotsurge', 'task-create.request') as { readonly tasks: readonly TaskBody[] };
const list = (value: unknown) => value as readonly Json[];
const create = (tasks: unknown, headers?: Readonly<Record<string, string>>) =>
  house.ask('POST', '/tasks', { tasks }, headers);
const dump = () => dumpOf(house.database.db, house.platform.tenant.account.id);
const fieldsOf = ({ body }: Answer) => list(body['errors']).map(({ field, message }) => [field, message]);

test('the document’s sample is answered whole, every key in its order', async () => {
  const { status, text } = await house.ask('POST', '/tasks', sample());
  assert.equal(status, 201);
  assert.equal(JSON.stringify(asSample(JSON.parse(text))), JSON.stringify(fixture('gotsurge', 'task-create.response')));
});

test('its detail is the same task, with every key of the document’s list in order before any other', async () => {
  const { id } = await house.makeTask();
  const { status, text } = await house.ask('GET', `/tasks/${id}`);
  assert.equal(status, 200);
  const { tasks } = fixture('gotsurge', 'task-create.response') as { tasks: readonly Json[] };
  const { attachments, purchase_order: order, ...rest } = asSample(JSON.parse(text)) as Json;
  const { attachments: sent, purchase_order: sentOrder, ...expected } = tasks[0] ?? {};
  assert.equal(JSON.stringify(rest), JSON.stringify(expected));
  assert.deepEqual([attachments, order], [sent, sentOrder]);
  const documented = Object.keys(fixture('gotsurge', 'task-detail.response') as Json);
  assert.deepEqual(Object.keys(JSON.parse(text) as Json).slice(0, documented.length), documented);
});

test('the document’s sample of a detail is reached value by value', async () => {
  const { id } = await house.makeTask({ broadcast_preference: 'squad' });
  const courierId = (await house.operate('POST', '/couriers', { employeeNumber: 'S', name: 'S', phone: '1' }))['id'];
  const trip = await house.operate('POST', '/trips', { courierId, deliveryIds: [id] });
  await house.operate('POST', `/trips/${String(trip['id'])}/cancel`, {});
  const version_rev = (await house.detail(id))['version_rev'];
  const { text } = await house.ask('PUT', `/platform/tasks/${id}`, { price: 120_000, version_rev });
  const shown = asSample(JSON.parse(text)) as Json;
  const expected = fixture('gotsurge', 'task-detail.response') as Json;
  // nobody has it any more, so that no electric vehicle is meant
  const scalars = Object.entries(expected).filter(([key, value]) => typeof value !== 'object' && key !== 'vehicle_emissions_type');
  assert.ok(scalars.length > 20);
  for (const [key, value] of scalars) assert.equal(shown[key], value, key);
}); // prettier-ignore

test('what is not sent is empty and not null, and what is not documented comes back', async () => {
  const { from_address, from_time_window, from_contact, to_address, to_time_window, to_contact } = taskBody();
  const least = { from_address, from_time_window, from_contact, to_address, to_time_window, to_contact };
  const extra = { 'x-ray': [1, { deep: null }], nothing: null, toString: 'x', client: { ref: 7 } };
  const body = { ...least, price: 200_000, currency: 'SGD', broadcast_preference: 'all', ...extra };
  const shown = await house.detail((await createOne(body)).id);
  const empty = { tracking_id: '', group_tag: '', invoice_number: '', pickup_note_to_driver: '', client_timezone: '' };
  const none = { items: [], attachments: [], cargo_net_quantity: 0, is_urgent: false, driver: {}, org_transporter: {} };
  const defaults = { vehicle_preference: 'ltl', broadcast_preference: 'all', price: 200_000, epod: {} };
  for (const [key, value] of Object.entries({ ...empty, ...none, ...defaults, ...extra, client_time_utc: null }))
    assert.deepEqual(shown[key], value, key);
  assert.equal('service_type' in shown, false);
});

async function createOne(body: TaskBody): Promise<{ readonly id: string }> {
  const { status, text, body: made } = await create([body]);
  assert.equal(status, 201, text);
  return { id: String(list(made['tasks'])[0]?.['id']) };
}

test('what we say of a task is ours: an answer sent in again makes a new task of its own', async () => {
  const first = await house.makeTask();
  const again = await house.detail((await createOne({ ...first, current_status: 'complete', driver: { id: 'x' } })).id);
  assert.notEqual(again['id'], first.id);
  assert.deepEqual([again['current_status'], again['driver'], again['price']], ['broadcasting', {}, 1_200_000]);
  assert.equal(again['tracking_id'], first['tracking_id'], 'a tracking id may come twice');
});

describe('twenty at once', () => {
  test('are made in their order, in one group, each of its own', async () => {
    const { status, body } = await create(Array.from({ length: 20 }, (_, index) => taskBody({ group_tag: `T${index}` })));
    assert.equal(status, 201);
    const tasks = list(body['tasks']);
    assert.deepEqual(tasks.map((one) => one['group_tag']), Array.from({ length: 20 }, (_, index) => `T${index}`));
    assert.equal(new Set(tasks.map((one) => one['id'])).size, 20);
    assert.equal(new Set(tasks.map((one) => one['task_creation_group'])).size, 1);
  }); // prettier-ignore

  test('are the most: one more, and none, are refused as a whole', async () => {
    const before = await dump();
    for (const tasks of [Array.from({ length: 21 }, () => taskBody()), []]) {
      const answer = await create(tasks);
      assert.equal(answer.status, 422);
      assert.deepEqual(fieldsOf(answer).map(([field]) => field), ['tasks']); // prettier-ignore
    }
    assert.equal(await dump(), before);
  });

  test('leave nothing behind when one of them is bad', async () => {
    const before = await dump();
    const tasks = Array.from({ length: 20 }, (_, index) => taskBody({ price: index === 13 ? 199_999 : 200_000 }));
    const answer = await create(tasks);
    assert.equal(answer.status, 422);
    assert.deepEqual(fieldsOf(answer), [['tasks.13.price', 'Enter a minimum price from SGD 2.00 (Format: 200000)']]);
    assert.equal(await dump(), before);
  });
});

const at = (hour: number) => `2126-08-24T${String(hour).padStart(2, '0')}:00:00Z`;
const windows = (from: [unknown, unknown], to: [unknown, unknown]) => ({
  from_time_window: { start_time_utc: from[0], end_time_utc: from[1] },
  to_time_window: { start_time_utc: to[0], end_time_utc: to[1] },
});

describe('the document’s five rules', () => {
  const rules: readonly (readonly [string, TaskBody, string, string])[] = [
    ['pickup start after its end', windows([at(10), at(9)], [at(11), at(12)]), 'from_time_window.start_time_utc', 'The pickup start time must be earlier than the end time'],
    ['pickup end after the delivery start', windows([at(8), at(10)], [at(9), at(12)]), 'from_time_window.end_time_utc', 'The pickup time must be earlier than the delivery time'],
    ['pickup end in the past', windows(['2020-01-01T08:00:00Z', '2020-01-01T09:00:00Z'], [at(9), at(12)]), 'from_time_window.end_time_utc', 'The pickup start time must be earlier than the end time'],
    ['delivery start after its end', windows([at(8), at(9)], [at(13), at(12)]), 'to_time_window.start_time_utc', 'The pickup time must be earlier than the delivery time'],
    ['price under two dollars', { price: 199_999 }, 'price', 'Enter a minimum price from SGD 2.00 (Format: 200000)'],
    ['price under nothing', { price: -1 }, 'price', 'Enter a minimum price from SGD 2.00 (Format: 200000)'],
  ]; // prettier-ignore
  for (const [name, change, field, message] of rules)
    test(`${name}: 422 with its sentence`, async () => {
      const answer = await create([taskBody(), taskBody(change)]);
      assert.equal(answer.status, 422);
      assert.deepEqual(answer.body, {
        code: 'invalid_input',
        message,
        errors: [{ field: `tasks.1.${field}`, message }],
      });
    });

  test('times that are equal are in order', async () => {
    const { status } = await create([taskBody({ ...windows([at(9), at(9)], [at(9), at(9)]), price: 200_000 })]);
    assert.equal(status, 201);
  });

  test('all faults of all tasks are told at once', async () => {
    const answer = await create([taskBody({ price: 0 }), taskBody({ ...windows([at(10), at(9)], [at(11), at(10)]), price: 1 })]);
    const fields = ['tasks.0.price', 'tasks.1.from_time_window.start_time_utc', 'tasks.1.to_time_window.start_time_utc', 'tasks.1.price'];
    assert.deepEqual(fieldsOf(answer).map(([field]) => field), fields);
  }); // prettier-ignore
});

describe('what is refused', () => {
  const withField = (change: TaskBody) => ({ tasks: [taskBody(change)] });
  const address = Object(taskBody()['from_address']) as Json;
  const unfit: readonly (readonly [string, unknown, string])[] = [
    ['a task that is a text', { tasks: [taskBody(), 'x'] }, 'tasks.1'],
    ['no tasks', {}, 'tasks'],
    ['no contact', withField({ from_contact: undefined }), 'tasks.0.from_contact'],
    ['a window without an end', withField({ to_time_window: { start_time_utc: at(1) } }), 'tasks.0.to_time_window.end_time_utc'],
    ['a time without a zone', withField(windows(['2126-08-24T08:00:00', at(9)], [at(9), at(10)])), 'tasks.0.from_time_window.start_time_utc'],
    ['a far year', withField(windows([at(8), '9999-01-01T00:00:00Z'], [at(9), at(10)])), 'tasks.0.from_time_window.end_time_utc'],
    ['half a position', withField({ from_address: { ...address, longitude: null } }), 'tasks.0.from_address.longitude'],
    ['a latitude beyond the pole', withField({ from_address: { ...address, latitude: 91 } }), 'tasks.0.from_address.latitude'],
    ['a price that is a text', withField({ price: '200000' }), 'tasks.0.price'],
    ['a price with a fraction', withField({ price: 200_000.5 }), 'tasks.0.price'],
    ['no currency', withField({ currency: '' }), 'tasks.0.currency'],
    ['a currency in small letters', withField({ currency: 'sgd' }), 'tasks.0.currency'],
    ['a preference that nobody documented', withField({ broadcast_preference: 'standard' }), 'tasks.0.broadcast_preference'],
    ['a vehicle that nobody documented', withField({ vehicle_preference: 'tuktuk' }), 'tasks.0.vehicle_preference'],
    ['a service type of prices', withField({ service_type: 'car' }), 'tasks.0.service_type'],
    ['a vessel’s number in a text', withField({ to_contact: { vessel_imo: '9074729' } }), 'tasks.0.to_contact.vessel_imo'],
    ['a quantity below zero', withField({ cargo_net_quantity: -1 }), 'tasks.0.cargo_net_quantity'],
    ['a task as long as a book', withField({ essay: 'x'.repeat(70_000) }), 'tasks.0'],
  ]; // prettier-ignore
  for (const [name, body, field] of unfit)
    test(`${name}: 422 with the name of the field`, async () => {
      const before = await dump();
      const answer = await house.ask('POST', '/tasks', body);
      assert.equal(answer.status, 422, answer.text);
      assert.equal(answer.body['code'], 'invalid_input');
      assert.deepEqual(fieldsOf(answer).map(([one]) => one), [field], answer.text);
      assert.equal(await dump(), before);
    }); // prettier-ignore

  test('what is no such body at all: 400', async () => {
    const headers = { ...house.platform.headers, 'content-type': 'application/json' };
    for (const body of ['{"tasks":', '[]', '"x"', '', '{"tasks":{}}', '{"tasks":"x"}', '{"tasks":null}']) {
      const { status, body: refusal } = await house.ask('POST', '/tasks', body, headers);
      assert.equal(status, 400, body);
      assert.equal(refusal['code'], 'malformed', body);
    }
  });

  test('another organisation: 404, as one that nobody has', async () => {
    const answers = await Promise.all(
      [house.platform.associatedId, crypto.randomUUID(), 'x'].map((org_id) => create([taskBody({ org_id })])),
    );
    for (const { status } of answers) assert.equal(status, 404);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    assert.equal((await create([taskBody({ org_id: house.platform.organisationId })])).status, 201);
  });
});

describe('a task of another', () => {
  test('is answered as one that is not there: of another app, another organisation, another account', async () => {
    const { id } = await house.makeTask();
    const stranger = await makePlatform(house.deps, house.platform.tenant, { isHome: false });
    const associated = await house.headersOf('OrgAdmin', house.platform.associatedId);
    for (const path of [`/tasks/${id}`, `/tasks/${id}/cancel`]) {
      const [method, body] = path.endsWith('cancel')
        ? (['PUT', { reason: 'x' }] as const)
        : (['GET', undefined] as const);
      const missing = await house.ask(method, path.replace(id, crypto.randomUUID()), body);
      assert.equal(missing.status, 404);
      assert.equal((await house.ask(method, path.replace(id, id.toUpperCase()), body)).text, missing.text);
      for (const headers of [stranger.headers, associated]) {
        const seen = await house.ask(method, path, body, headers);
        assert.deepEqual([seen.status, seen.text], [404, missing.text]);
      }
    }
    assert.equal((await house.detail(id))['current_status'], 'broadcasting');
  });
});

describe('cancel', () => {
  for (const method of ['PUT', 'POST'] as const)
    test(`${method}: the document’s sample`, async () => {
      const { id } = await house.makeTask();
      const { status, text } = await house.ask(method, `/tasks/${id}/cancel`, fixture('gotsurge', 'task-cancel.request'));
      assert.equal(status, 200);
      assert.equal(text, JSON.stringify(fixture('gotsurge', 'cancel-task.response')));
      const { current_status: word, statuses } = await house.detail(id);
      assert.equal(word, 'cancelled');
      assert.deepEqual(list(statuses).map(({ status: one, note }) => [one, note]), [['broadcasting', ''], ['cancelled', 'Wrong information']]);
    }); // prettier-ignore

  test('twice, and without a reason', async () => {
    const { id } = await house.makeTask();
    for (const body of [{}, { reason: '' }, { reason: 5 }]) {
      const answer = await house.ask('PUT', `/tasks/${id}/cancel`, body);
      assert.deepEqual([answer.status, fieldsOf(answer)[0]?.[0]], [422, 'reason']);
    }
    assert.equal((await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' })).status, 200);
    const again = await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' });
    assert.deepEqual([again.status, again.body['code']], [409, 'status_conflict']);
  });

  test('a draft may be cancelled, a round that is over may not', async () => {
    const draft = await house.makeDraft();
    assert.equal((await house.ask('PUT', `/tasks/${draft.id}/cancel`, { reason: 'x' })).status, 200);
    const soon = new Date(house.deps.now().getTime() + 60_000).toISOString();
    const { id } = await house.makeTask(windows([soon, soon], [soon, soon]));
    // a squad is asked until half an hour before the pickup ends
    const shown = await house.detail(id);
    assert.equal(shown['current_status'], 'expired');
    assert.deepEqual(list(shown['statuses']).map(({ status }) => status), ['broadcasting', 'expired']); // prettier-ignore
    assert.equal((await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' })).status, 409);
  });
});

test('a task shows in LogiNext’s Get Order and in the native API', async () => {
  const { id } = await house.makeTask({ tracking_id: 'SEEN-1' });
  const seen = await house.operate('GET', `/deliveries/${id}`);
  assert.deepEqual([seen['waybillNumber'], seen['legs'], seen['state']], ['SEEN-1', 'both', 'offered']);
  assert.deepEqual(list(seen['packages']).map(({ units, items }) => [units, list(items).map(({ code, quantity, weightGrams }) => [code, quantity, weightGrams])]), [[4, [['ROPE-40', 4, 62_500]]]]);
  assert.match(String(seen['orderNumber']), /^GS-/);
  const { deps, app, platform } = house;
  const user = { userName: 'loginext-user', password: 'Admin#1!' };
  await createUser(deps, platform.tenant.identity.caller, { dialect: 'loginext', label: 'user', ...user });
  const { token, secret } = await signIn(deps, 'loginext', user);
  const url = `/loginext/ShipmentApp/mile/v1/shipment?order_no=${String(seen['orderNumber'])}`;
  const answer = await app.inject({ url, headers: { 'www-authenticate': `BASIC ${token}`, client_secret_key: secret } });
  assert.equal(answer.statusCode, 200, answer.body);
  const [order] = list(answer.json<Json>()['data']);
  assert.deepEqual([order?.['awbNumber'], order?.['customerName'], order?.['notes']], ['SEEN-1', 'Tan Wei', 'Please pickup at 2pm']);
}); // prettier-ignore

test('what an operator changed takes the place of what was sent, and the rest of it stays', async () => {
  const { id } = await house.makeTask();
  const { deps, app, platform } = house;
  const user = { userName: 'editor', password: 'Admin#1!' };
  await createUser(deps, platform.tenant.identity.caller, { dialect: 'loginext', label: 'user', ...user });
  const { token, secret } = await signIn(deps, 'loginext', user);
  const payload = [{ referenceId: id.replaceAll('-', ''), deliverStreetName: '1 New Street' }];
  const headers = { 'www-authenticate': `BASIC ${token}`, client_secret_key: secret };
  const changed = await app.inject({ method: 'POST', url: '/loginext/ShipmentApp/mile/v1/update', headers, payload });
  assert.equal(changed.statusCode, 200, changed.body);
  const shown = await house.detail(id);
  const address = Object(taskBody()['to_address']) as Json;
  assert.deepEqual(shown['to_address'], { ...address, street_address: '1 New Street' });
  assert.deepEqual(shown['to_contact'], taskBody()['to_contact'], 'vessel and berth come back');
  assert.match(String(shown['version_rev']), /^1-/);
}); // prettier-ignore
