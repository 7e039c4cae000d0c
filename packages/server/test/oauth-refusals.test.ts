/** What the authorization server refuses: foreign redirects, missing proofs, used codes, doors around the doors. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DomainError } from '../src/domain/errors.ts';
import { sha256 } from '../src/lib/hash.ts';
import { authenticateBearer } from '../src/use-cases/oauth/authenticate-bearer.ts';
import type { Partner } from './make-partner.ts';
import { allow, authUrl, openOAuthHouse, parametersOf, proof, type OAuthHouse } from './oauth-house.ts';

let house: OAuthHouse;
let partner: Partner;
before(async () => {
  house = await openOAuthHouse();
  partner = await house.partner();
});
after(() => house.close());

const bearerOf = (token: unknown) => authenticateBearer(house.deps, String(token));
const invalidGrant = { name: 'DomainError', code: 'invalid_grant' };
const unauthenticated = { name: 'DomainError', code: 'unauthenticated' };

async function codeOf(app = partner, change = {}) {
  const { verifier, challenge } = proof();
  const back = await allow(house.browser(), app, authUrl(app, challenge, change));
  return { code: parametersOf(back).get('code') ?? '', verifier };
}

const exchange = (code: string, verifier: string | null, { clientKey, secretKey, redirectUrl } = partner) =>
  house.post('/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUrl,
    client_id: clientKey,
    client_secret: secretKey,
    ...(verifier !== null && { code_verifier: verifier }),
  });

describe('S4: where nobody is redirected to', () => {
  const registered = 'https://partner.example/callback';
  const others = [
    'https://partner.example/callback/',
    'https://partner.example/callback/more',
    'https://partner.example/call',
    'https://partner.example/callback?x=1',
    'https://partner.example/callback#x',
    'https://partner.example:8443/callback',
    'https://partner.example:443/callback',
    'http://partner.example/callback',
    'https://PARTNER.example/callback',
    'https://partner.example/%63allback',
    'https://partner.example%2fcallback',
    'https://partner.example/x/../callback',
    'https://user@partner.example/callback',
    'https://partner.example@evil.example/callback',
    'https://partner.example.evil.example/callback',
    'https://evil.example/callback',
    '//evil.example/callback',
    '/callback',
    'javascript:alert(1)',
    'https://partner.example/callback https://evil.example/',
    '',
  ];

  it('is everywhere but the registered address, character by character', async () => {
    assert.equal(partner.redirectUrl, registered);
    for (const redirect_uri of others) {
      for (const change of [{}, { response_type: 'token' }, { scope: 'nothing' }, { prompt: 'none' }]) {
        const seen = await house.browser().follow(authUrl(partner, proof().challenge, { ...change, redirect_uri }));
        assert.equal(seen.status, 400, redirect_uri);
        assert.equal(seen.headers.get('location'), null, redirect_uri);
        assert.match(seen.headers.get('content-type') ?? '', /^text\/html/);
      }
    }
  });

  it('is nowhere when two are named, or the app is unknown or revoked', async () => {
    const url = authUrl(partner, proof().challenge);
    const gone = await house.partner();
    await house.database.db.updateTable('partner_app').set({ revoked_at: new Date() }).where('id', '=', gone.appId).execute(); // prettier-ignore
    for (const asked of [
      `${url}&redirect_uri=${encodeURIComponent(registered)}`,
      `${url}&redirect_uri=https://evil.example/`,
      authUrl({ ...partner, clientKey: 'no-such-app' }, proof().challenge),
      authUrl(gone, proof().challenge),
    ]) {
      const seen = await house.browser().follow(asked);
      assert.equal(seen.status, 400, asked);
      assert.equal(seen.headers.get('location'), null, asked);
    }
  });
});

describe('S5: the proof that the same app asks twice (PKCE)', () => {
  it('has to be announced, by S256', async () => {
    for (const change of [
      { code_challenge: null, code_challenge_method: null },
      { code_challenge_method: null },
      { code_challenge_method: 'plain' },
      { code_challenge: null },
      { code_challenge: 'short' },
    ]) {
      const seen = await house.browser().follow(authUrl(partner, proof().challenge, change));
      assert.equal(parametersOf(seen).get('error'), 'invalid_request', JSON.stringify(change));
      assert.equal(parametersOf(seen).get('state'), 'st-1');
    }
  });

  it('has to be given, and to be the right one', async () => {
    for (const verifier of [null, proof().verifier, '', 'x']) {
      const { code } = await codeOf();
      const { status, body } = await exchange(code, verifier);
      assert.equal(status, 400);
      assert.ok(['invalid_grant', 'invalid_request'].includes(String(body['error'])), String(body['error']));
    }
  });
});

describe('S6: a code', () => {
  it('is good once: the second use ends what the first was given', async () => {
    const { code, verifier } = await codeOf();
    const first = await exchange(code, verifier);
    assert.equal(first.status, 200);
    await bearerOf(first.body['access_token']);
    const second = await exchange(code, verifier);
    assert.deepEqual([second.status, second.body['error']], [400, 'invalid_grant']);
    await assert.rejects(bearerOf(first.body['access_token']), unauthenticated);
  });

  it('is good for at most one of many at once, and then for none of them', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { code, verifier } = await codeOf();
      const answers = await Promise.all(Array.from({ length: 6 }, () => exchange(code, verifier)));
      const given = answers.filter(({ status }) => status === 200);
      assert.ok(given.length <= 1);
      assert.ok(answers.every(({ status, body }) => status === 200 || body['error'] === 'invalid_grant'));
      for (const { body } of given) await assert.rejects(bearerOf(body['access_token']), unauthenticated);
    }
  });

  it('is good for its app and its address alone', async () => {
    const other = await house.partner({}, partner.tenant);
    const { code, verifier } = await codeOf();
    assert.equal((await exchange(code, verifier, { ...other, redirectUrl: partner.redirectUrl })).body['error'], 'invalid_grant'); // prettier-ignore
    const wrong = await exchange(code, verifier, { ...partner, redirectUrl: 'https://partner.example/other' });
    assert.equal(wrong.body['error'], 'invalid_grant');
    assert.equal((await exchange(code, verifier)).status, 200);
  });

  it('is not good any more after a minute', async () => {
    const { code, verifier } = await codeOf();
    // the provider's clock is the wall's: the code is made older instead
    const db = house.database.db;
    const row = await db.selectFrom('oauth_entry').select(['id_hash', 'payload']).where('id_hash', '=', sha256(code)).executeTakeFirstOrThrow(); // prettier-ignore
    // what the provider keeps of a code
    const payload = JSON.parse(house.deps.secrets.open(row.payload)) as { iat: number; exp: number };
    assert.equal(payload.exp - payload.iat, 60);
    const expiring = async (exp: number) => {
      const changed = house.deps.secrets.seal(JSON.stringify({ ...payload, exp }));
      await db.updateTable('oauth_entry').set({ payload: changed }).where('id_hash', '=', row.id_hash).execute();
    };
    const now = Math.floor(Date.now() / 1000);
    await expiring(now - 1);
    assert.equal((await exchange(code, verifier)).body['error'], 'invalid_grant');
    await expiring(now + 30);
    assert.equal((await exchange(code, verifier)).status, 200);
  });
});

describe('S10: what else is refused', () => {
  it('is every other way to a token, and a client that does not prove itself', async () => {
    const { clientKey: client_id, secretKey: client_secret } = partner;
    for (const grant_type of [
      'password',
      'client_credentials',
      'implicit',
      'urn:ietf:params:oauth:grant-type:device_code',
    ]) {
      const { body } = await house.post('/token', {
        grant_type,
        client_id,
        client_secret,
        username: 'a',
        password: 'b',
      });
      assert.equal(body['error'], 'unsupported_grant_type', grant_type);
    }
    const { code, verifier } = await codeOf();
    for (const secretKey of ['', 'wrong', partner.secretKey.toUpperCase()]) {
      const { status, body } = await exchange(code, verifier, { ...partner, secretKey });
      assert.deepEqual([status, body['error']], [401, 'invalid_client'], secretKey);
    }
  });

  it('is a response type without a code, and a scope that nobody knows', async () => {
    for (const [change, error] of [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: 'id_token', nonce: 'n' }, 'unsupported_response_type'],
      [{ scope: 'everything' }, 'invalid_scope'],
      [{ scope: null }, 'invalid_scope'],
      [{ resource: 'https://other.example/' }, 'invalid_target'],
      [{ prompt: 'none' }, 'login_required'],
    ] as const) {
      const seen = await house.browser().follow(authUrl(partner, proof().challenge, change));
      const back = new URL(seen.headers.get('location') ?? '');
      const said = new URLSearchParams(back.hash === '' ? back.search : back.hash.slice(1));
      assert.equal(said.get('error'), error);
    }
  });

  it('is a member of another account, and one who was disabled meanwhile', async () => {
    const stranger = await house.partner();
    const browser = house.browser();
    const login = await browser.follow(authUrl(partner, proof().challenge));
    const { email, password } = stranger;
    assert.equal((await browser.press(login, 'Sign in', { email, password })).status, 422);
    const gone = await house.partner();
    const { code, verifier } = await codeOf(gone);
    const late = house.browser();
    const consent = await late.press(await late.follow(authUrl(gone, proof().challenge)), 'Sign in', gone.signIn);
    assert.match(consent.text, /to act for you\?/);
    await house.database.db.updateTable('member').set({ disabled_at: new Date() }).where('id', '=', gone.memberId).execute(); // prettier-ignore
    assert.equal((await exchange(code, verifier, gone)).body['error'], 'invalid_grant');
    // the way begins anew, and ends at the password
    const again = await late.press(consent, 'Allow');
    assert.match(again.text, /<h1>Sign in<\/h1>/);
    assert.equal((await late.press(again, 'Sign in', gone.signIn)).status, 422);
  });
});

describe('S5: the door of clients without PKCE', () => {
  const ask = () => ({ clientKey: partner.clientKey, redirectUrl: partner.redirectUrl, state: 'a b&c' });
  const classicUrl: OAuthHouse['oauth']['door']['classicUrl'] = (asked) => house.oauth.door.classicUrl(asked);
  const enter = async (app = partner) => {
    const back = await allow(house.browser(), app, classicUrl({ ...ask(), clientKey: app.clientKey }));
    return parametersOf(back);
  };

  it('leads to a bearer of thirty days and a refresh token that stays', async () => {
    const { clientKey, secretKey } = partner;
    const back = await enter();
    assert.equal(back.get('state'), 'a b&c');
    const { door } = house.oauth;
    const { bearerToken, refreshToken } = await door.exchange({ clientKey, secretKey, code: back.get('code') ?? '' });
    const bearer = await bearerOf(bearerToken);
    assert.ok(Math.abs(bearer.expiresAt.getTime() - Date.now() - 30 * 86_400_000) < 10_000);
    const again = await door.refresh({ clientKey, refreshToken });
    const third = await door.refresh({ clientKey, refreshToken });
    assert.notEqual(again.bearerToken, third.bearerToken);
    for (const token of [bearerToken, again.bearerToken, third.bearerToken]) await bearerOf(token);
    await door.revoke(bearer.grantId);
    await assert.rejects(door.refresh({ clientKey, refreshToken }), invalidGrant);
    for (const token of [bearerToken, again.bearerToken]) await assert.rejects(bearerOf(token), unauthenticated);
  });

  it('ends what a code gave when it comes twice, and takes wrong secrets and foreign codes for nothing', async () => {
    const { clientKey, secretKey } = partner;
    const { door } = house.oauth;
    const code = (await enter()).get('code') ?? '';
    const other = await house.partner();
    for (const [wrong, refusal] of [
      [{ clientKey, secretKey: 'wrong', code }, unauthenticated],
      [{ clientKey: other.clientKey, secretKey: other.secretKey, code }, invalidGrant],
      [{ clientKey, secretKey, code: 'none' }, invalidGrant],
      [{ clientKey: 'no-such-app', secretKey, code }, unauthenticated],
    ] as const) {
      await assert.rejects(door.exchange(wrong), refusal);
    }
    const { bearerToken, refreshToken } = await door.exchange({ clientKey, secretKey, code });
    await bearerOf(bearerToken);
    await assert.rejects(door.exchange({ clientKey, secretKey, code }), invalidGrant);
    await assert.rejects(bearerOf(bearerToken), unauthenticated);
    await assert.rejects(door.refresh({ clientKey, refreshToken }), invalidGrant);
  });

  it('does not take codes and refresh tokens of the standard way', async () => {
    const { clientKey, secretKey } = partner;
    const { code, verifier } = await codeOf();
    await assert.rejects(house.oauth.door.exchange({ clientKey, secretKey, code }), invalidGrant);
    const { body } = await exchange(code, verifier);
    const refreshToken = String(body['refresh_token']);
    await assert.rejects(house.oauth.door.refresh({ clientKey, refreshToken }), invalidGrant);
  });

  it('cannot be forged, gone around, or used for something else', async () => {
    const url = new URL(classicUrl(ask()));
    const change = (fields: Readonly<Record<string, string | null>>) => {
      const changed = new URL(url);
      for (const [name, value] of Object.entries(fields))
        if (value === null) changed.searchParams.delete(name);
        else changed.searchParams.set(name, value);
      return changed.href;
    };
    const other = await house.partner({ redirectUrls: [partner.redirectUrl] });
    for (const fields of [
      { door: null },
      { door: 'x' },
      { door: url.searchParams.get('door')?.replace(/.$/, (sign) => (sign === 'A' ? 'E' : 'A')) ?? null },
      { state: 'other' },
      { state: null },
      { client_id: other.clientKey },
    ]) {
      const seen = await house.browser().follow(change(fields));
      assert.equal(parametersOf(seen).get('error'), 'invalid_scope', JSON.stringify(fields));
    }
    // without the scope it has a meaning for, it opens nothing, least of all a request without PKCE
    const plain = await house.browser().follow(change({ scope: 'tasks' }));
    assert.equal(parametersOf(plain).get('error'), 'invalid_request');
  });

  it('is closed to apps without a secret', async () => {
    const app = await house.partner({ public: true });
    const seen = await house.browser().follow(classicUrl({ ...ask(), clientKey: app.clientKey }));
    assert.equal(parametersOf(seen).get('error'), 'invalid_scope');
  });

  it('has a side entrance for members who proved themselves in another way', async () => {
    const { appId, memberId, clientKey } = partner;
    const accountId = partner.tenant.account.id;
    const { bearerToken, refreshToken, grantId } = await house.oauth.door.issue({ accountId, appId, memberId });
    const bearer = await bearerOf(bearerToken);
    assert.deepEqual([bearer.grantId, bearer.member.id, bearer.scope], [grantId, memberId, 'tasks classic']);
    assert.ok(Math.abs(bearer.expiresAt.getTime() - Date.now() - 30 * 86_400_000) < 10_000);
    await bearerOf((await house.oauth.door.refresh({ clientKey, refreshToken })).bearerToken);
    const stranger = await house.partner();
    for (const wrong of [{ appId: stranger.appId }, { memberId: stranger.memberId }]) {
      const asked = house.oauth.door.issue({ accountId, appId, memberId, ...wrong });
      await assert.rejects(asked, (error) => error instanceof DomainError && error.code === 'invalid_grant');
    }
  });
});
