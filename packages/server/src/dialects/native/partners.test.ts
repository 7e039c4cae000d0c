/** How an operator registers partners: platforms, organisations, apps, their secrets, and how they end. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { elements, faults, type Json } from '../../../test/native-house.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { formOf, linkIn, openPlatformHouse, type PlatformHouse } from '../../../test/platform-house.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { findPartnerApp } from '../../store/partner-app.ts';
import { signInMember } from '../../use-cases/oauth/sign-in-member.ts';

let house: PlatformHouse;
let tenant: Tenant;
before(async () => {
  house = await openPlatformHouse();
  tenant = await makeTenant(house.deps);
});
after(() => house.close());

const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, more = {}, by = tenant) =>
  house.ask({ method, url: `/v1${path}`, headers: { authorization: `Bearer ${by.key}`, ...more }, ...(payload && { payload }) }); // prettier-ignore
const make = async (path: string, payload: object, by = tenant) => {
  const { status, body, text } = await call('POST', path, payload, {}, by);
  assert.equal(status, 201, text);
  return body as Json & { readonly id: string };
};
const app = { name: 'Harbour Desk', redirectUrls: ['https://partner.example/callback'] };
let names = 0;
const business = () => `Business ${(names += 1)}`;
const email = () => `person.${(names += 1)}@example.com`;
const now = () => house.deps.now().toISOString();

describe('a platform', () => {
  it('is made with its own organisation, its roles, and a mail to its first OrgAdmin', async () => {
    const [businessName, adminEmail] = [business(), email()];
    const { id, organisationId, invitation, ...rest } = await make('/platforms', { name: 'Harbour', businessName, adminEmail }); // prettier-ignore
    assert.deepEqual(rest, { name: 'Harbour', isHome: false, createdAt: now() });
    const { id: invitationId, ...asked } = invitation as Json;
    assert.match(String(invitationId), /^[0-9a-f-]{36}$/);
    const week = new Date(house.deps.now().getTime() + 7 * 86_400_000).toISOString();
    assert.deepEqual(asked, { email: adminEmail, role: 'OrgAdmin', expiresAt: week });
    const [mail = assert.fail()] = await house.post();
    assert.deepEqual(mail.to, [adminEmail]);
    const joined = await house.ask({ ...formOf({ name: 'Ana', password: 'Sandbox#1!' }), url: linkIn(mail) });
    assert.equal(joined.status, 200);
    const signIn = { accountId: tenant.account.id, email: adminEmail, password: 'Sandbox#1!' };
    const member = await signInMember(house.deps, signIn);
    assert.deepEqual([member.organisationId, member.roles], [organisationId, ['OrgAdmin']]);
    // and an app of the platform acts for her
    const { id: appId } = await make('/partner-apps', { ...app, platformId: id });
    const issued = await house.deps.authorizationServer.issue({ accountId: tenant.account.id, appId, memberId: member.id }); // prettier-ignore
    const headers = { authorization: `Bearer ${issued.bearerToken}` };
    const own = await house.ask({ method: 'GET', url: `/gotsurge/platform/organizations/${String(organisationId)}/roles`, headers }); // prettier-ignore
    assert.deepEqual(elements(own.body, 'roles').map(({ name }) => name), ['OrgAdmin', 'Merchant', 'Operator', 'Driver', 'OrgTransporter']); // prettier-ignore
    assert.deepEqual((await call('GET', `/platforms/${id}`)).body, { id, organisationId, ...rest });
    assert.deepEqual(elements((await call('GET', '/platforms?limit=1')).body), [{ id, organisationId, ...rest }]);
  });

  it('is one home in an account at most, and keeps nothing of what is refused', async () => {
    const own = await makeTenant(house.deps);
    await make('/platforms', { name: 'A', businessName: 'A', adminEmail: email(), isHome: true }, own);
    const rows = async () => JSON.stringify((await sql`select (select count(*) from organisation) as o, (select count(*) from invitation) as i, (select count(*) from mail) as m`.execute(house.database.db)).rows); // prettier-ignore
    const before = await rows();
    const refuse = async (change: object, status: number, field: string) => {
      const valid = { name: 'B', businessName: 'B', adminEmail: email() };
      const answer = await call('POST', '/platforms', { ...valid, ...change }, {}, own);
      assert.equal(answer.status, status, answer.text);
      assert.deepEqual(faults(answer.body).map(({ path }) => path), [field], answer.text); // prettier-ignore
    };
    await refuse({ isHome: true }, 409, 'isHome');
    await refuse({ businessName: 'a' }, 409, 'businessName');
    await refuse({ businessName: 'root' }, 422, 'businessName');
    await refuse({ adminEmail: 'nobody' }, 422, 'adminEmail');
    await refuse({ name: '' }, 422, 'name');
    const { email: known } = await makePlatform(house.deps, own, { isHome: false });
    const after = await rows();
    assert.notEqual(after, before);
    await refuse({ adminEmail: known }, 409, 'adminEmail');
    assert.equal(await rows(), after);
  });
});

describe('an organisation', () => {
  it('is changed at the version that was seen', async () => {
    const { associatedId: id, platformId } = await makePlatform(house.deps, tenant, { isHome: false });
    const seen = await call('GET', `/organisations/${id}`);
    assert.equal(seen.headers['etag'], '"1"');
    const businessName = business();
    const first = await call('PATCH', `/organisations/${id}`, { businessName, minPrice: 200_000 }, { 'if-match': '"1"' }); // prettier-ignore
    const expected = { ...seen.body, version: 2, businessName, minPrice: 200_000, updatedAt: now() };
    assert.deepEqual([first.status, first.body], [200, expected]);
    assert.equal((await call('PATCH', `/organisations/${id}`, { squadCode: 'X' }, { 'if-match': '"1"' })).status, 412);
    const second = await call('PATCH', `/organisations/${id}`, { minPrice: null, squadCode: 'X' });
    assert.deepEqual(second.body, { ...expected, version: 3, minPrice: null, squadCode: 'X' });
    assert.deepEqual((await call('GET', `/organisations/${id}`)).body, second.body);
    const list = await call('GET', `/organisations?platformId=${platformId}`);
    assert.deepEqual(elements(list.body), [second.body]);
  });

  it('keeps its name free of another’s, and its prices in order', async () => {
    const { associatedId: id } = await makePlatform(house.deps, tenant, { isHome: false });
    const { associatedId: other } = await makePlatform(house.deps, tenant, { isHome: false });
    const { body: before } = await call('GET', `/organisations/${id}`);
    const theirs = String((await call('GET', `/organisations/${other}`)).body['businessName']);
    const refused: readonly [object, number, string][] = [
      [{ businessName: theirs.toUpperCase() }, 409, 'businessName'],
      [{ businessName: 'GotSurge' }, 422, 'businessName'],
      [{ minPrice: 2, maxPrice: 1 }, 422, 'maxPrice'],
      [{ platformId: null }, 422, 'platformId'],
    ];
    for (const [patch, status, field] of refused) {
      const answer = await call('PATCH', `/organisations/${id}`, patch);
      assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [status, field], answer.text);
    }
    assert.deepEqual((await call('GET', `/organisations/${id}`)).body, before);
    const own = await call('PATCH', `/organisations/${id}`, { businessName: String(before['businessName']).toUpperCase() }); // prettier-ignore
    assert.equal(own.status, 200, 'its own name in other capitals');
    // two that want the same name at once: one has it
    const businessName = business();
    const both = await Promise.all([id, other].map((one) => call('PATCH', `/organisations/${one}`, { businessName })));
    assert.deepEqual(both.map(({ status }) => status).toSorted((a, b) => a - b), [200, 409]); // prettier-ignore
  });

  it('gets people by invitation; the operator is told of members', async () => {
    const { associatedId: id, email: known } = await makePlatform(house.deps, tenant, { isHome: false });
    await house.post();
    const address = email();
    const { role } = await make(`/organisations/${id}/invitations`, { email: address, role: 'Merchant' });
    assert.equal(role, 'Merchant');
    assert.deepEqual((await house.post()).map(({ to }) => to), [[address]]); // prettier-ignore
    const refused = await call('POST', `/organisations/${id}/invitations`, { email: known, role: 'Merchant' });
    assert.deepEqual([refused.status, faults(refused.body)[0]?.['path']], [409, 'email']);
    const unknown = await call('POST', `/organisations/${id}/invitations`, { email: address, role: 'SysAdmin' });
    assert.deepEqual([unknown.status, faults(unknown.body)[0]?.['path']], [422, 'role']);
  });
});

describe('an app', () => {
  it('is registered with secrets that are shown once and kept sealed', async () => {
    const { platformId } = await makePlatform(house.deps, tenant, { isHome: false });
    const sso = { origin: 'https://partner.example', receiveSessionUrl: 'https://partner.example/receive-session' };
    const webhookUrl = 'https://partner.example/tasks';
    const { secretKey, webhookSecret, ...shown } = await make('/partner-apps', { ...app, platformId, webhookUrl, sso });
    const { id, clientKey, webhookEndpointId, ...rest } = shown;
    const by = { updatedBy: tenant.identity.caller.actor, createdAt: now(), updatedAt: now(), revokedAt: null };
    assert.deepEqual(rest, { version: 1, ...app, native: false, public: false, platformId, webhookUrl, sso, ...by });
    assert.match(String(clientKey), /^wbp_[\w-]{24}$/);
    assert.match(String(secretKey), /^wbs_[\w-]{43}$/);
    assert.match(String(webhookSecret), /^whsec_/);
    const read = await call('GET', `/partner-apps/${id}`);
    assert.deepEqual([read.body, read.headers['etag']], [shown, '"1"']);
    assert.deepEqual(elements((await call('GET', '/partner-apps?limit=1')).body), [shown]);
    const stored = await findPartnerApp(house.deps.db.anyone, String(clientKey));
    assert.ok(stored?.sealedSecret && !stored.sealedSecret.includes(String(secretKey)));
    assert.equal(house.deps.secrets.open(stored.sealedSecret), secretKey);
    const endpoint = await sql<Json>`select dialect, events, audience, url, content_type from webhook_endpoint where id = ${String(webhookEndpointId)}`.execute(house.database.db); // prettier-ignore
    assert.deepEqual(endpoint.rows, [{ dialect: 'gotsurge', events: ['Task'], audience: id, url: webhookUrl, content_type: 'json' }]); // prettier-ignore
  });

  it('of any kind that is taken is one that the authorization server takes', async () => {
    const { memberId } = await makePlatform(house.deps, tenant, { isHome: false });
    const kinds: readonly object[] = [
      app,
      { ...app, redirectUrls: ['https://a.example', 'https://b.example:8443/x?y=z', 'http://localhost:8080/'] },
      { ...app, public: true },
      { ...app, native: true, public: true, redirectUrls: ['http://127.0.0.1/back', 'com.example.app:/back', 'https://a.example/'] }, // prettier-ignore
    ];
    for (const kind of kinds) {
      const { id: appId } = await make('/partner-apps', kind);
      const { bearerToken } = await house.deps.authorizationServer.issue({ accountId: tenant.account.id, appId, memberId }); // prettier-ignore
      assert.ok(bearerToken);
    }
  });

  it('is refused with the name of the field, and nothing is kept', async () => {
    const count = async () =>
      (await sql`select count(*)::integer as n from partner_app`.execute(house.database.db)).rows;
    const before = await count();
    const page = 'https://partner.example/receive-session';
    const refused: readonly [object, number, string][] = [
      [{ redirectUrls: ['https://partner.example/#x'] }, 422, 'redirectUrls.0'],
      [{ redirectUrls: [] }, 422, 'redirectUrls'],
      [{ redirectUrls: ['com.example.app:/x'] }, 422, 'redirectUrls.0'],
      [{ webhookUrl: 'ftp://partner.example/' }, 422, 'webhookUrl'],
      [{ webhookUrl: 'http://169.254.169.254/latest' }, 422, 'webhookUrl'],
      [{ sso: { origin: 'https://partner.example/', receiveSessionUrl: page } }, 422, 'sso.origin'],
      [{ sso: { origin: 'https://other.example', receiveSessionUrl: page } }, 422, 'sso.receiveSessionUrl'],
      [{ sso: { origin: 'https://partner.example' } }, 422, 'sso.receiveSessionUrl'],
      [{ secretKey: 'mine' }, 422, 'secretKey'],
    ];
    for (const [change, status, field] of refused) {
      const answer = await call('POST', '/partner-apps', { ...app, ...change });
      assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [status, field], answer.text);
    }
    const foreign = await makePlatform(house.deps, await makeTenant(house.deps));
    const nobody = await call('POST', '/partner-apps', { ...app, platformId: '00000000-0000-7000-8000-000000000000' });
    const theirs = await call('POST', '/partner-apps', { ...app, platformId: foreign.platformId });
    assert.deepEqual([nobody.status, theirs.status], [404, 404]);
    assert.equal(theirs.body['type'], 'urn:waybill:problem:platform-not-found');
    assert.deepEqual(await count(), [{ n: Number((before[0] as Json)['n']) + 1 }], 'the platform’s own alone');
  });

  it('moves its webhook, loses it, and gets another', async () => {
    const { id, webhookEndpointId } = await make('/partner-apps', { ...app, webhookUrl: 'https://a.example/' });
    const patch = async (change: object) => {
      const { status, body, text } = await call('PATCH', `/partner-apps/${id}`, change);
      assert.equal(status, 200, text);
      return [body['webhookUrl'], body['webhookEndpointId'], body['version']];
    };
    const hook = async (one: unknown) => (await call('GET', `/webhook-endpoints/${String(one)}`)).body['url'];
    assert.deepEqual(await patch({ webhookUrl: 'https://b.example/' }), ['https://b.example/', webhookEndpointId, 2]);
    assert.equal(await hook(webhookEndpointId), 'https://b.example/');
    assert.deepEqual(await patch({ webhookUrl: null }), [null, null, 3]);
    assert.equal(await hook(webhookEndpointId), undefined);
    const [url, another] = await patch({ webhookUrl: 'https://c.example/' });
    assert.equal(url, 'https://c.example/');
    assert.notEqual(another, webhookEndpointId);
    await call('DELETE', `/webhook-endpoints/${String(another)}`);
    assert.equal((await call('GET', `/partner-apps/${id}`)).body['webhookUrl'], null, 'deleted by itself');
    assert.deepEqual((await patch({ name: 'New' })).slice(0, 2), [null, null]);
  });

  it('is changed at the version that was seen, and not half', async () => {
    const { id, ...before } = await make('/partner-apps', app);
    const change = { name: 'Quay', redirectUrls: ['https://quay.example/'] };
    const stale = await call('PATCH', `/partner-apps/${id}`, change, { 'if-match': '"2"' });
    assert.equal(stale.status, 412);
    const wrong = await call('PATCH', `/partner-apps/${id}`, { ...change, webhookUrl: 'x' });
    assert.equal(wrong.status, 422);
    assert.equal((await call('GET', `/partner-apps/${id}`)).body['name'], before['name']);
    const right = await call('PATCH', `/partner-apps/${id}`, change, { 'if-match': '"1"' });
    assert.deepEqual([right.status, right.body['name'], right.body['redirectUrls'], right.body['version']], [200, 'Quay', change.redirectUrls, 2]); // prettier-ignore
    assert.equal('secretKey' in right.body, false);
  });

  it('gets a new secret in place of the old one; a public one has none', async () => {
    const { id, clientKey, secretKey } = await make('/partner-apps', app);
    const rotated = await call('POST', `/partner-apps/${id}/rotate-secret`, {});
    assert.deepEqual([rotated.status, rotated.body['clientKey'], rotated.body['version']], [200, clientKey, 2]);
    assert.notEqual(rotated.body['secretKey'], secretKey);
    const stored = await findPartnerApp(house.deps.db.anyone, String(clientKey));
    assert.equal(house.deps.secrets.open(stored?.sealedSecret ?? assert.fail()), rotated.body['secretKey']);
    const open = await make('/partner-apps', { ...app, public: true });
    assert.equal(open['secretKey'], null);
    assert.equal((await call('POST', `/partner-apps/${open.id}/rotate-secret`, {})).status, 422);
  });

  it('ends with everything that members allowed it, and with its webhook', async () => {
    const platform = await makePlatform(house.deps, tenant, { isHome: false });
    const ask = () => house.ask({ method: 'GET', url: '/gotsurge/platform/organizations', headers: platform.headers });
    const other = await makePlatform(house.deps, tenant, { isHome: false });
    await call('PATCH', `/partner-apps/${platform.appId}`, { webhookUrl: 'https://a.example/' });
    const { body: before } = await call('GET', `/partner-apps/${platform.appId}`);
    assert.equal((await ask()).status, 200);
    assert.equal((await call('DELETE', `/partner-apps/${platform.appId}`)).status, 204);
    assert.equal((await ask()).status, 401, 'at once');
    const { body: after } = await call('GET', `/partner-apps/${platform.appId}`);
    assert.deepEqual([after['revokedAt'], after['webhookUrl']], [now(), null]);
    assert.equal((await call('GET', `/webhook-endpoints/${String(before['webhookEndpointId'])}`)).status, 404);
    assert.equal(await findPartnerApp(house.deps.db.anyone, platform.clientKey), null);
    const live = await sql`select app_id from oauth_grant where revoked_at is null and app_id = any(${[platform.appId, other.appId]}::uuid[])`.execute(house.database.db); // prettier-ignore
    assert.deepEqual(live.rows, [{ app_id: other.appId }]);
    for (const [method, end] of [['DELETE', ''], ['PATCH', ''], ['POST', '/rotate-secret']] as const) {
      const payload = method === 'DELETE' ? undefined : method === 'PATCH' ? { name: 'x' } : {};
      const { status, body } = await call(method, `/partner-apps/${platform.appId}${end}`, payload);
      assert.deepEqual([status, body['type']], [404, 'urn:waybill:problem:app-not-found']);
    } // prettier-ignore
  });

  it('is registered once for one key, whatever comes twice', async () => {
    const key = { 'idempotency-key': 'app-1' };
    const [first, second] = [await call('POST', '/partner-apps', app, key), await call('POST', '/partner-apps', app, key)]; // prettier-ignore
    assert.deepEqual([first.status, second.text], [201, first.text]);
    const own = await makeTenant(house.deps);
    const before = elements((await call('GET', '/partner-apps', undefined, {}, own)).body);
    assert.deepEqual(before, [], 'another account has none of it');
  });
});

describe('a member', () => {
  const signIn = (password: string, address: string) =>
    signInMember(house.deps, { accountId: tenant.account.id, email: address, password });

  it('is listed with what they may do, of all organisations or of one', async () => {
    const platform = await makePlatform(house.deps, tenant, { isHome: false });
    const { body } = await call('GET', `/members?organisationId=${platform.organisationId}`);
    const [only, ...others] = elements(body);
    assert.deepEqual(others, []);
    assert.deepEqual(only, {
      id: platform.memberId,
      version: 1,
      organisationId: platform.organisationId,
      businessName: platform.organisationName,
      email: platform.email,
      name: 'Mei Lin',
      roles: ['OrgAdmin'],
      createdAt: only?.['createdAt'],
      disabledAt: null,
    });
    assert.deepEqual(elements((await call('GET', '/members?limit=1')).body), [only], 'newest first');
    const stranger = await makeTenant(house.deps);
    assert.deepEqual(elements((await call('GET', '/members', undefined, {}, stranger)).body), []);
  });

  it('may do what the operator says, from the next request on', async () => {
    const platform = await makePlatform(house.deps, tenant, { isHome: false });
    const roles = async () => (await house.ask({ method: 'GET', url: '/gotsurge/platform/organizations', headers: platform.headers })).status; // prettier-ignore
    assert.equal(await roles(), 200);
    const path = `/members/${platform.memberId}`;
    assert.deepEqual((await call('PATCH', path, { roles: ['Driver'] })).body['roles'], ['Driver']);
    assert.equal(await roles(), 403);
    await call('PATCH', path, { roles: ['OrgAdmin', 'Operator'] });
    assert.equal(await roles(), 200);
    const { body } = await call('PATCH', path, { disabled: true });
    assert.deepEqual([body['disabledAt'], body['version']], [now(), 4]);
    assert.equal(await roles(), 401);
    await assert.rejects(signIn(platform.password, platform.email), { code: 'unauthenticated' });
    assert.equal((await call('PATCH', path, { disabled: false })).body['disabledAt'], null);
    assert.equal(await roles(), 200);
  });

  it('who has lost the password gets another, which nobody is shown', async () => {
    const { memberId, email: address, password } = await makePlatform(house.deps, tenant, { isHome: false });
    const { status, text } = await call('PATCH', `/members/${memberId}`, { password: 'Another#1!' });
    assert.equal(status, 200);
    assert.ok(!text.includes('Another') && !text.includes('argon2'));
    assert.equal((await signIn('Another#1!', address)).id, memberId);
    await assert.rejects(signIn(password, address), { code: 'unauthenticated' });
  });

  it('is changed by field, and not over somebody else’s change', async () => {
    const { memberId } = await makePlatform(house.deps, tenant, { isHome: false });
    const path = `/members/${memberId}`;
    for (const [body, field] of [
      [{ roles: [] }, 'roles'],
      [{ roles: ['Admin'] }, 'roles.0'],
      [{ password: 'short' }, 'password'],
      [{ email: 'x@example.com' }, 'email'],
    ] as const) {
      const { status, body: told, text } = await call('PATCH', path, body);
      assert.equal(status, 422, text);
      assert.deepEqual(faults(told).map(({ path: at }) => at), [field], text); // prettier-ignore
    }
    assert.equal((await call('PATCH', path, { disabled: true }, { 'if-match': '"7"' })).status, 412);
    assert.equal((await call('PATCH', `/members/${tenant.account.id}`, { disabled: true })).status, 404);
  });
});
