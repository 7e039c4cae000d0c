/** The playground without a browser: the whole dance by its forms, what it does not go on with, and where it is not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { openDoorHouse, type DoorHouse } from '../../../test/door-house.ts';
import type { FormBrowser, Seen } from '../../../test/form-browser.ts';
import { loggerOptions } from '../../http/logging.ts';
import { sandboxPartner } from '../../use-cases/account/sandbox-partner.ts';
import { seedGotSurge } from '../../use-cases/account/seed-gotsurge.ts';
import { seedSandbox } from '../../use-cases/account/seed-sandbox.ts';

let house: DoorHouse;
const lines: string[] = [];
before(async () => {
  const log = pino(loggerOptions('trace'), { write: (line: string) => void lines.push(line) });
  house = await openDoorHouse({ log });
  await seedSandbox(house.deps);
  await seedGotSurge(house.deps);
});
after(() => house.close());

const orgAdmin = { email: sandboxPartner.people[0].email, password: sandboxPartner.password };

/** To the page that shows the code. */
async function comeBack(browser: FormBrowser): Promise<Seen> {
  const start = await browser.open('/gotsurge/playground');
  assert.equal(start.status, 200);
  const href = / href="([^"]+\/start)"/.exec(start.text)?.[1] ?? assert.fail(start.text);
  const login = await browser.follow(href);
  return browser.press(await browser.press(login, 'Sign in', orgAdmin), 'Allow');
}

const hidden = ({ text }: Seen, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? assert.fail(`no ${name} in ${text}`);

describe('the playground', () => {
  it('walks from the start to a bearer token, a request with it and the next token, by forms alone', async () => {
    const browser = house.browser();
    const code = await comeBack(browser);
    assert.match(code.text, /<h1>The code is here<\/h1>/);
    assert.ok(code.url.startsWith(`${house.origin}/gotsurge/playground?`));
    const exchanged = await browser.press(code, 'Exchange the code');
    assert.match(exchanged.text, /<pre>200 \{/);
    const [bearer, refresh] = [hidden(exchanged, 'bearer_token'), hidden(exchanged, 'refresh_token')];
    assert.ok(exchanged.text.includes(`&quot;bearer_token&quot;: &quot;${bearer}&quot;`));
    const price = {
      service_type: 'car',
      stops: [
        { latitude: 1.3, longitude: 103.7 },
        { latitude: 1.3, longitude: 103.8 },
      ],
    };
    const headers = { authorization: `Bearer ${bearer}` };
    assert.equal((await house.ask({ method: 'POST', url: '/gotsurge/price/recommendation', headers, payload: price })).status, 200); // prettier-ignore
    const refreshed = await browser.press(exchanged, 'Refresh the bearer token');
    assert.notEqual(hidden(refreshed, 'bearer_token'), bearer);
    assert.equal(hidden(refreshed, 'refresh_token'), refresh);
    const task = await browser.press(refreshed, 'Create a sample task');
    assert.ok(task.text.includes(`POST ${house.origin}/gotsurge/tasks`) && task.text.includes('Mooring rope'));
    assert.match(task.text, /<pre>201 \{/);
    const id = /&quot;id&quot;: &quot;([0-9a-f-]{36})&quot;/.exec(task.text)?.[1] ?? assert.fail(task.text);
    const made = await house.ask({ url: `/gotsurge/tasks/${id}`, headers });
    assert.deepEqual([made.status, made.body['current_status'], made.body['price']], [200, 'broadcasting', 2_000_000]);
    // the tokens go from page to page in forms
    for (const { url } of [exchanged, refreshed, task]) assert.ok(!url.includes(bearer) && !url.includes('?'), url);
  });

  it('shows a refusal as it comes, and what was held stays', async () => {
    const browser = house.browser();
    const code = await comeBack(browser);
    const exchanged = await browser.press(code, 'Exchange the code');
    const again = await browser.press(code, 'Exchange the code');
    assert.match(again.text, /<pre>401 \{\s+&quot;code&quot;: &quot;invalid_grant&quot;/);
    // the code that came twice has ended them
    const refused = await browser.press(exchanged, 'Refresh the bearer token');
    assert.match(refused.text, /<pre>401 \{/);
    assert.equal(hidden(refused, 'bearer_token'), hidden(exchanged, 'bearer_token'));
  });

  it('tells of a no', async () => {
    const browser = house.browser();
    const login = await browser.follow('/gotsurge/playground/start');
    const { status, text } = await browser.press(login, 'Cancel');
    assert.deepEqual([status, text.includes('error=access_denied')], [200, true]);
  });

  it('does not go on with a state of another browser, a forged one, or none', async () => {
    const code = await comeBack(house.browser());
    for (const url of [
      code.url,
      '/gotsurge/playground?code=x',
      '/gotsurge/playground?code=x&state=1.x',
      '/gotsurge/playground?error=%3Cb%3E',
    ]) {
      const browser = house.browser();
      if (url !== code.url) await browser.open('/gotsurge/playground/start');
      const { status, text } = await browser.open(url);
      assert.equal(status, 400, url);
      assert.match(text, /The state is not the one/);
      assert.doesNotMatch(text, /<form|<b>/);
    }
  });

  it('exchanges a session of single sign-on', async () => {
    const browser = house.browser();
    const login = await browser.open(`/gotsurge/sso/login?client_key=${sandboxPartner.clientKey}`);
    const result = await browser.press(login, 'Sign in', orgAdmin);
    const session = / data-session="([^"]+)"/.exec(result.text)?.[1] ?? assert.fail();
    const page = await browser.open('/gotsurge/playground/receive-session');
    assert.ok(page.text.includes(`data-origin="${house.origin}"`));
    const exchanged = await browser.press(page, 'Exchange the session', { session_id: session });
    assert.match(exchanged.text, /<pre>200 \{/);
    assert.ok(exchanged.text.includes('orgadmin@example.com'));
    // the sign-in page may frame both, and nobody else
    for (const { headers } of [page, exchanged]) {
      assert.match(headers.get('content-security-policy') ?? '', /; frame-ancestors 'self';/);
      assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN');
    }
  });

  it('takes no form of another site, and none without tokens', async () => {
    const browser = house.browser();
    const form = (body: string, site?: string) =>
      browser.open('/gotsurge/playground/task', { method: 'POST', body: new URLSearchParams(body), headers: site ? { 'sec-fetch-site': site } : {} }); // prettier-ignore
    assert.equal((await form('bearer_token=x&refresh_token=x', 'cross-site')).status, 400);
    assert.equal((await form('bearer_token=x')).status, 400);
    const refused = await form('bearer_token=x&refresh_token=x');
    assert.deepEqual([refused.status, /<pre>40[14] \{/.test(refused.text)], [200, true]);
  });

  it('leaves no token and no code in the log', async () => {
    const browser = house.browser();
    const code = await comeBack(browser);
    const exchanged = await browser.press(code, 'Exchange the code');
    await browser.press(exchanged, 'Create a sample task');
    const log = lines.join('');
    assert.ok(log.includes('"path":"/gotsurge/playground/task"'));
    for (const name of ['bearer_token', 'refresh_token']) assert.ok(!log.includes(hidden(exchanged, name)));
    assert.ok(!log.includes(hidden(code, 'code')));
  });

  it('is not there without the sandbox', async () => {
    const closed = await openDoorHouse({ settings: { sandbox: false } });
    for (const url of ['', '/start', '/receive-session']) {
      const { status, body } = await closed.ask({ url: `/gotsurge/playground${url}` });
      assert.deepEqual([status, body], [404, { code: 'not_found', message: 'Nothing is here.', errors: [] }], url);
    }
    await closed.close();
  });
});
