/** GotSurge's way through the authorization server: authorize, exchange, refresh, and a partner's own detail. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { asSample, openDoorHouse, type DoorAnswer, type DoorHouse } from '../../../test/door-house.ts';
import { fixture } from '../../../test/fixture.ts';
import type { FormBrowser } from '../../../test/form-browser.ts';
import { makePartner, type Partner, type PartnerOptions } from '../../../test/make-partner.ts';
import { makePlatform, type Platform } from '../../../test/make-platform.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { loggerOptions } from '../../http/logging.ts';
import { createEndpoint } from '../../use-cases/webhook/create-endpoint.ts';
import { deleteEndpoint } from '../../use-cases/webhook/delete-endpoint.ts';

let house: DoorHouse;
let partner: Platform;
const lines: string[] = [];
before(async () => {
  const log = pino(loggerOptions('trace'), { write: (line: string) => void lines.push(line) });
  house = await openDoorHouse({ log });
  partner = await makePlatform(house.deps, await makeTenant(house.deps));
});
after(() => house.close());

const newPartner = async (options?: PartnerOptions) => makePartner(house.deps, await makeTenant(house.deps), options);

function authUrl(
  { clientKey, redirectUrl }: Partner,
  names = ['client_key', 'redirect_url'] as const as readonly [string, string],
) {
  return `/gotsurge/oauth2/auth?${new URLSearchParams({ [names[0]]: clientKey, [names[1]]: redirectUrl, state: 'ref 1&2' }).toString()}`;
}

/** From the first page to the parameters that come back to the app. */
async function allow(browser: FormBrowser, one: Partner, url = authUrl(one)): Promise<URLSearchParams> {
  const login = await browser.follow(url);
  const consent = await browser.press(login, 'Sign in', one.signIn);
  const back = await browser.press(consent, 'Allow');
  const location = back.headers.get('location') ?? assert.fail(`${back.status} ${back.text}`);
  assert.ok(location.startsWith(`${one.redirectUrl}?`), location);
  return new URL(location).searchParams;
}

const post = (path: string, payload: unknown, from?: string) =>
  house.ask({ method: 'POST', url: `/gotsurge/oauth2/${path}`, payload, ...(from && { from }) });

const codeOf = async (one: Partner) => (await allow(house.browser(), one)).get('code') ?? assert.fail();

async function exchange(one: Partner): Promise<{ bearer: string; refresh: string; code: string }> {
  const code = await codeOf(one);
  const { body, status } = await post('token', { client_key: one.clientKey, secret_key: one.secretKey, code });
  assert.equal(status, 200);
  return { bearer: String(body['bearer_token']), refresh: String(body['refresh_token']), code };
}

/** Whether a bearer token is good, by an operation that any role may ask for. */
async function isGood(bearer: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${bearer}` };
  const payload = fixture('gotsurge', 'price-recommendation.request');
  const { status } = await house.ask({ method: 'POST', url: '/gotsurge/price/recommendation', headers, payload });
  assert.ok(status === 200 || status === 401, String(status));
  return status === 200;
}

function refused(
  { status, body, headers }: DoorAnswer,
  expected: number,
  code: string,
  fields: readonly string[] = [],
) {
  const text = JSON.stringify(body);
  assert.equal(status, expected, text);
  assert.equal(body['code'], code, text);
  assert.deepEqual(Object.keys(body), ['code', 'message', 'errors']);
  const errors = body['errors'] as readonly { readonly field: string }[];
  assert.deepEqual(errors.map(({ field }) => field), fields, text); // prettier-ignore
  if (status === 401) assert.equal(headers.get('www-authenticate'), 'Bearer');
}

describe('GotSurge’s OAuth', () => {
  it('goes from the browser to a bearer token and on to the next, each body as the document prints it', async () => {
    const back = await allow(house.browser(), partner);
    assert.deepEqual([...back.keys()].filter((name) => name !== 'iss'), ['code', 'state']); // prettier-ignore
    assert.equal(back.get('state'), 'ref 1&2');

    const asked = { client_key: partner.clientKey, secret_key: partner.secretKey, code: back.get('code') };
    assert.deepEqual(Object.keys(asked), Object.keys(Object(fixture('gotsurge', 'exchange-token.request'))));
    const exchanged = await post('token', asked);
    assert.equal(exchanged.status, 200);
    const [body, sample] = asSample(exchanged.body, 'exchange-token.response');
    assert.equal(body, sample);
    assert.equal(exchanged.body['server_time'], house.deps.now().toISOString());
    assert.equal(exchanged.headers.get('cache-control'), 'no-store');
    const bearer = String(exchanged.body['bearer_token']);
    assert.ok(await isGood(bearer));

    const ask = { client_key: partner.clientKey, refresh_token: exchanged.body['refresh_token'] };
    assert.deepEqual(Object.keys(ask), Object.keys(Object(fixture('gotsurge', 'refresh-token.request'))));
    const refreshed = await post('refresh', ask);
    assert.equal(refreshed.status, 200);
    const [other, printed] = asSample(refreshed.body, 'refresh-token.response');
    assert.equal(other, printed);
    assert.notEqual(refreshed.body['bearer_token'], bearer);
    assert.ok(await isGood(String(refreshed.body['bearer_token'])));
    // it stays good, and so does what it gave before
    assert.equal((await post('refresh', ask)).status, 200);
    assert.ok(await isGood(bearer));
  });

  it('takes the standard’s names for the same fields', async () => {
    const back = await allow(house.browser(), partner, authUrl(partner, ['client_id', 'redirect_uri']));
    const { clientKey: client_id, secretKey: client_secret } = partner;
    const { status, body } = await post('token', { client_id, client_secret, code: back.get('code') });
    assert.equal(status, 200);
    assert.equal((await post('refresh', { client_id, refresh_token: body['refresh_token'] })).status, 200);
  });

  it('gives a bearer token 30 days, to the second', async () => {
    const { bearer } = await exchange(partner);
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from expires_at - now())::float8 as seconds from oauth_entry
      where kind = 'AccessToken' order by created_at desc limit 1`.execute(house.database.db);
    assert.ok(Math.abs((rows[0]?.seconds ?? 0) - 30 * 86_400) < 30, String(rows[0]?.seconds));
    house.deps.clock.move(30 * 86_400_000 - 60_000);
    assert.ok(await isGood(bearer));
    house.deps.clock.move(120_000);
    assert.ok(!(await isGood(bearer)));
    house.deps.clock.set(new Date());
  });

  it('comes back with access_denied and the state when the member does not allow it', async () => {
    const browser = house.browser();
    const login = await browser.follow(authUrl(partner));
    const consent = await browser.press(login, 'Sign in', partner.signIn);
    const back = await browser.press(consent, 'Do not allow');
    const { searchParams } = new URL(back.headers.get('location') ?? '');
    assert.deepEqual([searchParams.get('error'), searchParams.get('state')], ['access_denied', 'ref 1&2']);
    assert.equal(searchParams.get('code'), null);
  });

  it('sends nobody to an address that is not registered, nor for an app that is not known', async () => {
    for (const wrong of [
      { redirectUrl: 'https://evil.example/' },
      { redirectUrl: `${partner.redirectUrl}/x` },
      { clientKey: 'client-nobody' },
    ]) {
      const seen = await house.browser().follow(authUrl({ ...partner, ...wrong }));
      assert.ok(seen.status >= 400 && seen.status < 500, String(seen.status));
      assert.equal(seen.headers.get('location'), null);
    }
  });

  it('names the field that is missing, doubled or said in two ways', async () => {
    const ask = (query: string) => house.ask({ url: `/gotsurge/oauth2/auth?${query}` });
    refused(await ask(''), 422, 'invalid_input', ['client_key']);
    refused(await ask('client_key=abcdefgh'), 422, 'invalid_input', ['redirect_url']);
    refused(await ask('client_key=abcdefgh&client_id=abcdefgi&redirect_url=x'), 422, 'invalid_input', ['client_id']);
    refused(await ask('client_key=abcdefgh&client_key=abcdefgh&redirect_url=x'), 422, 'invalid_input', ['client_key']);
    refused(await ask('client_key=abcdefgh&redirect_url=x&redirect_url=y'), 422, 'invalid_input', ['redirect_url']);
    const whole = { client_key: partner.clientKey, secret_key: partner.secretKey, code: 'x' };
    for (const [field, alias] of [
      ['client_key', 'client_id'],
      ['secret_key', 'client_secret'],
      ['code', 'code'],
    ] as const) {
      refused(await post('token', { ...whole, [field]: undefined }), 422, 'invalid_input', [field]);
      refused(await post('token', { ...whole, [field]: 5 }), 422, 'invalid_input', [field]);
      if (field !== 'code')
        refused(await post('token', { ...whole, [alias]: 'another' }), 422, 'invalid_input', [alias]);
    }
    refused(await post('refresh', { client_key: partner.clientKey }), 422, 'invalid_input', ['refresh_token']);
    refused(await post('refresh', { refresh_token: 'x' }), 422, 'invalid_input', ['client_key']);
    refused(await post('token', '[]'), 400, 'malformed');
    refused(await house.ask({ url: '/gotsurge/oauth2/token' }), 405, 'method_not_allowed');
  });

  it('refuses the sample’s own words, which nobody has, as it does a wrong secret, code or key', async () => {
    refused(await post('token', fixture('gotsurge', 'exchange-token.request')), 401, 'invalid_grant');
    refused(await post('refresh', fixture('gotsurge', 'refresh-token.request')), 401, 'invalid_grant');
    const other = await newPartner();
    const { refresh } = await exchange(partner);
    refused(await post('refresh', { client_key: other.clientKey, refresh_token: refresh }), 401, 'invalid_grant');
    const code = await codeOf(partner);
    const wrong = { client_key: partner.clientKey, secret_key: 'wrong', code };
    refused(await post('token', wrong), 401, 'unauthenticated');
    const foreign = { client_key: other.clientKey, secret_key: other.secretKey, code };
    refused(await post('token', foreign), 401, 'invalid_grant');
  });

  it('ends all that a code gave when it comes twice', async () => {
    const { bearer, refresh, code } = await exchange(partner);
    assert.ok(await isGood(bearer));
    const again = { client_key: partner.clientKey, secret_key: partner.secretKey, code };
    refused(await post('token', again), 401, 'invalid_grant');
    assert.ok(!(await isGood(bearer)));
    refused(await post('refresh', { client_key: partner.clientKey, refresh_token: refresh }), 401, 'invalid_grant');
  });

  it('leaves public apps to the standard’s way with PKCE', async () => {
    const open = await newPartner({ public: true });
    const seen = await house.browser().follow(authUrl(open));
    const { searchParams } = new URL(seen.headers.get('location') ?? assert.fail(seen.text));
    assert.equal(searchParams.get('error'), 'invalid_scope');
  });

  it('answers 20 times a minute for one key and one address, and then says how long to wait', async () => {
    const ask = { client_key: 'client-throttled', secret_key: 'x', code: 'x', refresh_token: 'x' };
    for (const path of ['token', 'refresh']) {
      for (let count = 0; count < 20; count += 1) assert.equal((await post(path, ask, '10.9.9.9')).status, 401);
      const late = await post(path, ask, '10.9.9.9');
      refused(late, 429, 'too_many_requests');
      assert.ok(Number(late.headers.get('retry-after')) > 0);
      assert.equal((await post(path, ask, '10.9.9.8')).status, 401);
      assert.equal((await post(path, { ...ask, client_key: 'client-other' }, '10.9.9.9')).status, 401);
    }
  });
});

describe('Partner Detail', () => {
  const ask = (signature: string, from?: string) => house.ask({ url: `/gotsurge/partners/${signature}`, ...(from && { from }) }); // prettier-ignore
  const textOf = ({ clientKey, secretKey }: Partner) => `${clientKey}:${secretKey}`;
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('shows an app to its owner, as the document prints it', async () => {
    const { caller } = partner.tenant.identity;
    const { endpoint: { id } } = await createEndpoint(house.deps, caller, { dialect: 'gotsurge', url: 'http://127.0.0.1:9999/hook', events: null, contentType: 'json' }); // prettier-ignore
    await sql`update partner_app set webhook_endpoint_id = ${id} where id = ${partner.appId}`.execute(
      house.database.db,
    );
    const answer = await ask(base64(textOf(partner)));
    assert.equal(answer.status, 200);
    const [body, sample] = asSample(answer.body, 'partner-detail.response');
    assert.equal(body, sample);
    const { id: appId, client_key, secret_key, webhook_url, name, updated_by } = answer.body;
    assert.deepEqual([appId, client_key, secret_key, webhook_url, name, updated_by], [partner.appId, partner.clientKey, partner.secretKey, 'http://127.0.0.1:9999/hook', 'Harbour Desk', 'test']); // prettier-ignore
    await deleteEndpoint(house.deps, caller, id);
    assert.equal((await ask(base64(textOf(partner)))).body['webhook_url'], '');
  });

  it('reads a signature however base64 or hexadecimal may be written', async () => {
    // bytes that make both odd digits of either alphabet, and need padding
    const odd = await newPartner();
    const secret = `${'~~?>'.repeat(5)}:colon`;
    await sql`update partner_app set secret = ${house.deps.secrets.seal(secret)} where id = ${odd.appId}`.execute(house.database.db); // prettier-ignore
    const text = `${odd.clientKey}:${secret}`;
    const standard = base64(text);
    assert.match(standard, /[+/]/);
    assert.match(standard, /\//);
    const spellings = {
      standard,
      'percent-encoded': encodeURIComponent(standard),
      unpadded: standard.replace(/=+$/, ''),
      'for addresses': Buffer.from(text).toString('base64url'),
      'for addresses, padded': standard.replaceAll('+', '-').replaceAll('/', '_'),
      hexadecimal: Buffer.from(text).toString('hex'),
    };
    for (const [name, signature] of Object.entries(spellings)) {
      const { status, body } = await ask(signature);
      assert.equal(status, 200, name);
      assert.deepEqual([body['id'], body['secret_key']], [odd.appId, secret], name);
    }
  });

  it('refuses every other signature in one way', async () => {
    const right = base64(textOf(partner));
    const open = await newPartner({ public: true });
    const gone = await newPartner();
    await sql`update partner_app set revoked_at = now() where id = ${gone.appId}`.execute(house.database.db);
    const wrong = [
      base64(`${partner.clientKey}:wrong`), base64(`client-nobody:${partner.secretKey}`), base64(`${open.clientKey}:`),
      base64(textOf(gone)), base64(partner.clientKey), right.slice(0, -4), right.toLowerCase(), `${right}!`, `${right}/`,
      Buffer.from(textOf(partner)).toString('hex').toUpperCase(), base64('\0\0\0\0\0\0\0\0:\0'), base64('é:é'), '%', '%00', 'x',
      '', base64(`${'k'.repeat(256)}:x`), 'A'.repeat(8000),
    ]; // prettier-ignore
    const [first, ...others] = await Promise.all(wrong.map((signature) => ask(signature)));
    for (const answer of [first, ...others]) refused(answer ?? assert.fail(), 401, 'unauthenticated');
  });

  it('slows down who guesses the secret of one key from many addresses, not its owner', async () => {
    const guessed = await newPartner();
    assert.equal((await ask(base64(textOf(guessed)), '10.8.8.8')).status, 200);
    let last = 401;
    for (let count = 0; count < 30 && last === 401; count += 1) last = (await ask(base64(`${guessed.clientKey}:guess-${count}`))).status; // prettier-ignore
    assert.equal(last, 429);
    refused(await ask(base64(textOf(guessed))), 429, 'too_many_requests');
    assert.equal((await ask(base64(textOf(guessed)), '10.8.8.8')).status, 200);
  });

  it('answers one key and address 20 times a minute', async () => {
    const busy = await newPartner();
    for (let count = 0; count < 20; count += 1) assert.equal((await ask(base64(textOf(busy)), '10.7.7.7')).status, 200);
    const late = await ask(base64(textOf(busy)), '10.7.7.7');
    refused(late, 429, 'too_many_requests');
    assert.ok(Number(late.headers.get('retry-after')) > 0);
  });

  it('leaves no signature, key, code or token in the log', async () => {
    const one = await newPartner();
    const { bearer, refresh, code } = await exchange(one);
    await ask(base64(textOf(one)));
    await ask(encodeURIComponent(base64(`${one.clientKey}:wrong`)));
    const log = lines.join('');
    assert.ok(log.includes('"path":"/gotsurge/partners/*"'));
    assert.ok(log.includes('"path":"/gotsurge/oauth2/token"'));
    const secrets = [one.secretKey, bearer, refresh, code, base64(textOf(one)), base64(`${one.clientKey}:wrong`)];
    for (const secret of secrets) assert.ok(!log.includes(secret), `the log has ${secret}`);
  });
});
