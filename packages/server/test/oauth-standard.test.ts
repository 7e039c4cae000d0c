/** A standard client at our authorization server: openid-client finds it, signs in by our pages, refreshes, revokes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as client from 'openid-client';
import { authenticateBearer } from '../src/use-cases/oauth/authenticate-bearer.ts';
import type { Partner } from './make-partner.ts';
import { allow, authUrl, openOAuthHouse, parametersOf, proof, type OAuthHouse } from './oauth-house.ts';

let house: OAuthHouse;
before(async () => (house = await openOAuthHouse()));
after(() => house.close());

const issuer = () => new URL(`${house.origin}/oauth2`);
const options = { execute: [client.allowInsecureRequests] };

const discover = ({ clientKey, secretKey }: Partner) =>
  client.discovery(
    issuer(),
    clientKey,
    { id_token_signed_response_alg: 'EdDSA' },
    secretKey === '' ? client.None() : client.ClientSecretBasic(secretKey),
    options,
  );

/** The whole way that a client goes. */
async function signIn(partner: Partner, scope = 'tasks') {
  const config = await discover(partner);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: partner.redirectUrl,
    scope,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const back = await allow(house.browser(), partner, url.href);
  const address = new URL(back.headers.get('location') ?? '');
  assert.equal(address.origin + address.pathname, partner.redirectUrl);
  const tokens = await client.authorizationCodeGrant(config, address, { pkceCodeVerifier, expectedState });
  return { config, tokens };
}

const bearerOf = (token: string) => authenticateBearer(house.deps, token);
const unauthenticated = { name: 'DomainError', code: 'unauthenticated' };
const invalidGrant = { error: 'invalid_grant' };

describe('a standard client', () => {
  it('finds the server by the path of OpenID and by that of RFC 8414', async () => {
    const partner = await house.partner();
    const openid = (await discover(partner)).serverMetadata();
    const oauth = await client.discovery(issuer(), partner.clientKey, undefined, undefined, { ...options, algorithm: 'oauth2' }); // prettier-ignore
    assert.equal(openid.issuer, `${house.origin}/oauth2`);
    assert.equal(oauth.serverMetadata().token_endpoint, `${house.origin}/oauth2/token`);
    assert.equal(openid.authorization_endpoint, `${house.origin}/oauth2/auth`);
    assert.equal(openid.revocation_endpoint, `${house.origin}/oauth2/token/revocation`);
    assert.deepEqual(openid.response_types_supported, ['code']);
    assert.deepEqual(openid.grant_types_supported, ['authorization_code', 'refresh_token']);
    assert.deepEqual(openid.code_challenge_methods_supported, ['S256']);
    for (const off of [
      'registration_endpoint',
      'userinfo_endpoint',
      'introspection_endpoint',
      'end_session_endpoint',
      'pushed_authorization_request_endpoint',
    ]) {
      assert.equal(openid[off], undefined, off);
    }
  });

  it('signs in with PKCE and speaks for the member of its app for an hour', async () => {
    const partner = await house.partner();
    const { tokens } = await signIn(partner);
    assert.equal(tokens.token_type, 'bearer');
    assert.equal(tokens.scope, 'tasks');
    assert.equal(tokens.expires_in, 3600);
    const bearer = await bearerOf(tokens.access_token);
    assert.equal(bearer.account.id, partner.tenant.account.id);
    assert.equal(bearer.app.id, partner.appId);
    assert.deepEqual(bearer.member, {
      id: partner.memberId,
      email: partner.email,
      name: 'Mei Lin',
      roles: ['OrgAdmin'],
      organisation: { id: partner.organisationId, businessName: partner.organisationName },
    });
    const left = bearer.expiresAt.getTime() - Date.now();
    assert.ok(left > 3_500_000 && left <= 3_601_000, String(left));
    // to the instant, whether it is remembered or looked up again
    house.deps.clock.set(new Date(bearer.expiresAt.getTime() - 1));
    await bearerOf(tokens.access_token);
    house.deps.clock.set(bearer.expiresAt);
    await assert.rejects(bearerOf(tokens.access_token), unauthenticated);
    house.deps.signIns.bearers.clear();
    await assert.rejects(bearerOf(tokens.access_token), unauthenticated);
    house.deps.clock.set(new Date());
  });

  it('is told who signed in, by a signature that follows from the secret key', async () => {
    const partner = await house.partner();
    const { tokens } = await signIn(partner, 'openid tasks');
    assert.equal(tokens.claims()?.sub, `${partner.tenant.account.id}.${partner.memberId}`);
    assert.equal(tokens.claims()?.aud, partner.clientKey);
  });

  it('S7: gets a new refresh token each time, and loses the family when an old one comes again', async () => {
    const { config, tokens } = await signIn(await house.partner());
    const first = tokens.refresh_token ?? '';
    const second = await client.refreshTokenGrant(config, first);
    assert.ok(second.refresh_token && second.refresh_token !== first);
    await bearerOf(second.access_token);
    await assert.rejects(client.refreshTokenGrant(config, first), invalidGrant);
    await assert.rejects(client.refreshTokenGrant(config, second.refresh_token), invalidGrant);
    await assert.rejects(bearerOf(second.access_token), unauthenticated);
    await assert.rejects(bearerOf(tokens.access_token), unauthenticated);
  });

  it('ends what it was given by revoking either token', async () => {
    for (const which of ['access_token', 'refresh_token'] as const) {
      const { config, tokens } = await signIn(await house.partner());
      await bearerOf(tokens.access_token);
      await client.tokenRevocation(config, tokens[which] ?? '');
      await assert.rejects(bearerOf(tokens.access_token), unauthenticated);
      await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), invalidGrant);
    }
  });

  it('cannot revoke what another app was given', async () => {
    const { tokens } = await signIn(await house.partner());
    const other = await discover(await house.partner());
    await client.tokenRevocation(other, tokens.access_token).catch(() => undefined);
    await bearerOf(tokens.access_token);
  });

  it('may be public and native, on whatever port of the loopback address it listens', async () => {
    const partner = await house.partner({ public: true, native: true, redirectUrls: ['http://127.0.0.1/callback'] });
    const listening = { ...partner, redirectUrl: 'http://127.0.0.1:51234/callback' };
    const { tokens } = await signIn(listening);
    await bearerOf(tokens.access_token);
    const elsewhere = authUrl(partner, proof().challenge, { redirect_uri: 'http://127.0.0.1:51234/other' });
    const refused = await house.browser().follow(elsewhere);
    assert.equal(refused.status, 400);
    assert.equal(refused.headers.get('location'), null);
  });

  it('hears a no as access_denied, with its state', async () => {
    const partner = await house.partner();
    const browser = house.browser();
    const login = await browser.follow(authUrl(partner, proof().challenge));
    const early = parametersOf(await browser.press(login, 'Cancel'));
    assert.equal(early.get('error'), 'access_denied');
    assert.equal(early.get('state'), 'st-1');
    const again = await browser.follow(authUrl(partner, proof().challenge, { state: 'st-2' }));
    const consent = await browser.press(again, 'Sign in', { email: partner.email, password: partner.password });
    const late = parametersOf(await browser.press(consent, 'Do not allow'));
    assert.equal(late.get('error'), 'access_denied');
    assert.equal(late.get('state'), 'st-2');
    assert.equal(late.get('code'), null);
  });

  it('asks the member anew each time, and lets another sign in in the same browser', async () => {
    const partner = await house.partner();
    const colleague = await house.partner({}, partner.tenant);
    const stranger = await house.partner();
    const browser = house.browser();
    for (const who of [partner, colleague, stranger, partner]) {
      // the app of whose account the member is
      const app = who === stranger ? stranger : partner;
      const { verifier, challenge } = proof();
      const back = await allow(browser, who, authUrl(app, challenge));
      const code = parametersOf(back).get('code') ?? '';
      const { clientKey, secretKey, redirectUrl } = app;
      const { body } = await house.post('/token', { grant_type: 'authorization_code', code, redirect_uri: redirectUrl, code_verifier: verifier, client_id: clientKey, client_secret: secretKey }); // prettier-ignore
      assert.equal((await bearerOf(String(body['access_token']))).member.id, who.memberId);
    }
  });
});
