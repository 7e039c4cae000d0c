/** The pages between an app and its answer: what they allow a browser, and what they refuse a guesser or another site. */
import assert from 'node:assert/strict';
import { request as ask, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { loggerOptions } from '../src/http/logging.ts';
import { sheetHash } from '../src/lib/pages/style.ts';
import { formsOf, type Seen } from './form-browser.ts';
import type { Partner } from './make-partner.ts';
import { allow, authUrl, openOAuthHouse, parametersOf, proof, type OAuthHouse } from './oauth-house.ts';

let house: OAuthHouse;
let partner: Partner;
const lines: string[] = [];
before(async () => {
  const log = pino(loggerOptions('trace'), { write: (line: string) => void lines.push(line) });
  house = await openOAuthHouse({ log });
  partner = await house.partner({ appName: `<b>"Tom's" & Co</b>` });
});
after(() => house.close());

const start = (browser = house.browser(), app = partner) => browser.follow(authUrl(app, proof().challenge));
const policyOf = ({ headers }: Seen) => headers.get('content-security-policy') ?? '';

describe('S14: a page of the authorization server', () => {
  it('runs no script, stands in no frame, and lets its forms end at the app alone', async () => {
    const browser = house.browser();
    const login = await start(browser);
    const consent = await browser.press(login, 'Sign in', { email: partner.email, password: partner.password });
    for (const { headers, status, text: page } of [login, consent]) {
      assert.equal(status, 200);
      assert.equal(
        headers.get('content-security-policy'),
        `default-src 'none'; style-src ${sheetHash}; img-src 'self'; form-action 'self' https://partner.example; ` +
          "frame-ancestors 'none'; base-uri 'none'",
      );
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cross-origin-opener-policy'), null);
      assert.equal(headers.get('strict-transport-security'), null);
      assert.doesNotMatch(page, /<script|\son[a-z]+=|javascript:|style=/i);
      assert.match(page, /^<!doctype html>[\s\S]*<html lang="en">/);
      // the name of the app is the partner's to choose
      assert.ok(!page.includes('<b>'));
      assert.ok(page.includes('&lt;b&gt;&quot;Tom&#39;s&quot; &amp; Co&lt;/b&gt;'));
    }
    assert.ok(consent.text.includes('Mei Lin') && consent.text.includes(partner.organisationName));
  });

  it('names the scheme of an app that has one of its own, and nothing that could widen the policy', async () => {
    const native = await house.partner({ native: true, public: true, redirectUrls: ['com.example.app:/callback'] });
    assert.match(policyOf(await start(house.browser(), native)), /form-action 'self' com\.example\.app:;/);
    const odd = await house.partner({ redirectUrls: ['https://a;sandbox.example/callback'] });
    assert.match(policyOf(await start(house.browser(), odd)), /form-action 'self'; frame-ancestors/);
  });

  it('gives out cookies that are signed, out of reach of scripts, and bound to their path', async () => {
    const browser = house.browser();
    await start(browser);
    const set = [...browser.cookies.values()];
    assert.deepEqual(set.map(({ name }) => name).sort(), ['waybill_interaction', 'waybill_interaction.sig', 'waybill_resume', 'waybill_resume.sig']); // prettier-ignore
    for (const { text: cookie, path } of set) {
      assert.match(cookie, /; httponly/i);
      assert.match(cookie, /; samesite=lax/i);
      assert.doesNotMatch(cookie, /; secure|; domain/i);
      assert.match(path, /^\/oauth2\/(interaction|auth)\/[\w-]+$/);
    }
    // who changes the cookie is nobody
    for (const [key, cookie] of browser.cookies) browser.cookies.set(key, { ...cookie, value: `${cookie.value}x` });
    const page = set.find(({ name }) => name === 'waybill_interaction')?.path ?? '';
    assert.equal((await browser.open(page)).status, 400);
  });

  it('is for the browser that began: another sees how to start again', async () => {
    const login = await start();
    const elsewhere = await house.browser().open(login.url);
    assert.equal(elsewhere.status, 400);
    assert.match(elsewhere.text, /This sign-in has ended/);
    const forged = await house.browser().press(login, 'Sign in', { email: partner.email, password: partner.password });
    assert.equal(forged.status, 400);
  });

  it('keeps two tabs apart', async () => {
    const browser = house.browser();
    const [one, other] = [await start(browser), await start(browser)];
    const typed = { email: partner.email, password: partner.password };
    const first = await browser.press(await browser.press(one, 'Sign in', typed), 'Allow');
    const second = await browser.press(await browser.press(other, 'Sign in', typed), 'Allow');
    for (const back of [first, second]) assert.ok(parametersOf(back).get('code'));
    assert.equal(
      [...browser.cookies.values()].some(({ name }) => name.startsWith('waybill_interaction')),
      false,
    );
  });
});

describe('S14: a form of the authorization server', () => {
  const typed = () => ({ email: partner.email, password: partner.password });

  it('comes from its page: its token, its browser, its site', async () => {
    const browser = house.browser();
    const login = await start(browser);
    const [form] = formsOf(login.text);
    const { token = '' } = form?.fields ?? {};
    const others = formsOf((await start()).text)[0]?.fields['token'] ?? '';
    const late = formsOf(login.text)[0]?.fields['token']?.replace(/^\d+/, (until) => String(Number(until) + 1)) ?? '';
    for (const wrong of ['', 'x', `${token}x`, others, late]) {
      const refused = await browser.press(login, 'Sign in', { ...typed(), token: wrong });
      assert.equal(refused.status, 403, wrong);
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      const refused = await browser.press(login, 'Sign in', typed(), { 'sec-fetch-site': site });
      assert.equal(refused.status, 403, site);
    }
    house.deps.clock.move(31 * 60_000);
    assert.equal((await browser.press(login, 'Sign in', typed())).status, 403);
    house.deps.clock.set(new Date());
    // and nobody was signed in by any of them
    const consent = await browser.press(login, 'Sign in', typed());
    assert.match(consent.text, /to act for you\?/);
  });

  it('has each field once, is short, and is a form', async () => {
    const browser = house.browser();
    const login = await start(browser);
    const [form] = formsOf(login.text);
    const { action = '', fields = {} } = form ?? {};
    const twice = `${new URLSearchParams({ ...fields, ...typed() }).toString()}&email=other@example.com`;
    const long = String(new URLSearchParams({ ...fields, ...typed(), more: 'x'.repeat(9000) }));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await browser.open(action, { method: 'POST', headers, body: twice })).status, 400);
    assert.equal((await browser.open(action, { method: 'POST', headers, body: long })).status, 413);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) };
    assert.equal((await browser.open(action, json)).status, 403);
  });

  it('S11: answers an unknown address as it answers a wrong password', async () => {
    const say = async (email: string) => {
      const browser = house.browser();
      const page = await browser.press(await start(browser), 'Sign in', { email, password: 'wrong' });
      assert.equal(page.status, 422);
      assert.match(page.text, /role="alert">The e-mail address or the password is wrong\./);
      assert.match(page.text, /aria-describedby="fault"/);
      return page.text.replaceAll(email, 'E').replaceAll(/value="\d+\.[^"]+"|interaction\/[\w-]+/g, '');
    };
    assert.equal(await say(partner.email), await say('nobody@example.com'));
  });

  it('asks for both fields, and shows what was typed as text', async () => {
    const browser = house.browser();
    const page = await browser.press(await start(browser), 'Sign in', { email: '"><script>x</script>', password: '' });
    assert.equal(page.status, 422);
    assert.match(page.text, /Type your e-mail address and your password/);
    assert.ok(page.text.includes('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"'));
  });

  it('S11: slows down whoever guesses from one address, and whoever guesses from many', async () => {
    const victim = await house.partner();
    const browser = house.browser();
    let login = await start(browser, victim);
    const statuses: number[] = [];
    for (let left = 22; left > 0; left -= 1) {
      const page = await browser.press(login, 'Sign in', { email: victim.email, password: `guess ${left}` });
      statuses.push(page.status);
      if (page.status === 422) login = page;
    }
    assert.deepEqual(statuses, [...Array<number>(20).fill(422), 429, 429]);
    // by now the address of the victim has to wait, wherever a guess comes from, also in capitals
    const other = house.browser();
    const page = await start(other, victim);
    const shouting = { email: victim.email.toUpperCase(), password: victim.password };
    const waiting = await other.press(page, 'Sign in', shouting);
    assert.equal(waiting.status, 429);
    assert.match(waiting.text, /Too many wrong passwords\. Try again in 1 second\./);
    assert.equal(waiting.headers.get('retry-after'), '1');
    house.deps.clock.move(2000);
    assert.match((await other.press(page, 'Sign in', shouting)).text, /to act for you\?/);
    house.deps.clock.set(new Date());
  });
});

describe('behind a proxy that speaks https', () => {
  it('has links, cookies and headers of the public URL, whatever host is asked for', async () => {
    const behind = await openOAuthHouse({ publicUrl: 'https://waybill.example' });
    try {
      const app = await behind.partner();
      const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
      const open = async (path: string, headers: Readonly<Record<string, string>>) => {
        const asked = ask(`${behind.origin}${path}`, { headers }).end();
        // the event has one argument
        const [{ statusCode, headers: got }, body] = await once(asked, 'response').then(
          async ([answer]: IncomingMessage[]) => {
            assert.ok(answer);
            return [answer, await text(answer)] as const;
          },
        );
        return { status: statusCode, headers: got, text: body };
      };
      const discovery = await open('/oauth2/.well-known/openid-configuration', spoofed);
      assert.ok(discovery.text.includes('https://waybill.example/oauth2/token') && !discovery.text.includes('evil'));
      const auth = await open(authUrl(app, proof().challenge), spoofed);
      assert.equal(auth.status, 303);
      const cookies = auth.headers['set-cookie'] ?? [];
      assert.equal(cookies.length, 4);
      for (const cookie of cookies) assert.match(cookie, /; secure/i);
      const cookie = cookies.map((one) => one.split(';', 1)[0]).join('; ');
      const page = await open(new URL(auth.headers.location ?? '', behind.origin).pathname, { ...spoofed, cookie });
      assert.equal(page.status, 200);
      assert.equal(page.headers['strict-transport-security'], 'max-age=31536000');
      assert.ok(!page.text.includes('evil'));
    } finally {
      await behind.close();
    }
  });
});

describe('S16: the log of the authorization server', () => {
  it('says which path was asked for, and holds no code, token, secret or password', async () => {
    const { verifier, challenge } = proof();
    const { clientKey, secretKey, redirectUrl } = partner;
    const browser = house.browser();
    const code = parametersOf(await allow(browser, partner, authUrl(partner, challenge))).get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUrl, code_verifier: verifier, client_id: clientKey, client_secret: secretKey }; // prettier-ignore
    const { body } = await house.post('/token', form);
    assert.equal((await house.post('/token', form)).status, 400);
    const all = lines.join('');
    assert.match(all, /"path":"\/oauth2\/token"/);
    assert.match(all, /"path":"\/oauth2\/auth"/);
    assert.match(all, /"error":"invalid_grant"/);
    const secrets = [code, verifier, secretKey, partner.password, body['access_token'], body['refresh_token']];
    for (const secret of secrets) assert.ok(typeof secret === 'string' && secret.length > 5 && !all.includes(secret));
    for (const { name, value } of browser.cookies.values()) assert.ok(!all.includes(value), name);
  });
});
