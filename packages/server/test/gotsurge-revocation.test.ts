/**
 * S8: what is taken from a partner is taken at once where it is done here, and within the four seconds of the cache where
 * another process does it: apps, grants, members, roles, organisations; on every route, and from refresh tokens too.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { addMember, bearerFor, makePlatform, type Platform } from './make-platform.ts';
import { probes } from './matrix-probes.ts';
import { guarded, nameOf, openMountedHouse, type MountedHouse, type Resident, type Route } from './mounted-house.ts';

let house: MountedHouse;
let routes: readonly Route[];
before(async () => {
  house = await openMountedHouse();
  routes = guarded(house).filter(({ dialect }) => dialect === 'gotsurge');
});
after(() => house.close());

/** A bearer is remembered for so long. */
const cacheMs = 4_000;
/** Any role may ask what a drive would cost. */
const forAll = 'POST /gotsurge/price/recommendation';

interface Leaver {
  readonly owner: Resident;
  readonly platform: Platform;
  readonly memberId: string;
  readonly grantId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly refreshToken: string;
}

/** A member of a platform of its own, who has signed in. */
async function leaver(owner: Resident): Promise<Leaver> {
  const platform = await makePlatform(house.deps, owner.tenant, { isHome: false });
  const { organisationId, appId } = platform;
  const memberId = await addMember(house.deps, owner.tenant, { organisationId, role: 'OrgAdmin' });
  const to = { accountId: owner.tenant.account.id, appId, memberId };
  const { bearerToken, refreshToken, grantId } = await house.deps.authorizationServer.issue(to);
  return { owner, platform, memberId, grantId, refreshToken, headers: { authorization: `Bearer ${bearerToken}` } };
}

/** How each route answers; the requests themselves name what the leaver's account has. */
async function statuses({ headers, owner }: Leaver): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (const route of routes) {
    const { what = route.url.split('/')[2] ?? '', body } = probes[nameOf(route)] ?? assert.fail(nameOf(route));
    const ids = (name: string) => owner.ids[name] ?? assert.fail(name);
    const url = route.url.includes(':id') ? route.url.replace(':id', ids(what)) : route.url;
    const { status } = await house.ask({ method: route.method, url, headers, payload: body?.(ids) });
    seen.set(nameOf(route), status);
  }
  return seen;
}

async function assertAll(one: Leaver, expected: number, except: readonly string[] = []): Promise<void> {
  for (const [name, status] of await statuses(one)) {
    if (!except.includes(name)) assert.equal(status, expected, name);
  }
}

/** Lets the bearers in: whatever is answered, they are known. */
async function assertIn(one: Leaver): Promise<void> {
  for (const [name, status] of await statuses(one)) assert.ok(![401, 403].includes(status), `${name}: ${status}`);
}

const refresh = async ({ platform, refreshToken }: Leaver) =>
  (await house.ask({ method: 'POST', url: '/gotsurge/oauth2/refresh', payload: { client_key: platform.clientKey, refresh_token: refreshToken } })).status; // prettier-ignore

/** As another process does it. */
const elsewhere = (change: ReturnType<typeof sql>) => change.execute(house.database.db);

describe('here, at once:', () => {
  let owner: Resident;
  before(async () => {
    owner = await house.resident();
  });

  test('an app that its operator ends', async () => {
    const one = await leaver(owner);
    await assertIn(one);
    const url = `/v1/partner-apps/${one.platform.appId}`;
    const { status, body } = await house.ask({ method: 'DELETE', url, headers: owner.headers.native });
    assert.ok(status < 300, body);
    await assertAll(one, 401);
    assert.equal(await refresh(one), 401);
  });

  test('a grant that its member ends; another grant of the same member lives on', async () => {
    const one = await leaver(owner);
    const { appId } = one.platform;
    const second = { ...one, headers: await bearerFor(house.deps, { tenant: owner.tenant, appId, memberId: one.memberId }) }; // prettier-ignore
    await assertIn(one);
    await house.deps.authorizationServer.revoke(one.grantId);
    await assertAll(one, 401);
    assert.equal(await refresh(one), 401);
    await assertIn(second);
  });

  test('a bearer whose thirty days are over; its refresh token gives the next', async () => {
    const begun = house.deps.now();
    const one = await leaver(owner);
    // the authorization server goes by the clock on the wall, in whole seconds
    const end = Date.now() + 30 * 24 * 3_600_000;
    house.deps.clock.set(new Date(end - 60_000));
    await assertIn(one);
    house.deps.clock.set(new Date(end + 1000));
    await assertAll(one, 401);
    assert.equal(await refresh(one), 200);
    house.deps.clock.set(begun);
  });
});

describe('by another process, within four seconds:', () => {
  const cases = {
    'an app': ({ platform }: Leaver) => sql`update partner_app set revoked_at = now() where id = ${platform.appId}`,
    'a grant': ({ grantId }: Leaver) => sql`update oauth_grant set revoked_at = now() where id = ${grantId}`,
    'a member': ({ memberId }: Leaver) => sql`update member set disabled_at = now() where id = ${memberId}`,
  } as const;
  let owner: Resident;
  before(async () => {
    owner = await house.resident();
  });

  for (const [name, change] of Object.entries(cases))
    test(`${name} that is ended: 401 everywhere, and no further token`, async () => {
      const one = await leaver(owner);
      await assertIn(one);
      await elsewhere(change(one));
      house.deps.clock.move(cacheMs);
      await assertAll(one, 401);
      assert.equal(await refresh(one), 401);
    });

  test('a role that is taken away: 403 wherever one is asked for', async () => {
    const one = await leaver(owner);
    await assertIn(one);
    await elsewhere(sql`update member set roles = '{Driver}' where id = ${one.memberId}`);
    house.deps.clock.move(cacheMs);
    await assertAll(one, 403, [forAll]);
    await elsewhere(sql`update member set roles = '{OrgAdmin}' where id = ${one.memberId}`);
    house.deps.clock.move(cacheMs);
    await assertIn(one);
  });

  test('a platform that an app belonged to: 403 for all that is the platform’s', async () => {
    const one = await leaver(owner);
    await elsewhere(sql`update partner_app set platform_id = null where id = ${one.platform.appId}`);
    for (const [name, status] of await statuses(one)) {
      if (name.includes('/platform/')) assert.equal(status, 403, name);
      else assert.notEqual(status, 403, name);
    }
  });
});

test('an organisation that a platform no longer looks after is gone from it with its tasks', async () => {
  const { tenant } = await house.resident();
  const platform = await makePlatform(house.deps, tenant, { isHome: false });
  const { associatedId, headers } = platform;
  const payload = { tasks: [Object(probes['POST /gotsurge/tasks']?.body?.(() => associatedId)).tasks[0]] };
  const made = await house.ask({ method: 'POST', url: '/gotsurge/platform/tasks', headers, payload });
  assert.equal(made.status, 201, made.body);
  const { tasks } = JSON.parse(made.body) as { tasks: { id: string }[] };
  const id = tasks[0]?.id ?? assert.fail();
  const seen = async () => {
    const found = [];
    for (const path of [`tasks/${id}`, `organizations/${associatedId}`, 'tasks', 'organizations']) {
      const { status, body } = await house.ask({ method: 'GET', url: `/gotsurge/platform/${path}`, headers });
      found.push(status === 200 && (body.includes(id) || body.includes(associatedId)));
    }
    return found;
  };
  assert.deepEqual(await seen(), [true, true, true, true]);
  await elsewhere(sql`update organisation set platform_id = null where id = ${associatedId}`);
  assert.deepEqual(await seen(), [false, false, false, false]);
});
