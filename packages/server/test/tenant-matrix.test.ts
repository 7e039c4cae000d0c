/**
 * Every operation of every dialect against everybody: no token, garbage, one that has ended, another tenant's, the right
 * one. The operations come from the mounted routes; one without a probe fails. Nobody has a role yet, so that there is no
 * wrong one either.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { listCredentials, revokeCredential } from '../src/use-cases/account/manage-credentials.ts';
import { dumpOf } from './dump-of.ts';
import { fillPath, hasParameters } from './fill-path.ts';
import { probes, type Id } from './matrix-probes.ts';
import {
  credentialOf,
  credentials,
  dress,
  guarded,
  nameOf,
  openMountedHouse,
  type Dressed,
  type MountedHouse,
  type Resident,
  type Route,
} from './mounted-house.ts';
import { statusOf } from './refusals.ts';

let house: MountedHouse;
let owner: Resident;
let stranger: Resident;
before(async () => {
  house = await openMountedHouse();
  owner = await house.resident();
  stranger = await house.resident();
});
after(() => house.close());

const nobody: Id = () => '00000000-0000-7000-8000-000000000000';
const of =
  ({ ids }: Resident): Id =>
  (what) =>
    ids[what] ?? assert.fail(`say in furnish.ts what a ${what} is`);

const probeOf = (name: string) => probes[name] ?? assert.fail(`${name}: say in matrix-probes.ts how it is asked for`);

type Sign = (payload: unknown) => Dressed;
const bare =
  (headers: Readonly<Record<string, string>>): Sign =>
  (payload) => ({ headers, payload });
/** As its owner signs it. */
const as =
  (resident: Resident, route: Route): Sign =>
  (payload) =>
    dress(resident, credentialOf(route), payload);

/** @param whose the ids that the request names. */
async function ask(route: Route, sign: Sign, whose: Id) {
  const probe = probeOf(nameOf(route));
  const { body, query, type } = probe;
  const { headers, payload } = sign(body?.(whose));
  const answer = await house.ask({
    method: route.method,
    url: fillPath(route.url, probe, whose) + (query?.(whose) ?? ''),
    headers: { ...headers, ...(type && { 'content-type': type }) },
    payload,
  });
  return { status: statusOf(route.dialect, answer), body: answer.body };
}

/** Some probes say the time of now, which names nothing. */
const moments = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const namesThings = (route: Route) => {
  const { body, query } = probeOf(nameOf(route));
  const said = (id: Id) => JSON.stringify([body?.(id), query?.(id)]).replaceAll(moments, '');
  return hasParameters(route.url) || said(of(owner)) !== said(nobody);
};

/** The request id is the only thing that may differ between two answers. */
const withoutRequestId = (body: string) => body.replaceAll(/"instance":"[^"]*"/g, '"instance":""');

/** The answer as if it had been asked for nobody: Unassign's refusal repeats the reference that it was sent. */
const withoutEcho = (body: string, { ids }: Resident) =>
  Object.values(ids).reduce(
    (text, id) => text.replaceAll(id.replaceAll('-', ''), nobody('').replaceAll('-', '')),
    body,
  );

describe('S1: every operation', () => {
  it('has a probe, and each probe an operation', () => {
    for (const route of guarded(house)) probeOf(nameOf(route));
    const mounted = guarded(house).map(nameOf);
    assert.deepEqual(Object.keys(probes).filter((name) => !mounted.includes(name)), []); // prettier-ignore
    assert.ok(mounted.length > 60, `only ${mounted.length} operations`);
  });

  it('is a 401 without a token and with garbage', async () => {
    const garbage = { 'www-authenticate': 'BASIC nonsense', client_secret_key: 'x' };
    for (const route of guarded(house)) {
      for (const headers of [{}, garbage, { ...garbage, authorization: 'Bearer nonsense' }]) {
        assert.equal((await ask(route, bare(headers), of(owner))).status, 401, nameOf(route));
      }
    }
  });

  it('is a 401 with credentials of another kind', async () => {
    for (const route of guarded(house)) {
      for (const other of credentials.filter((one) => one !== credentialOf(route))) {
        const { status } = await ask(route, (payload) => dress(owner, other, payload), of(owner));
        assert.equal(status, 401, `${nameOf(route)} as ${other}`);
      }
    }
  });

  it('S8: is a 401 with a session that has expired, and with a key or a session that was revoked', async () => {
    const leaver = await house.resident();
    const all = async (expected: (route: Route) => boolean) => {
      for (const route of guarded(house).filter(expected)) {
        const { status } = await ask(route, as(leaver, route), of(leaver));
        assert.equal(status, 401, nameOf(route));
      }
    };
    const day = 24 * 3_600_000;
    house.deps.clock.move(day + 1000);
    await all(({ dialect }) => dialect === 'loginext');
    house.deps.clock.move(-day - 1000);
    const { caller } = leaver.tenant.identity;
    for (const { id } of await listCredentials(house.deps, caller, { before: null, limit: 20 })) {
      await revokeCredential(house.deps, caller, id);
    }
    const { rows } = await sql<{ id: string }>`select id from oauth_grant where account_id = ${caller.accountId}`.execute(house.database.db); // prettier-ignore
    for (const { id } of rows) await house.deps.authorizationServer.revoke(id);
    await all(() => true);
  });

  it('answers another tenant’s id as one that nobody has, and changes nothing', async () => {
    const before = await dumpOf(house.database.db, owner.tenant.account.id);
    let tried = 0;
    for (const route of guarded(house).filter(namesThings)) {
      const sign = as(stranger, route);
      // a user name is no id, and belongs to one tenant only
      if (route.url.endsWith('/DeliveryMediumApp/mile/v1/create')) continue;
      // a batch is answered, each action in it by itself: use-cases/courier/act.test.ts compares them
      if (route.url === '/v1/courier/actions') continue;
      const [seen, missing] = [await ask(route, sign, of(owner)), await ask(route, sign, nobody)];
      assert.ok(seen.status >= 400 && seen.status < 500, `${nameOf(route)}: ${seen.status} ${seen.body.slice(0, 300)}`);
      const { missing: refused = 404 } = probeOf(nameOf(route));
      if (route.dialect !== 'loginext')
        assert.equal(seen.status, refused, `${nameOf(route)}: ${seen.body.slice(0, 300)}`);
      assert.equal(seen.status, missing.status, nameOf(route));
      const answer = withoutEcho(withoutRequestId(seen.body), owner);
      assert.equal(answer, withoutRequestId(missing.body), nameOf(route));
      tried += 1;
    }
    assert.ok(tried >= 40, `only ${tried} operations name things`);
    assert.equal(await dumpOf(house.database.db, owner.tenant.account.id), before);
  });

  it('is a 2xx for its owner', async () => {
    const byName = new Map(house.routes.map((route) => [nameOf(route), route]));
    const reader = await house.resident();
    for (const route of guarded(house)) {
      const { after: earlier = [] } = probeOf(nameOf(route));
      // what only reads leaves everything as it was, unless it reads a new token
      const onlyReads = route.method === 'GET' && earlier.length === 0 && !route.url.endsWith('/token/refresh');
      const fresh = onlyReads ? reader : await house.resident();
      for (const name of [...earlier, nameOf(route)]) {
        const one = byName.get(name) ?? assert.fail(name);
        const { status, body } = await ask(one, as(fresh, one), of(fresh));
        assert.ok(status >= 200 && status < 300, `${name}: ${status} ${body.slice(0, 300)}`);
      }
    }
  });
});
