/** Tasks of a platform over HTTP: create, drafts, list, detail, update, broadcasting, tracking ids. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { dumpOf } from '../../../test/dump-of.ts';
import { draft as plainDraft } from '../../../test/draft-delivery.ts';
import { fixture } from '../../../test/fixture.ts';
import { openGotSurgeHouse, type Answer, type GotSurgeHouse, type Json } from '../../../test/gotsurge-house.ts';
import { asSample } from '../../../test/gotsurge-sample.ts';
import { taskBody, type TaskBody } from '../../../test/gotsurge-task.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';

let house: GotSurgeHouse;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());

const list = (value: unknown) => value as readonly Json[];
const dump = () => dumpOf(house.database.db, house.platform.tenant.account.id);
const fieldsOf = ({ body }: Answer) => list(body['errors']).map(({ field }) => field);
const get = async (id: string) => (await house.ask('GET', `/platform/tasks/${id}`)).body;
const wordsOf = ({ body }: Answer) => list(body['updated_tasks']).map((one) => [one['id'], one['current_status'], one['tracking_id']]); // prettier-ignore

async function update(id: string, change: TaskBody, method: 'PUT' | 'PATCH' = 'PUT'): Promise<Answer> {
  return house.ask(method, `/platform/tasks/${id}`, { version_rev: (await get(id))['version_rev'], ...change });
}

describe('create', () => {
  test('answers as Create & Broadcast does, and how many there are', async () => {
    const { status, text } = await house.ask('POST', '/platform/tasks', fixture('gotsurge', 'task-create.request'));
    assert.equal(status, 201);
    const whole = { total_tasks: 1, ...(fixture('gotsurge', 'task-create.response') as Json) };
    assert.equal(JSON.stringify(asSample(JSON.parse(text))), JSON.stringify(whole));
  });

  test('is for the platform’s own organisation and for those that it looks after, and for no other', async () => {
    const { organisationId, associatedId, tenant } = house.platform;
    const made = await house.ask('POST', '/platform/tasks', { tasks: [taskBody(), taskBody({ org_id: associatedId })] });
    assert.deepEqual(list(made.body['tasks']).map(({ org_id }) => org_id), [organisationId, associatedId]);
    assert.deepEqual(list(made.body['tasks']).map(({ platform_id }) => platform_id), [house.platform.platformId, house.platform.platformId]);
    const other = await makePlatform(house.deps, tenant, { isHome: false });
    const before = await dump();
    const refused = await Promise.all([other.organisationId, other.associatedId, crypto.randomUUID()].map((org_id) =>
      house.ask('POST', '/platform/tasks', { tasks: [taskBody(), taskBody({ org_id })] })));
    for (const { status, text } of refused) assert.deepEqual([status, text], [404, refused[0]?.text]);
    assert.equal(await dump(), before);
  }); // prettier-ignore
});

describe('drafts', () => {
  test('wait, with or without a price', async () => {
    const { status, body } = await house.ask('POST', '/platform/tasks/draft', {
      tasks: [taskBody(), taskBody({ price: 5, currency: '' })],
    });
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body), ['total_tasks', 'tasks', 'server_time']);
    const shown = list(body['tasks']).map(({ current_status: word, price, currency, broadcast_expires_at: end }) => [word, price, currency, end]); // prettier-ignore
    assert.deepEqual(shown, [['draft', 1_200_000, 'SGD', null], ['draft', 0, '', null]]); // prettier-ignore
  });

  test('come as an object where the account says so, by their ids', async (t) => {
    const asObject = await openGotSurgeHouse({ draftTasksAs: 'object' });
    t.after(() => asObject.close());
    const { status, text, body } = await asObject.ask('POST', '/platform/tasks/draft', { tasks: [taskBody(), taskBody()] }); // prettier-ignore
    assert.equal(status, 201, text);
    const tasks = Object(body['tasks']) as Record<string, Json>;
    assert.equal(Object.keys(tasks).length, 2);
    for (const [id, task] of Object.entries(tasks)) assert.deepEqual([task['id'], task['current_status']], [id, 'draft']); // prettier-ignore
  });

  for (const method of ['PUT', 'POST'] as const)
    test(`go out by ${method}; what went out before is left out`, async () => {
      const [one, two] = [await house.makeDraft(), await house.makeDraft()];
      const gone = await house.makeTask();
      const answer = await house.ask(method, '/platform/tasks/broadcast', { task_ids: [two.id, gone.id, one.id] });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(Object.keys(answer.body), ['updated_tasks', 'server_time']);
      assert.deepEqual(wordsOf(answer), [[two.id, 'broadcasting', 'TRACK01XXX56789'], [one.id, 'broadcasting', 'TRACK01XXX56789']]); // prettier-ignore
      const again = await house.ask(method, '/platform/tasks/broadcast', { task_ids: [two.id, gone.id] });
      assert.deepEqual([again.status, again.body['code']], [409, 'status_conflict']);
    });

  test('go out all or none: an unknown id, an id twice, and one whose pickup is over by now', async () => {
    const [fit, free] = [await house.makeDraft(), await house.makeDraft({ price: 0, currency: '' })];
    const soon = (minutes: number) => new Date(house.deps.now().getTime() + 60_000 * minutes).toISOString();
    const from_time_window = { start_time_utc: soon(1), end_time_utc: soon(2) };
    const late = await house.makeDraft({ from_time_window });
    house.deps.clock.move(180_000);
    const before = await dump();
    const ask = (...task_ids: string[]) => house.ask('PUT', '/platform/tasks/broadcast', { task_ids });
    const missing = await ask(fit.id, crypto.randomUUID());
    assert.equal(missing.status, 404);
    assert.equal((await ask(fit.id, 'x')).text, missing.text);
    const over = await ask(fit.id, late.id, free.id);
    assert.equal(over.status, 422);
    assert.deepEqual(fieldsOf(over), ['task_ids.1.from_time_window.end_time_utc', 'task_ids.2.price', 'task_ids.2.currency']); // prettier-ignore
    assert.deepEqual(fieldsOf(await ask(fit.id, fit.id)), ['task_ids.1']);
    for (const [body, status] of [
      [{ task_ids: 'x' }, 400],
      [{ task_ids: [] }, 422],
      [{}, 422],
      [{ task_ids: [5] }, 422],
    ] as const)
      // prettier-ignore
      assert.equal((await house.ask('PUT', '/platform/tasks/broadcast', body)).status, status);
    assert.equal(await dump(), before);

    // one by one it is another matter: those that can go out do, and only they get their new numbers
    const tasks = [late, fit, free].map(({ id }, index) => ({ [index === 0 ? 'task_id' : 'id']: id, tracking_id: `NEW-${index}` })); // prettier-ignore
    const partly = await house.ask('PUT', '/platform/tasks/broadcast-with-tracking', { tasks });
    assert.equal(partly.status, 200, partly.text);
    assert.deepEqual(wordsOf(partly), [[fit.id, 'broadcasting', 'NEW-1']]);
    for (const { id } of [late, free]) {
      const { tracking_id: label, current_status: word } = await get(id);
      assert.deepEqual([label, word], ['TRACK01XXX56789', 'draft']);
    }
    const none = await house.ask('POST', '/platform/tasks/broadcast-with-tracking', { tasks });
    assert.equal(none.status, 409);
  });

  test('keep their tracking id where none is named', async () => {
    const { id } = await house.makeDraft({ tracking_id: 'KEPT' });
    const answer = await house.ask('POST', '/platform/tasks/broadcast-with-tracking', { tasks: [{ id }] });
    assert.deepEqual(wordsOf(answer), [[id, 'broadcasting', 'KEPT']]);
  });
});

describe('tracking ids', () => {
  test('change whatever has become of the task: all or none', async () => {
    const [one, over] = [await house.makeTask(), await house.makeTask()];
    await house.ask('PUT', `/tasks/${over.id}/cancel`, { reason: 'x' });
    const patch = (tasks: unknown) => house.ask('PATCH', '/platform/tasks/tracking-ids', { tasks });
    const answer = await patch([{ id: over.id, tracking_id: 'A' }, { task_id: one.id, tracking_id: '' }]); // prettier-ignore
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(wordsOf(answer), [[over.id, 'cancelled', 'A'], [one.id, 'broadcasting', '']]); // prettier-ignore
    const before = await dump();
    const refused: readonly (readonly [unknown, number, string[]])[] = [
      [
        [
          { id: one.id, tracking_id: 'B' },
          { id: crypto.randomUUID(), tracking_id: 'B' },
        ],
        404,
        [],
      ],
      [
        [
          { id: one.id, tracking_id: 'B' },
          { id: one.id, tracking_id: 'C' },
        ],
        422,
        ['tasks.1.id'],
      ],
      [[{ tracking_id: 'B' }], 422, ['tasks.0.id']],
      [[{ id: one.id, task_id: over.id, tracking_id: 'B' }], 422, ['tasks.0.task_id']],
      [[{ id: one.id }], 422, ['tasks.0.tracking_id']],
      [[], 422, ['tasks']],
      [{}, 400, ['tasks']],
    ];
    for (const [tasks, status, fields] of refused) {
      const { body, ...rest } = await patch(tasks);
      assert.deepEqual([rest.status, fieldsOf({ body, ...rest })], [status, fields], rest.text);
    }
    assert.equal(await dump(), before);
  });
});

describe('the list', () => {
  test('has pages in both orders, and how many there are', async () => {
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push((await house.makeTask()).id);
    const page = async (query: string) => (await house.ask('GET', `/platform/tasks?${query}`)).body;
    const all = await page('');
    const { total } = Object(all['meta']) as { total: number };
    assert.deepEqual(all['meta'], { page: 1, per_page: 200, total });
    const ids = list(all['tasks']).map(({ id }) => String(id));
    assert.deepEqual([ids.length, ids.slice(-5)], [total, made]);
    assert.deepEqual((await page('order=desc&per_page=5'))['tasks'], list(all['tasks']).slice(-5).toReversed());
    const second = await page(`order=asc&page=2&per_page=${total - 2}`);
    assert.deepEqual(list(second['tasks']).map(({ id }) => id), made.slice(-2)); // prettier-ignore
    assert.deepEqual(second['meta'], { page: 2, per_page: total - 2, total });
    assert.deepEqual((await page('page=999999'))['tasks'], []);
    assert.deepEqual(list(all['tasks']).at(-1), await get(made.at(-1) ?? ''));
  });

  test('is refused by the name of what is wrong', async () => {
    for (const query of ['page=0', 'page=x', 'per_page=0', 'per_page=1001', 'order=up']) {
      const answer = await house.ask('GET', `/platform/tasks?${query}`);
      assert.deepEqual([answer.status, fieldsOf(answer)], [422, [query.split('=')[0]]], query);
    }
  });

  test('shows deliveries of other dialects at the home platform alone', async () => {
    const { tenant, organisationId } = house.platform;
    const { id } = await createDelivery(
      house.deps,
      tenant.identity,
      plainDraft({ orderNumber: 'PLAIN', legs: 'both' }),
    );
    const shown = await get(id);
    assert.deepEqual([shown['org_id'], shown['price'], shown['currency'], shown['current_status']], [organisationId, 0, '', 'pending_broadcast']); // prettier-ignore
    assert.deepEqual(shown['items'], [{ id: 'I1', name: '', quantity: 2 }]);
    assert.equal((await house.ask('GET', `/tasks/${id}`)).status, 404, 'no app made it');
    const other = await makePlatform(house.deps, tenant, { isHome: false });
    assert.equal((await house.ask('GET', `/platform/tasks/${id}`, undefined, other.headers)).status, 404);
    assert.deepEqual((await house.ask('GET', '/platform/tasks', undefined, other.headers)).body['tasks'], []);
    const refused = await update(id, { price: 300_000, currency: 'SGD' });
    assert.equal(refused.status, 422);
    assert.deepEqual(fieldsOf(refused), ['price', 'currency']);
  });

  test('holds what another app made for an organisation of the platform, which that app’s own calls do not', async () => {
    const { deps, platform } = house;
    const { id } = await house.makeTask();
    await sql`update task set app_id = null where delivery_id = ${id}`.execute(deps.db.house);
    assert.equal((await house.ask('GET', `/tasks/${id}`)).status, 404);
    assert.equal((await get(id))['org_id'], platform.organisationId);
  });
});

describe('update', () => {
  test('takes the document’s whole list of fields and shows what it took', async () => {
    const { id } = await house.makeTask();
    const { associatedId: org_id } = house.platform;
    const { items, attachments, from_address, to_contact, ...rest } = taskBody();
    const to_address = { street_address: '9 Tuas South', latitude: 1.29, longitude: 103.63, gate: 'C' };
    const from_contact = { name: 'Lim', berth_no: 'B2' };
    const times = (from: number) => ({ start_time_utc: `2126-09-01T0${from}:00:00.000Z`, end_time_utc: `2126-09-01T0${from + 1}:00:00.000Z` }); // prettier-ignore
    const sample = fixture('gotsurge', 'task-update.request') as Json;
    const scalars = Object.fromEntries(Object.entries(sample).filter(([, value]) => typeof value !== 'object'));
    const { version_rev: _, ...plain } = scalars;
    const change = { ...rest, ...plain, org_id, to_address, from_contact, from_time_window: times(1), to_time_window: times(2) }; // prettier-ignore
    house.roads.answer = (count) => Array.from({ length: count }, () => 4321);
    const more = { officer_contact: { name: 'Bosun' }, cargo_details: [{ pallets: 3 }], total_weight_unit: 'kg' };
    const answer = await update(id, { ...change, ...more, items, attachments });
    house.roads.answer = (count) => Array.from({ length: count }, () => 7357);
    assert.equal(answer.status, 200, answer.text);
    for (const [key, value] of Object.entries({ ...change, ...more })) assert.deepEqual(answer.body[key], value, key);
    assert.deepEqual([answer.body['from_address'], answer.body['to_contact']], [from_address, to_contact], 'not named');
    assert.deepEqual(answer.body['items'], items);
    assert.equal(answer.body['distance_in_meters'], 4321);
    assert.match(String(answer.body['version_rev']), /^1-/);
    assert.deepEqual(await get(id), answer.body);
    assert.equal(answer.body['broadcast_expires_at'], null, 'a marine round does not end by itself');
  });

  test('moves the end of the round with the pickup', async () => {
    const { id } = await house.makeTask();
    const end_time_utc = '2126-08-24T15:15:22.000Z';
    const from_time_window = { start_time_utc: '2126-08-24T14:15:22.000Z', end_time_utc };
    const { body } = await update(id, { from_time_window });
    assert.deepEqual([body['from_time_window'], body['broadcast_expires_at']], [from_time_window, '2126-08-24T14:45:22.000Z']); // prettier-ignore
  });

  for (const method of ['PUT', 'PATCH'] as const)
    test(`${method}: a whole task may be sent back, changed or not`, async () => {
      const { id } = await house.makeTask();
      const shown = await get(id);
      const { status, body } = await house.ask(method, `/platform/tasks/${id}`, { ...shown, invoice_number: 'NEW' });
      assert.equal(status, 200);
      assert.deepEqual(
        { ...body, server_time: '', updated_at: '', version_rev: '' },
        { ...shown, invoice_number: 'NEW', server_time: '', updated_at: '', version_rev: '' },
      );
    });

  test('null changes nothing, and an empty text empties', async () => {
    const { id } = await house.makeTask();
    const kept = await update(id, { tracking_id: null, price: null, from_contact: null, items: null });
    assert.deepEqual([kept.body['tracking_id'], kept.body['price']], ['TRACK01XXX56789', 1_200_000]);
    const { body } = await update(id, { tracking_id: '', invoice_number: '', pickup_note_to_driver: '' });
    assert.deepEqual([body['tracking_id'], body['invoice_number'], body['pickup_note_to_driver']], ['', '', '']);
  });

  test('without a currency there is no price', async () => {
    const { body } = await update((await house.makeTask()).id, { currency: '', price: 900_000 });
    assert.deepEqual([body['currency'], body['price']], ['', 0]);
  });

  test('does not add, delete or change items and attachments, nor complete a task', async () => {
    const { id } = await house.makeTask();
    const [item] = list(taskBody()['items']);
    const refused = [
      { items: [] },
      { items: [{ ...item, quantity: 5 }] },
      { items: [item, item] },
      { attachments: [] },
      { epod: { recipient_name: 'Me' } },
    ];
    const before = await dump();
    for (const change of refused) {
      const answer = await update(id, change);
      assert.deepEqual([answer.status, fieldsOf(answer)], [422, Object.keys(change)]);
    }
    assert.equal(await dump(), before);
    const equal = await update(id, { items: [item], attachments: taskBody()['attachments'], epod: {} });
    assert.equal(equal.status, 200, equal.text);
  });

  test('is refused by the document’s rules and the name of the field', async () => {
    const { id } = await house.makeTask();
    const before = await dump();
    const refused: readonly (readonly [TaskBody, string])[] = [
      [{ to_time_window: { start_time_utc: '2126-08-24T15:00:00Z', end_time_utc: '2126-08-24T20:00:00Z' } }, 'from_time_window.end_time_utc'],
      [{ to_time_window: { start_time_utc: '2126-08-24T20:00:00Z', end_time_utc: '2126-08-24T19:00:00Z' } }, 'to_time_window.start_time_utc'],
      [{ from_address: { latitude: 1 } }, 'from_address.longitude'],
      [{ price: -1 }, 'price'],
      [{ broadcast_preference: 'standard' }, 'broadcast_preference'],
      [{ service_type: 'car' }, 'service_type'],
      [{ total_item_weight: '5' }, 'total_item_weight'],
    ]; // prettier-ignore
    for (const [change, field] of refused) {
      const answer = await update(id, change);
      assert.deepEqual([answer.status, fieldsOf(answer)], [422, [field]], answer.text);
    }
    const { status, body } = await house.ask('PUT', `/platform/tasks/${id}`, { price: 1 });
    assert.deepEqual(
      [status, list(body['errors'])],
      [422, [{ field: 'version_rev', message: 'The field is missing.' }]],
    );
    for (const org_id of [crypto.randomUUID(), 'x']) assert.equal((await update(id, { org_id })).status, 404);
    assert.equal(await dump(), before);
  });

  test('with a revision that is not the last is refused, also when two come at once', async () => {
    const { id, version_rev } = await house.makeTask();
    const change = (group_tag: string) => house.ask('PUT', `/platform/tasks/${id}`, { group_tag, version_rev });
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map(change));
    assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, 409, 409, 409]); // prettier-ignore
    const winner = answers.find(({ status }) => status === 200)?.body;
    assert.deepEqual((await get(id))['group_tag'], winner?.['group_tag']);
    const stale = await change('E');
    assert.deepEqual([stale.status, stale.body['code'], fieldsOf(stale)], [409, 'version_conflict', ['version_rev']]);
    for (const wrong of ['0-xxxxxxxx', '', '1', String(winner?.['version_rev']).replace('-', '')])
      assert.equal((await update(id, { version_rev: wrong })).status, 409, wrong);
  });

  test('after the acceptance takes only what nobody drives by, and at the end nothing', async () => {
    const { id } = await house.makeTask();
    const courierId = (await house.operate('POST', '/couriers', { employeeNumber: 'U', name: 'U', phone: '1' }))['id'];
    const trip = await house.operate('POST', '/trips', { courierId, deliveryIds: [id] });
    const refused = await update(id, { price: 300_000, tracking_id: 'T' });
    assert.deepEqual([refused.status, refused.body['code'], fieldsOf(refused)], [409, 'status_conflict', ['price']]);
    const late = { tracking_id: 'T', invoice_number: 'I', group_tag: 'G', delivery_note_to_driver: 'N', pickup_note_to_driver: 'P', total_item_weight: 5, total_quantity_unit: 'box', cargo_net_quantity: 7 }; // prettier-ignore
    const taken = await update(id, { ...(await get(id)), ...late });
    assert.equal(taken.status, 200, taken.text);
    for (const [key, value] of Object.entries(late)) assert.deepEqual(taken.body[key], value, key);
    await house.operate('POST', `/trips/${String(trip['id'])}/cancel`, {});
    assert.equal((await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' })).status, 200);
    assert.equal((await update(id, { tracking_id: 'Z' })).status, 409);
  });
});
