/** What the sandbox holds for GotSurge's partners: made once, moved when the server is, never made twice. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { findSsoApp } from '../partner/sso.ts';
import { partnerDetail } from '../partner/partner-detail.ts';
import { signInMember } from '../oauth/sign-in-member.ts';
import { authenticateBearer } from '../oauth/authenticate-bearer.ts';
import { findAccount } from '../../store/account.ts';
import { listNearOffers } from '../offer/list-near.ts';
import { listTasks } from '../task/read-tasks.ts';
import { signIn } from './sign-in.ts';
import { sandboxPartner } from './sandbox-partner.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { seedGotSurge } from './seed-gotsurge.ts';
import { sandboxId, seedSandbox } from './seed-sandbox.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  await seedSandbox(deps);
});
after(() => database.close());

const at = (publicUrl: string) => ({ ...deps, publicUrl: () => publicUrl });

async function rows(query: string): Promise<readonly Record<string, unknown>[]> {
  return (await sql.raw<Record<string, unknown>>(query).execute(database.db)).rows;
}

const tables = ['organisation', 'platform', 'organisation_role', 'member', 'partner_app', 'courier', 'courier_duty', 'vehicle', 'tracker', 'credential', 'delivery', 'task', 'offer', 'event']; // prettier-ignore
const counts = async () => {
  const found = [];
  for (const table of tables) found.push([table, (await rows(`select from ${table} where account_id = '${sandboxId}'`)).length]); // prettier-ignore
  return Object.fromEntries(found) as Record<string, number>;
};

it('gives a sandbox of an earlier release what it lacks, once, though two processes start', async () => {
  const bare = await counts();
  assert.equal(bare['platform'], 0);
  await Promise.all([seedGotSurge(deps), seedGotSurge(deps), seedGotSurge(deps)]);
  const seeded = await counts();
  const added = Object.fromEntries(tables.map((table) => [table, (seeded[table] ?? 0) - (bare[table] ?? 0)]));
  assert.deepEqual(added, { organisation: 3, platform: 1, organisation_role: 15, member: 2, partner_app: 1, courier: 1, courier_duty: 1, vehicle: 1, tracker: 1, credential: 1, delivery: 2, task: 2, offer: 1, event: 2 }); // prettier-ignore
  await seedGotSurge(deps);
  assert.deepEqual(await counts(), seeded);
});

it('has a home platform with two organisations beside its own, each with every role', async () => {
  await seedGotSurge(deps);
  const organisations = await rows(`select o.business_name as name, o.platform_id as looked_after, p.is_home
    from organisation o left join platform p on p.organisation_id = o.id where o.account_id = '${sandboxId}' order by o.id`);
  assert.deepEqual(organisations, [
    { name: 'Sandbox Logistics', looked_after: null, is_home: true },
    { name: 'Sandbox Merchant', looked_after: sandboxIds.platform, is_home: null },
    { name: 'Sandbox Marine', looked_after: sandboxIds.platform, is_home: null },
  ]);
  const ids = await rows(`select id from organisation_role where account_id = '${sandboxId}'`);
  for (const { id } of ids) assert.match(String(id), /^01900000-0000-7000-8000-00000000a01[0-9a-f]$|^01900000-0000-7000-8000-00000000a02[0-9a-f]$/); // prettier-ignore
});

it('has people, an app and a courier who can sign in with the words that are told', async () => {
  await seedGotSurge(deps);
  const { password, people, clientKey, secretKey, courier: userName } = sandboxPartner;
  const members = [];
  for (const { email } of people) members.push(await signInMember(deps, { accountId: sandboxId, email, password }));
  assert.deepEqual(members.map(({ roles, organisationName }) => [roles, organisationName]), [[['OrgAdmin'], 'Sandbox Logistics'], [['Merchant'], 'Sandbox Merchant']]); // prettier-ignore
  assert.equal((await partnerDetail(deps, { clientKey, secretKey })).id, sandboxIds.app);
  await signIn(deps, 'courier', { userName, password });
  const to = { accountId: sandboxId, appId: sandboxIds.app, memberId: sandboxIds.orgAdmin };
  const { platform } = await authenticateBearer(deps, (await deps.authorizationServer.issue(to)).bearerToken);
  assert.deepEqual(platform, { id: sandboxIds.platform, organisationId: sandboxIds.logistics, isHome: true });
});

it('has a courier on duty who was seen near Clementi just now, at each start anew', async () => {
  await seedGotSurge(deps);
  const courier = async () => {
    const [row] =
      await rows(`select y.vehicle_kind, y.emissions_type, y.marine, y.organisation_id, y.on_duty_since is not null as on_duty,
        v.number, k.code, k.latest_lat as lat, k.latest_lng as lng, k.latest_at as at
      from courier c join courier_duty y on y.courier_id = c.id join vehicle v on v.id = c.vehicle_id
      join tracker k on k.id = c.tracker_id where c.employee_number = 'SANDBOX-DRIVER'`);
    return row ?? assert.fail();
  };
  const { at: seen, ...rest } = await courier();
  assert.deepEqual(rest, {
    vehicle_kind: 'van_1.7m',
    emissions_type: 'ev',
    marine: true,
    organisation_id: sandboxIds.logistics,
    on_duty: true,
    number: 'SBX1234A',
    code: `courier:${sandboxIds.courier}`,
    lat: 1.2966,
    lng: 103.7764,
  });
  assert.deepEqual(seen, deps.now());
  deps.clock.move(3_600_000);
  await seedGotSurge(deps);
  const { at: later } = await courier();
  assert.deepEqual(later, deps.now());
});

it('has a draft and a task that boats are asked for, which the courier on duty is offered', async () => {
  await seedGotSurge(deps);
  deps.clock.move(365 * 24 * 3_600_000);
  await seedGotSurge(deps);
  const scope = { organisationIds: null, appId: null, withOthers: true };
  const { tasks } = await listTasks(deps, sandboxId, scope, { page: 1, perPage: 10, order: 'asc' });
  const shown = tasks.map(({ delivery, task }) => [
    delivery.id,
    delivery.waybillNumber,
    delivery.state,
    task?.organisationId,
  ]);
  assert.deepEqual(shown, [
    [sandboxIds.draftTask, 'SANDBOX-DRAFT', 'draft', sandboxIds.merchant],
    [sandboxIds.marineTask, 'SANDBOX-MARINE', 'offered', sandboxIds.marine],
  ]);
  const [, marine] = tasks;
  assert.deepEqual([marine?.task?.broadcastPreference, marine?.task?.offerExpiresAt], ['marine', null]);
  assert.equal(Object(marine?.task?.attributes['to_contact']).vessel_name, 'Sandbox Star');
  const account = (await findAccount(deps.db.house, sandboxId)) ?? assert.fail();
  const caller = { accountId: sandboxId, actor: 'test', credentialId: null };
  const offers = await listNearOffers(deps, { account, caller, sessionId: '', courierId: sandboxIds.courier }, 20);
  assert.deepEqual(offers.map(({ deliveryId }) => deliveryId), [sandboxIds.marineTask]); // prettier-ignore
});

it('makes the task that is missing, and lets the other one be', async () => {
  await seedGotSurge(deps);
  const versions = `select id, version from delivery where account_id = '${sandboxId}' order by id`;
  const before = await rows(versions);
  for (const table of ['offer', 'task']) await sql.raw(`delete from ${table} where delivery_id = '${sandboxIds.marineTask}'`).execute(database.db); // prettier-ignore
  await sql.raw(`delete from event where aggregate_id = '${sandboxIds.marineTask}'`).execute(database.db);
  await sql.raw(`delete from delivery where id = '${sandboxIds.marineTask}'`).execute(database.db);
  await seedGotSurge(deps);
  assert.deepEqual(await rows(versions), before);
});

it('follows the server to another address, and forgets the oldest of twenty', async () => {
  const registered = async () => {
    const [row] = await rows(`select redirect_urls, version from partner_app where id = '${sandboxIds.app}'`);
    return row ?? assert.fail();
  };
  await seedGotSurge(at('http://localhost:8080'));
  await seedGotSurge(at('http://localhost:40001'));
  const moved = await registered();
  assert.deepEqual((moved['redirect_urls'] as string[]).slice(-2), ['http://localhost:8080/gotsurge/playground', 'http://localhost:40001/gotsurge/playground']); // prettier-ignore
  const { origin, receiveSessionUrl } = await findSsoApp(deps, sandboxPartner.clientKey);
  assert.deepEqual([origin, receiveSessionUrl], ['http://localhost:40001', 'http://localhost:40001/gotsurge/playground/receive-session']); // prettier-ignore
  await seedGotSurge(at('http://localhost:40001'));
  assert.deepEqual(await registered(), moved);
  for (let port = 50_000; port < 50_025; port += 1) await seedGotSurge(at(`http://localhost:${port}`));
  const ports = ((await registered())['redirect_urls'] as string[]).map((url) => Number(new URL(url).port));
  assert.deepEqual(
    ports,
    Array.from({ length: 20 }, (_, index) => 50_005 + index),
  );
});

it('does not bring back what was revoked', async () => {
  await seedGotSurge(deps);
  await sql`update partner_app set revoked_at = now() where id = ${sandboxIds.app}`.execute(database.db);
  await seedGotSurge(deps);
  const [row] = await rows(`select revoked_at is not null as gone from partner_app where id = '${sandboxIds.app}'`);
  assert.deepEqual(row, { gone: true });
});
