/**
 * Two accounts, two platforms, two organisations, two apps: nothing of one is to be seen by the other on any route of
 * GotSurge’s. The routes come from the mounted list and are asked for as test/probes says.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import { changeApp } from '../src/use-cases/partner/change-app.ts';
import { partnerDetail } from '../src/use-cases/partner/partner-detail.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { addCourier } from './add-courier.ts';
import { addOffer } from './add-task.ts';
import { draft } from './draft-delivery.ts';
import { dumpOf } from './dump-of.ts';
import { castPlayers, idsOf, isSame, reaches, type Player } from './gotsurge-cast.ts';
import { taskBody } from './gotsurge-task.ts';
import { bearerFor, makePlatform } from './make-platform.ts';
import { probes, type Id } from './matrix-probes.ts';
import { guarded, nameOf, openMountedHouse, type Answer, type MountedHouse, type Route } from './mounted-house.ts';
import { startReceiver } from './receiver.ts';
import { seedProofFile } from './seed-proof-file.ts';
import { makeTenant, type Tenant } from './tenant.ts';
import { startSending, until } from './webhook-house.ts';

type Json = Readonly<Record<string, unknown>>;

let house: MountedHouse;
let tenant: Tenant;
let stranger: Tenant;
let players: readonly Player[];
let routes: readonly Route[];
before(async () => {
  house = await openMountedHouse();
  tenant = await makeTenant(house.deps);
  stranger = await makeTenant(house.deps);
  players = await castPlayers(house.deps, tenant, stranger);
  routes = guarded(house).filter(({ dialect }) => dialect === 'gotsurge');
});
after(() => house.close());

const nobody: Id = () => '00000000-0000-7000-8000-000000000000';
const probeOf = (route: Route) => probes[nameOf(route)] ?? assert.fail(`${nameOf(route)}: say in test/probes how it is asked for`); // prettier-ignore
/** What the path's id names; null: there is none in it. */
const whatOf = (route: Route) => (route.url.includes(':id') ? (probeOf(route).what ?? route.url.split('/')[2] ?? '') : null); // prettier-ignore

/** What the ids of a request name, by a look at what its probe asks for. */
function kindsOf(route: Route): readonly string[] {
  const kinds = new Set<string>();
  const spy: Id = (what) => {
    kinds.add(what);
    return nobody(what);
  };
  const { body, query } = probeOf(route);
  const named = whatOf(route);
  if (named !== null) spy(named);
  body?.(spy);
  query?.(spy);
  return [...kinds];
}

interface Sent {
  readonly ids: Id;
  /** In the place of the probe's. */
  readonly payload?: unknown;
  readonly query?: string;
}

function ask(route: Route, { headers }: Player, { ids, payload = probeOf(route).body?.(ids), query = '' }: Sent) {
  const named = whatOf(route);
  const path = named === null ? route.url : route.url.replace(':id', ids(named));
  const url = path + (probeOf(route).query?.(ids) ?? '') + query;
  return house.ask({ method: route.method, url, headers, payload });
}

const organisational = ['organisations', 'organizations', 'roles'];

/** By the partners' document and our table of scopes, and not by our code. */
function maySee(route: Route, who: Player, what: Player): boolean {
  if (who.tenant !== what.tenant) return false;
  if (route.url.startsWith('/gotsurge/platform/')) return reaches(who, what);
  if (kindsOf(route).every((kind) => organisational.includes(kind))) return who.organisationId === what.organisationId;
  if (route.url.startsWith('/gotsurge/proof-files/')) return isSame(who, what) || reaches(who, what);
  return isSame(who, what);
}

const hiddenFrom = (route: Route, who: Player) => players.filter((what) => !maySee(route, who, what));
const dump = async () => {
  const { db } = house.database;
  return [await dumpOf(db, tenant.account.id), await dumpOf(db, stranger.account.id)].join('\n');
};

/** The refusal is the one that nobody's id gets, to the byte. */
function assertNobodys(seen: Answer, missing: Answer, name: string): void {
  assert.deepEqual([seen.status, seen.body], [missing.status, missing.body], name);
  assert.ok([403, 404].includes(seen.status), `${name}: ${seen.status} ${seen.body.slice(0, 300)}`);
}

describe('what another has is what nobody has', () => {
  test('on every route, by every token, whatever id it is', async () => {
    const before = await dump();
    let tried = 0;
    let found = 0;
    for (const route of routes) {
      const kinds = kindsOf(route);
      for (const who of kinds.length > 0 ? players : []) {
        const mine = idsOf(who);
        // all of its ids, and where there are several each by itself among the player's own
        const some = kinds.length > 1 ? kinds : [];
        const ways = [null, ...some].map((only) => (ids: Id): Id => (what) => (only === null || only === what ? ids(what) : mine(what))); // prettier-ignore
        for (const way of ways) {
          const missing = await ask(route, who, { ids: way(nobody) });
          found += missing.status === 404 ? 1 : 0;
          for (const what of hiddenFrom(route, who)) {
            const seen = await ask(route, who, { ids: way(idsOf(what)) });
            assertNobodys(seen, missing, `${nameOf(route)}: ${who.name} asks for what ${what.name} has`);
            tried += 1;
          }
        }
      }
    }
    assert.ok(tried > 1500, `only ${tried} were asked`);
    assert.ok(found > 80, `only ${found} looked for something, the others were forbidden`);
    assert.equal(await dump(), before);
  });

  test('in a list beside one’s own: the whole call is refused, and nothing of it happens', async () => {
    const before = await dump();
    const lists = routes.filter((route) => Object.values(Object(probeOf(route).body?.(nobody)) as Json).some(Array.isArray)); // prettier-ignore
    let tried = 0;
    for (const route of lists.filter((one) => kindsOf(one).length > 0)) {
      const listOf = (ids: Id) => Object.entries(Object(probeOf(route).body?.(ids)) as Json).find(([, value]) => Array.isArray(value)) as [string, unknown[]]; // prettier-ignore
      for (const who of players.filter((one) => maySee(route, one, one))) {
        const beside = (ids: Id) => {
          const [key, mine] = listOf(idsOf(who));
          return { ids: idsOf(who), payload: { [key]: [...mine, ...listOf(ids)[1]] } };
        };
        const missing = await ask(route, who, beside(nobody));
        assert.equal(missing.status, 404, `${nameOf(route)}: ${missing.body.slice(0, 300)}`);
        for (const what of hiddenFrom(route, who)) {
          const name = `${nameOf(route)}: ${who.name} beside ${what.name}`;
          assertNobodys(await ask(route, who, beside(idsOf(what))), missing, name);
          tried += 1;
        }
      }
    }
    assert.ok(tried > 200, `only ${tried} were asked`);
    assert.equal(await dump(), before);
  });

  test('in the query of a read: it changes nothing of the answer', async () => {
    const names = ['id', 'task_id', 'org_id', 'organization_id', 'app_id', 'platform_id', 'account_id'];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      for (const who of players) {
        const ids = idsOf(who);
        const plain = await ask(route, who, { ids });
        assert.equal(plain.status < 300, maySee(route, who, who), `${nameOf(route)}: ${who.name} ${plain.status}`);
        const what = players.find((one) => !maySee(route, who, one)) ?? assert.fail('sees all');
        for (const id of [what.ids['tasks'], what.organisationId, what.appId, what.platformId, what.tenant.account.id]) {
          const query = `?${names.map((name) => `${name}=${id}`).join('&')}`;
          const seen = await ask(route, who, { ids, query });
          assert.deepEqual([seen.status, seen.body], [plain.status, plain.body], `${nameOf(route)}${query}`);
        }
      }
    }
  }); // prettier-ignore
});

test('what is listed is what one may see, on every page and in either order', async () => {
  for (const who of players.filter(({ actsForPlatform }) => actsForPlatform)) {
    const mine = players.filter((what) => who.tenant === what.tenant && reaches(who, what));
    const others = players.filter((what) => !mine.includes(what));
    const list = async (path: string, key: string) => {
      const { status, body } = await house.ask({ method: 'GET', url: `/gotsurge/platform/${path}`, headers: who.headers }); // prettier-ignore
      assert.equal(status, 200, body);
      for (const { marker, organisationId } of others) {
        assert.ok(!body.includes(marker) && !body.includes(organisationId), `${who.name} sees ${marker}`);
      }
      const { meta, [key]: all } = JSON.parse(body) as { meta: { total: number } } & Record<string, { id: string }[]>;
      return { total: meta.total, ids: all?.map(({ id }) => id) ?? [] };
    };
    const expected = mine.flatMap((one) => ['tasks', 'drafts'].map(idsOf(one))).toSorted();
    for (const order of ['asc', 'desc']) {
      const whole = await list(`tasks?per_page=1000&order=${order}`, 'tasks');
      assert.deepEqual([whole.ids.toSorted(), whole.total], [expected, expected.length], who.name);
      const pages = [];
      for (let page = 1; page <= expected.length + 2; page += 1) pages.push(...(await list(`tasks?page=${page}&per_page=1&order=${order}`, 'tasks')).ids); // prettier-ignore
      assert.deepEqual(pages, whole.ids);
    }
    const organisations = new Set(mine.map((one) => one.organisationId).filter((id) => id !== who.organisationId));
    const shown = await list('organizations', 'organizations');
    if (who.tenant === tenant) assert.deepEqual(shown.ids, [...organisations]);
    assert.equal(shown.total, shown.ids.length);
  }
});

test('ids of others in fields that we do not know are texts like any other', async () => {
  const [who, what] = [players[0], players.find(({ name }) => name === 'Q-q-own')];
  assert.ok(who && what);
  const read = async () => (await house.ask({ method: 'GET', url: `/gotsurge/tasks/${what.ids['tasks']}`, headers: what.headers })).body; // prettier-ignore
  const before = await read();
  const foreign = { id: what.ids['tasks'], task_id: what.ids['tasks'], app_id: what.appId, platform_id: what.platformId, organisation_id: what.organisationId, task_creation_group: what.ids['tasks'], driver: { id: what.ids['tasks'] } }; // prettier-ignore
  const send = (method: string, path: string, payload: unknown) => house.ask({ method, url: `/gotsurge${path}`, headers: who.headers, payload }); // prettier-ignore
  const made = await send('POST', '/tasks', { tasks: [taskBody({ ...foreign, tracking_id: what.marker, group_tag: what.marker })] }); // prettier-ignore
  assert.equal(made.status, 201, made.body);
  // a number that another partner uses is no secret: it is not even known to be in use
  const { tasks } = JSON.parse(made.body) as { tasks: Json[] };
  const id = String(tasks[0]?.['id']);
  assert.notEqual(id, what.ids['tasks']);
  assert.deepEqual([tasks[0]?.['org_id'], tasks[0]?.['platform_id'], tasks[0]?.['driver']], [who.organisationId, who.platformId, {}]); // prettier-ignore
  const { version_rev } = tasks[0] ?? {};
  assert.equal((await send('PATCH', `/platform/tasks/${id}`, { ...foreign, version_rev })).status, 200);
  assert.equal((await send('PUT', `/tasks/${id}/cancel`, { ...foreign, reason: 'x' })).status, 200);
  assert.equal(await read(), before);
});

test('a task cannot be given to an organisation that one does not reach, by an update either', async () => {
  const before = await dump();
  for (const who of players.filter(({ actsForPlatform }) => actsForPlatform)) {
    const { headers, ids } = who;
    const url = `/gotsurge/platform/tasks/${ids['drafts']}`;
    const { version_rev } = JSON.parse((await house.ask({ method: 'GET', url, headers })).body) as Json;
    for (const method of ['PUT', 'PATCH']) {
      const give = (org_id: string) => house.ask({ method, url, headers, payload: { version_rev, org_id } });
      const missing = await give(nobody(''));
      assert.equal(missing.status, 404);
      for (const what of players.filter((one) => !reaches(who, one))) {
        assertNobodys(await give(what.organisationId), missing, `${who.name} gives to ${what.name}`);
      }
    }
  }
  assert.equal(await dump(), before);
});

test('an organisation may be called what one of another account is called', async () => {
  const [who, other] = [players[0], players.at(-1)];
  const headers = other?.headers;
  const { body } = await house.ask({ method: 'GET', url: `/gotsurge/platform/organizations/${who?.organisationId}`, headers: who?.headers }); // prettier-ignore
  const { organization } = JSON.parse(body) as { organization: { business_name: string } };
  const payload = { business_name: organization.business_name };
  const { status } = await house.ask({ method: 'POST', url: '/gotsurge/platform/organizations', headers, payload });
  assert.equal(status, 201);
});

test('a key of one app with the secret or the refresh token of another is a key of nobody', async () => {
  const { deps } = house;
  const [one, two] = [await makePlatform(deps, tenant, { isHome: false }), await makePlatform(deps, tenant, { isHome: false })]; // prettier-ignore
  const detail = (key: string, secret: string) =>
    house.ask({ method: 'GET', url: `/gotsurge/partners/${Buffer.from(`${key}:${secret}`).toString('base64url')}` });
  assert.equal((await detail(one.clientKey, one.secretKey)).status, 200);
  await assert.rejects(partnerDetail(deps, { clientKey: one.clientKey, secretKey: two.secretKey }));
  const mixed = await detail(one.clientKey, two.secretKey);
  assert.equal(mixed.status, 401);
  assert.equal(mixed.body, (await detail('nobody-at-all', two.secretKey)).body);

  const { refreshToken } = await deps.authorizationServer.issue({ accountId: tenant.account.id, appId: two.appId, memberId: two.memberId }); // prettier-ignore
  const refresh = (client_key: string, refresh_token: string) => house.ask({ method: 'POST', url: '/gotsurge/oauth2/refresh', payload: { client_key, refresh_token } }); // prettier-ignore
  assert.equal((await refresh(two.clientKey, refreshToken)).status, 200);
  const stolen = await refresh(one.clientKey, refreshToken);
  assert.equal(stolen.status, 401);
  assert.equal(stolen.body, (await refresh(one.clientKey, 'x'.repeat(refreshToken.length))).body);
});

test('webhooks go to the app that made the task, and hold nothing of any other', async (t) => {
  // what happened before is told to nobody
  while ((await relayEvents(house.deps, writeBody)) > 0);
  const sending = startSending(house);
  t.after(() => sending.stop());
  const apps = new Map(players.map(({ appId, tenant: whose }) => [appId, whose]));
  const ears = new Map<string, Awaited<ReturnType<typeof startReceiver>>>();
  for (const [appId, whose] of apps) {
    const ear = await startReceiver();
    t.after(() => ear.close());
    ears.set(appId, ear);
    const order = { id: appId, version: null, change: { webhookUrl: ear.url } };
    await changeApp(house.deps, whose.identity.caller, order);
  }
  for (const { ids, headers } of players) {
    const ask = { method: 'PUT', url: `/gotsurge/tasks/${ids['tasks']}/cancel`, headers, payload: { reason: 'x' } };
    assert.equal((await house.ask(ask)).status, 200);
  }
  const mineOf = (appId: string) => players.filter((one) => one.appId === appId);
  await until(() => [...ears].every(([appId, { received }]) => received.length >= mineOf(appId).length));
  for (const [appId, { received }] of ears) {
    const told = received.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id);
    assert.deepEqual(told.toSorted(), mineOf(appId).map((one) => idsOf(one)('tasks')).toSorted()); // prettier-ignore
    for (const { marker } of players.filter((one) => one.appId !== appId)) {
      assert.ok(received.every(({ body }) => !body.includes(marker)), marker); // prettier-ignore
    }
  }
});

test('a delivery that came another way, and its proof, show at the home platform and nowhere else', async () => {
  const { id } = await createDelivery(house.deps, tenant.identity, draft({ orderNumber: 'PLAIN' }));
  const file = await seedProofFile(house.deps, tenant, id);
  for (const { name, headers } of players) {
    const ask = (path: string) => house.ask({ method: 'GET', url: `/gotsurge/${path}`, headers });
    const [detail, proof, own] = [await ask(`platform/tasks/${id}`), await ask(`proof-files/${file}`), await ask(`tasks/${id}`)]; // prettier-ignore
    const isHome = ['P1-p-own', 'P2-p-own'].includes(name);
    assert.deepEqual([detail.status === 200, proof.status, own.status], [isHome, isHome ? 200 : 404, 404], name);
    if (!isHome) assert.equal(detail.body, (await ask(`platform/tasks/${nobody('')}`)).body);
    const list = await ask('platform/tasks?per_page=1000');
    assert.equal(list.body.includes(id), isHome, name);
  }
});

test('tasks of two partners on one trip say nothing of each other', async () => {
  const pair = ['P1-p-own', 'Q-q-own'].map((name) => players.find((one) => one.name === name) ?? assert.fail(name));
  const made = new Map<Player, string>();
  for (const who of pair) {
    const tasks = [taskBody({ tracking_id: who.marker, to_contact: { name: who.marker }, delivery_note_to_driver: who.marker })]; // prettier-ignore
    const { body } = await house.ask({ method: 'POST', url: '/gotsurge/tasks', headers: who.headers, payload: { tasks } }); // prettier-ignore
    made.set(who, (JSON.parse(body) as { tasks: { id: string }[] }).tasks[0]?.id ?? assert.fail(body));
  }
  const operate = async (path: string, payload: object = {}): Promise<Json> => {
    const headers = { authorization: `Bearer ${tenant.key}` };
    const { status, body } = await house.ask({ method: 'POST', url: `/v1${path}`, headers, payload });
    assert.ok(status < 300, body);
    return JSON.parse(body) as Json;
  };
  const { id: courierId } = await operate('/couriers', { employeeNumber: 'SHARED', name: 'Ng', phone: '1' });
  const trip = await operate('/trips', { courierId, deliveryIds: [...made.values()] });
  await operate(`/trips/${String(trip['id'])}/start`);
  for (const { id, leg } of trip['stops'] as readonly { id: string; leg: string }[]) {
    await operate(`/stops/${id}/${leg === 'pickup' ? 'pick-up' : 'deliver'}`);
    for (const who of pair) {
      const url = `/gotsurge/tasks/${made.get(who)}`;
      const { status, body } = await house.ask({ method: 'GET', url, headers: who.headers });
      assert.equal(status, 200, body);
      for (const other of pair.filter((one) => one !== who)) {
        const foreign = [other.marker, made.get(other) ?? '', other.organisationId, other.appId, other.platformId];
        assert.deepEqual(foreign.filter((text) => body.includes(text)), []); // prettier-ignore
      }
    }
  }
});

type Offered = Awaited<ReturnType<typeof addOffer>>;

test('a courier sees the offers of his own account only, and of others’ as little as of none', async () => {
  const { deps } = house;
  const squad = { preference: 'squad', squadCode: 'S' } as const;
  const sides: { readonly headers: Player['headers']; readonly offers: readonly Offered[] }[] = [];
  for (const whose of [tenant, stranger]) {
    const { token } = await addCourier(deps, whose, 'NEAR', { squads: ['S'] });
    const offers = [await addOffer(deps, whose, 'OPEN'), await addOffer(deps, whose, 'SQUAD', squad)];
    sides.push({ headers: { authorization: `Bearer ${token}` }, offers });
  }
  for (const { headers, offers } of sides) {
    const others = sides.filter((side) => side.offers !== offers).flatMap((side) => side.offers);
    const { body } = await house.ask({ method: 'GET', url: '/v1/courier/offers?limit=100', headers });
    for (const { id } of offers) assert.ok(body.includes(id));
    for (const { id, offer } of others) assert.ok(!body.includes(id) && !body.includes(offer.id));
    const act = async (kind: string, offerId: string): Promise<Json> => {
      const actions = [{ id: crypto.randomUUID(), at: deps.now().toISOString(), kind, offerId }];
      const answer = await house.ask({ method: 'POST', url: '/v1/courier/actions', headers, payload: { actions } });
      const [{ id: _, ...result } = {}] = (JSON.parse(answer.body) as { results: Json[] }).results;
      return result;
    };
    const before = await dump();
    for (const kind of ['accept', 'decline']) {
      const missing = await act(kind, nobody(''));
      assert.deepEqual([missing['outcome'], missing['code']], ['refused', 'offer_not_found']);
      for (const { offer } of others) assert.deepEqual(await act(kind, offer.id), missing);
    }
    // the phone's own log of refusals is all that was written
    assert.equal(withoutLog(await dump()), withoutLog(before));
  }
});

const withoutLog = (text: string) => text.split('\n').filter((line) => !line.startsWith('courier_action:')).join('\n'); // prettier-ignore

test('a token of a member for one app is not one for another app of theirs', async () => {
  const [one, two] = ['P1-p-own', 'P2-p-own'].map((name) => players.find((player) => player.name === name));
  assert.ok(one && two);
  assert.equal(one.memberId, two.memberId);
  const again = await bearerFor(house.deps, { tenant, appId: one.appId, memberId: one.memberId });
  const read = (headers: Player['headers'], { ids }: Player) => house.ask({ method: 'GET', url: `/gotsurge/tasks/${ids['tasks']}`, headers }); // prettier-ignore
  assert.equal((await read(again, one)).status, 200);
  assert.equal((await read(again, two)).status, 404);
});
