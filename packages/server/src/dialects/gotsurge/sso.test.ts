/** Single sign-on: who may sign in for a partner's page, what that page is told, and what it gets for it, once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { asSample, openDoorHouse, type DoorAnswer, type DoorHouse } from '../../../test/door-house.ts';
import { fixture } from '../../../test/fixture.ts';
import type { FormBrowser, Seen } from '../../../test/form-browser.ts';
import { addMember, makePlatform, type Platform } from '../../../test/make-platform.ts';
import { makePartner } from '../../../test/make-partner.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { loggerOptions } from '../../http/logging.ts';
import { sheetHash } from '../../lib/pages/style.ts';
import { ssoScript } from './pages/sso-result.ts';

let house: DoorHouse;
let partner: Platform;
const lines: string[] = [];
const origin = 'https://partner.example';

before(async () => {
  const log = pino(loggerOptions('trace'), { write: (line: string) => void lines.push(line) });
  house = await openDoorHouse({ log });
  partner = await newPlatform();
});
after(() => house.close());

async function newPlatform(at = origin): Promise<Platform> {
  const platform = await makePlatform(house.deps, await makeTenant(house.deps), { appName: '<b>Harbour</b>' });
  await sql`update partner_app set sso_origin = ${at}, receive_session_url = ${`${at}/receive-session`}
    where id = ${platform.appId}`.execute(house.database.db);
  return platform;
}

const loginUrl = ({ clientKey }: Platform) => `/gotsurge/sso/login?client_key=${encodeURIComponent(clientKey)}`;

async function signIn(one = partner, typed: Readonly<Record<string, string>> = one.signIn, browser = house.browser()) {
  return browser.press(await browser.open(loginUrl(one)), 'Sign in', typed);
}

function sessionIn({ status, text }: Seen): string {
  assert.equal(status, 200, text);
  return / data-session="([^"]+)"/.exec(text)?.[1] ?? assert.fail(text);
}

const exchange = (sessionId: unknown, headers: Record<string, string> = {}, from?: string) =>
  house.ask({ method: 'POST', url: '/gotsurge/platform/sso/token', payload: { session_id: sessionId }, headers, ...(from && { from }) }); // prettier-ignore

async function isGood(bearer: unknown): Promise<boolean> {
  const headers = { authorization: `Bearer ${String(bearer)}` };
  const payload = fixture('gotsurge', 'price-recommendation.request');
  const { status } = await house.ask({ method: 'POST', url: '/gotsurge/price/recommendation', headers, payload });
  return status === 200;
}

function refused({ status, body }: DoorAnswer, expected = 401, code = 'invalid_grant') {
  assert.equal(status, expected, JSON.stringify(body));
  assert.equal(body['code'], code);
}

describe('single sign-on', () => {
  it('leads from the page to a bearer token, in the document’s shape', async () => {
    const session = sessionIn(await signIn());
    assert.match(session, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(
      Object.keys({ session_id: session }),
      Object.keys(Object(fixture('gotsurge', 'sso-token.request'))),
    );
    const answer = await exchange(session);
    assert.equal(answer.status, 200);
    const [body, sample] = asSample(answer.body, 'sso-token.response');
    assert.equal(body, sample);
    const { memberId: id, email, organisationId: org_id } = partner;
    assert.deepEqual(answer.body['user'], { id, email, name: 'Mei Lin', roles: ['OrgAdmin'], org_id });
    assert.ok(await isGood(answer.body['bearer_token']));
    const refreshed = await house.ask({
      method: 'POST',
      url: '/gotsurge/oauth2/refresh',
      payload: { client_key: partner.clientKey, refresh_token: answer.body['refresh_token'] },
    });
    assert.ok(await isGood(refreshed.body['bearer_token']));
  });

  it('is for people of the platform’s organisations alone', async () => {
    const { deps } = house;
    const make = (organisationId: string, email: string) =>
      addMember(deps, partner.tenant, { organisationId, role: 'Merchant', email });
    await make(partner.associatedId, 'associated@example.com');
    const other = await makePartner(deps, partner.tenant);
    const associated = await signIn(partner, { email: 'Associated@Example.com ', password: 'Sandbox#1!' });
    assert.equal((await exchange(sessionIn(associated))).status, 200);
    const seen = await signIn(partner, other.signIn);
    assert.equal(seen.status, 422);
    assert.ok(
      seen.text.includes(`${other.organisationName} does not work with &lt;b&gt;Harbour&lt;/b&gt;.`),
      seen.text,
    );
    const stranger = await newPlatform();
    assert.match((await signIn(partner, stranger.signIn)).text, /The e-mail address or the password is wrong/);
  });

  it('lives for a minute', async () => {
    const [early, late] = [sessionIn(await signIn()), sessionIn(await signIn())];
    house.deps.clock.move(59_000);
    assert.equal((await exchange(early)).status, 200);
    house.deps.clock.move(2_000);
    refused(await exchange(late));
    house.deps.clock.set(new Date());
  });

  it('works once; what comes twice ends what it gave, also long after', async () => {
    const session = sessionIn(await signIn());
    const { body } = await exchange(session);
    assert.ok(await isGood(body['bearer_token']));
    house.deps.clock.move(3_600_000);
    refused(await exchange(session));
    assert.ok(!(await isGood(body['bearer_token'])));
    const refresh = { client_key: partner.clientKey, refresh_token: body['refresh_token'] };
    refused(await house.ask({ method: 'POST', url: '/gotsurge/oauth2/refresh', payload: refresh }));
    refused(await exchange(session));
    house.deps.clock.set(new Date());
  });

  it('leaves nothing good behind when it comes several times at once', async () => {
    const one = await newPlatform();
    const live = async () => {
      const { rows } = await sql`select from oauth_grant where app_id = ${one.appId} and revoked_at is null`.execute(house.database.db); // prettier-ignore
      return rows.length;
    };
    const before = await live();
    for (let round = 0; round < 8; round += 1) {
      const session = sessionIn(await signIn(one));
      const answers = await Promise.all(Array.from({ length: 4 }, () => exchange(session)));
      const given = answers.filter(({ status }) => status === 200);
      assert.ok(given.length <= 1);
      for (const { body } of given) assert.ok(!(await isGood(body['bearer_token'])));
      assert.equal(await live(), before);
    }
  });

  it('gives nothing when app or member have gone meanwhile', async () => {
    const { db } = house.database;
    for (const end of [
      (one: Platform) => sql`update partner_app set revoked_at = now() where id = ${one.appId}`,
      (one: Platform) => sql`update member set disabled_at = now() where id = ${one.memberId}`,
    ]) {
      const one = await newPlatform();
      const session = sessionIn(await signIn(one));
      await end(one).execute(db);
      refused(await exchange(session));
    }
  });

  it('refuses what is no session, and names the field', async () => {
    refused(await exchange((fixture('gotsurge', 'sso-token.request') as { session_id: string }).session_id));
    refused(await exchange(''), 422, 'invalid_input');
    const { body } = await exchange(undefined);
    assert.deepEqual(body['errors'], [{ field: 'session_id', message: 'The field is missing.' }]);
  });

  it('answers an address 20 times a minute', async () => {
    for (let count = 0; count < 20; count += 1) refused(await exchange(`x${count}`, {}, '10.6.6.6'));
    const late = await exchange('x', {}, '10.6.6.6');
    refused(late, 429, 'too_many_requests');
    assert.ok(Number(late.headers.get('retry-after')) > 0);
  });

  it('is kept as a hash, and stands in no line of the log', async () => {
    const session = sessionIn(await signIn());
    const { rows } = await sql<{ text: string }>`select string_agg(s::text, '') as text from sso_session s`.execute(house.database.db); // prettier-ignore
    assert.ok(!rows[0]?.text.includes(session));
    const { body } = await exchange(session);
    const log = lines.join('');
    assert.ok(log.includes('/gotsurge/platform/sso/token'));
    for (const secret of [session, body['bearer_token'], body['refresh_token'], partner.password]) {
      assert.ok(!log.includes(String(secret)));
    }
  });
});

describe('CORS of the exchange', () => {
  const preflight = (headers: Record<string, string>) =>
    house.ask({ method: 'OPTIONS', url: '/gotsurge/platform/sso/token', headers: { 'access-control-request-method': 'POST', ...headers } }); // prettier-ignore
  const allowed = ({ headers }: DoorAnswer) => headers.get('access-control-allow-origin');

  it('lets pages of registered origins ask and read, without cookies', async () => {
    const answer = await preflight({ origin, 'access-control-request-headers': 'content-type' });
    assert.equal(answer.status, 204);
    assert.equal(allowed(answer), origin);
    assert.equal(answer.headers.get('access-control-allow-methods'), 'POST');
    assert.equal(answer.headers.get('access-control-allow-headers'), 'content-type');
    assert.equal(answer.headers.get('vary'), 'Origin');
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    const given = await exchange(sessionIn(await signIn()), { origin });
    assert.deepEqual([given.status, allowed(given)], [200, origin]);
    const wrong = await exchange('x', { origin });
    assert.deepEqual([wrong.status, allowed(wrong)], [401, origin]);
  });

  it('lets no others', async () => {
    const gone = await newPlatform('https://gone.example');
    await sql`update partner_app set revoked_at = now() where id = ${gone.appId}`.execute(house.database.db);
    for (const one of [
      'https://evil.example',
      `${origin}.evil.example`,
      'null',
      '*',
      'http://partner.example',
      'https://gone.example',
      `${origin}/`,
    ]) {
      const answer = await preflight({ origin: one });
      assert.deepEqual([answer.status, allowed(answer)], [204, null], one);
      assert.equal(allowed(await exchange('x', { origin: one })), null, one);
    }
    assert.equal(allowed(await preflight({})), null);
  });
});

describe('the sign-in page', () => {
  const policyOf = ({ headers }: Seen) => headers.get('content-security-policy');

  it('runs no script and stands in no frame; the one after it runs ours alone', async () => {
    const browser = house.browser();
    const login = await browser.open(loginUrl(partner));
    const result = await browser.press(login, 'Sign in', partner.signIn);
    const rest = `form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
    const start = `default-src 'none'; style-src ${sheetHash}; img-src 'self'`;
    assert.equal(policyOf(login), `${start}; ${rest}`);
    assert.equal(policyOf(result), `${start}; script-src ${ssoScript}; frame-src ${origin}; ${rest}`);
    for (const { headers, text } of [login, result]) {
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('cross-origin-opener-policy'), null);
      assert.match(headers.get('content-type') ?? '', /^text\/html/);
      // the name of the app is the partner's to choose
      assert.ok(!text.includes('<b>') && text.includes('&lt;b&gt;Harbour'));
    }
    assert.doesNotMatch(login.text, /<script/);
    assert.ok(result.text.includes(`data-origin="${origin}"`));
    assert.ok(!result.text.includes("'*'") && !result.text.includes('"*"'));
    const [cookie] = [...browser.cookies.values()];
    assert.match(cookie?.text ?? '', /^waybill_sso=[\w-]{43}; HttpOnly; SameSite=Lax$/);
  });

  it('takes a form from its own page in the same browser alone', async () => {
    const browser = house.browser();
    const login = await browser.open(loginUrl(partner));
    const without = await house.browser().press(login, 'Sign in', partner.signIn);
    assert.equal(without.status, 400);
    assert.match(without.text, /start again/);
    for (const [typed, headers] of [
      [{ token: '' }, {}],
      [{ token: `${Date.now() + 60_000}.x` }, {}],
      [{}, { 'sec-fetch-site': 'cross-site' }],
      [{}, { 'sec-fetch-site': 'same-site' }],
    ] as const) {
      assert.equal((await browser.press(login, 'Sign in', { ...partner.signIn, ...typed }, headers)).status, 400);
    }
    // the token is of one app
    const other = await newPlatform();
    assert.equal((await browser.press(login, 'Sign in', { ...other.signIn, client_key: other.clientKey })).status, 400);
    house.deps.clock.move(31 * 60_000);
    assert.equal((await browser.press(login, 'Sign in', partner.signIn)).status, 400);
    house.deps.clock.set(new Date());
    sessionIn(await browser.press(login, 'Sign in', partner.signIn));
  });

  it('keeps two tabs of a browser apart from nobody', async () => {
    const browser = house.browser();
    const [one, other] = [await browser.open(loginUrl(partner)), await browser.open(loginUrl(partner))];
    sessionIn(await browser.press(other, 'Sign in', partner.signIn));
    sessionIn(await browser.press(one, 'Sign in', partner.signIn));
  });

  it('says what is wrong in the same words for a wrong password and an unknown address', async () => {
    const shown = async (typed: Readonly<Record<string, string>>) => {
      const { status, text } = await signIn(partner, typed);
      assert.equal(status, 422);
      return / role="alert">([^<]*)</.exec(text)?.[1];
    };
    const wrong = await shown({ email: partner.email, password: 'wrong' });
    assert.equal(wrong, 'The e-mail address or the password is wrong.');
    assert.equal(await shown({ email: 'nobody@example.com', password: 'wrong' }), wrong);
    assert.equal(await shown({ email: ' ', password: 'x' }), 'Type your e-mail address and your password.');
    assert.match(
      (await signIn(partner, { email: '"><script>', password: 'x' })).text,
      /value="&quot;&gt;&lt;script&gt;"/,
    );
  });

  it('lets nobody guess without end: neither from one address nor from many', async () => {
    const one = await newPlatform();
    const guess = async (browser: FormBrowser, count: number) => signIn(one, { email: one.email, password: `guess-${count}` }, browser); // prettier-ignore
    const busy = house.browser();
    const seen = [];
    for (let count = 0; count < 21; count += 1) seen.push((await guess(busy, count)).status);
    assert.deepEqual([new Set(seen.slice(0, 20)), seen[20]], [new Set([422]), 429]);
    const late = await signIn(one);
    assert.equal(late.status, 429);
    assert.match(late.text, /Too many wrong passwords/);
    house.deps.clock.move(60_000);
    sessionIn(await signIn(one));
    house.deps.clock.set(new Date());
  });

  it('is not there for an app that waits for no sessions, nor for one that nobody has', async () => {
    const plain = await makePlatform(house.deps, await makeTenant(house.deps));
    const alone = await newPlatform();
    await sql`update partner_app set platform_id = null where id = ${alone.appId}`.execute(house.database.db);
    for (const one of [
      plain,
      alone,
      { ...partner, clientKey: 'client-nobody' },
      { ...partner, clientKey: '\0\0\0\0\0\0\0\0' },
    ]) {
      const { status, text } = await house.browser().open(loginUrl(one));
      assert.equal(status, 404);
      assert.match(text, /<h1>This does not work<\/h1>/);
    }
    const missing = await house.browser().open('/gotsurge/sso/login');
    assert.equal(missing.status, 422);
    const json = await house.ask({ method: 'POST', url: '/gotsurge/sso/login', payload: {} });
    assert.equal(json.status, 415);
    const twice = await house.ask({ method: 'POST', url: '/gotsurge/sso/login', payload: 'a=1&a=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } }); // prettier-ignore
    assert.deepEqual([twice.status, twice.text.includes('stands twice')], [400, true]);
  });
});
