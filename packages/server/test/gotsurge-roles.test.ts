/** Which role may do what with tasks: the whole table, route by route. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { roles, type Role } from '../src/domain/partner/roles.ts';
import { dumpOf } from './dump-of.ts';
import { openGotSurgeHouse, type GotSurgeHouse } from './gotsurge-house.ts';
import { taskBody } from './gotsurge-task.ts';
import { makePlatform } from './make-platform.ts';
import { seedProofFile } from './seed-proof-file.ts';

let house: GotSurgeHouse;
let headers: ReadonlyMap<Role, Readonly<Record<string, string>>>;
before(async () => {
  house = await openGotSurgeHouse();
  const pairs: (readonly [Role, Readonly<Record<string, string>>])[] = [];
  for (const role of roles) pairs.push([role, await house.headersOf(role)]);
  headers = new Map(pairs);
});
after(() => house.close());

type Call = () => Promise<{ readonly path: string; readonly body?: unknown }>;

interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly route: string;
  readonly may: readonly Role[];
  /** A call that succeeds for whoever may. */
  readonly call: Call;
}

const tasks = () => ({ tasks: [taskBody()] });
const one = async () => (await house.makeTask()).id;
const draft = async () => (await house.makeDraft()).id;
const update: Call = async () => {
  const { id, version_rev } = await house.makeTask();
  return { path: `/platform/tasks/${id}`, body: { version_rev, group_tag: 'x' } };
};
const cancel: Call = async () => ({ path: `/tasks/${await one()}/cancel`, body: { reason: 'x' } });
const broadcast: Call = async () => ({ path: '/platform/tasks/broadcast', body: { task_ids: [await draft()] } });
const withTracking: Call = async () => ({
  path: '/platform/tasks/broadcast-with-tracking',
  body: { tasks: [{ id: await draft(), tracking_id: 'x' }] },
});

const orderers: readonly Role[] = ['OrgAdmin', 'Merchant', 'Operator'];
const readers: readonly Role[] = [...orderers, 'OrgTransporter'];
const admin: readonly Role[] = ['OrgAdmin'];
const merchants: readonly Role[] = ['OrgAdmin', 'Merchant'];

const table: readonly Row[] = [
  { method: 'POST', route: '/tasks', may: orderers, call: async () => ({ path: '/tasks', body: tasks() }) },
  { method: 'GET', route: '/tasks/:id', may: readers, call: async () => ({ path: `/tasks/${await one()}` }) },
  { method: 'PUT', route: '/tasks/:id/cancel', may: orderers, call: cancel },
  { method: 'POST', route: '/tasks/:id/cancel', may: orderers, call: cancel },
  { method: 'GET', route: '/proof-files/:id', may: readers, call: async () => ({ path: `/proof-files/${await seedProofFile(house.deps, house.platform.tenant, await one())}` }) },
  { method: 'POST', route: '/platform/tasks', may: admin, call: async () => ({ path: '/platform/tasks', body: tasks() }) },
  { method: 'POST', route: '/platform/tasks/draft', may: admin, call: async () => ({ path: '/platform/tasks/draft', body: tasks() }) },
  { method: 'GET', route: '/platform/tasks', may: admin, call: async () => ({ path: '/platform/tasks' }) },
  { method: 'GET', route: '/platform/tasks/:id', may: admin, call: async () => ({ path: `/platform/tasks/${await one()}` }) },
  { method: 'PUT', route: '/platform/tasks/:id', may: admin, call: update },
  { method: 'PATCH', route: '/platform/tasks/:id', may: admin, call: update },
  { method: 'PUT', route: '/platform/tasks/broadcast', may: admin, call: broadcast },
  { method: 'POST', route: '/platform/tasks/broadcast', may: admin, call: broadcast },
  { method: 'PUT', route: '/platform/tasks/broadcast-with-tracking', may: merchants, call: withTracking },
  { method: 'POST', route: '/platform/tasks/broadcast-with-tracking', may: merchants, call: withTracking },
  { method: 'PATCH', route: '/platform/tasks/tracking-ids', may: merchants, call: async () => ({ path: '/platform/tasks/tracking-ids', body: { tasks: [{ id: await one(), tracking_id: 'x' }] } }) },
]; // prettier-ignore

const dump = () => dumpOf(house.database.db, house.platform.tenant.account.id);

for (const { method, route, may, call } of table)
  describe(`${method} ${route}`, () => {
    for (const role of roles.filter((one) => may.includes(one)))
      test(`is the ${role}’s`, async () => {
        const { path, body } = await call();
        const { status, text } = await house.ask(method, path, body, headers.get(role));
        assert.ok(status < 300, text);
      });

    test('is nobody else’s: 403, and nothing is written', async () => {
      const { path, body } = await call();
      const before = await dump();
      for (const role of roles.filter((one) => !may.includes(one))) {
        const { status, body: refusal } = await house.ask(method, path, body, headers.get(role));
        assert.deepEqual([status, refusal['code'], refusal['errors']], [403, 'forbidden', []], role);
      }
      assert.equal(await dump(), before);
    });

    if (!route.startsWith('/platform')) return;
    test('is no member’s of an organisation that is only looked after, and no app’s without a platform', async () => {
      const { path, body } = await call();
      const associated = await house.headersOf('OrgAdmin', house.platform.associatedId);
      const other = await makePlatform(house.deps, house.platform.tenant, { isHome: false });
      const stranger = await house.headersOf('OrgAdmin', other.organisationId);
      for (const signed of [associated, stranger]) {
        const { status, body: refusal } = await house.ask(method, path, body, signed);
        assert.deepEqual([status, refusal['code']], [403, 'forbidden']);
      }
    });
  });

test('every route of tasks stands in the table', async () => {
  const { paths } = (await house.app.inject('/gotsurge/openapi.json')).json<{ paths: Record<string, object> }>();
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/gotsurge', '').replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  const ours = served.filter((name) => /^\w+ (\/platform)?\/(tasks|proof-files)/.test(name));
  assert.deepEqual(ours.toSorted(), table.map(({ method, route }) => `${method} ${route}`).toSorted());
}); // prettier-ignore
