/** GotSurge's pages in a real browser: the playground without scripts, and single sign-on across origins. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { sql } from 'kysely';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { sandboxPartner } from '../src/use-cases/account/sandbox-partner.ts';
import { seedGotSurge } from '../src/use-cases/account/seed-gotsurge.ts';
import { seedSandbox } from '../src/use-cases/account/seed-sandbox.ts';
import { openBrowser } from './browser.ts';
import { openDoorHouse, type DoorHouse } from './door-house.ts';
import { makePlatform, type Platform } from './make-platform.ts';
import { makeTenant } from './tenant.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }; // prettier-ignore
const narrow: BrowserContextOptions = { viewport: { width: 320, height: 640 } };

/** A partner's page: it opens the sign-in page, writes down what it hears, and exchanges a session. */
const partnerPage = `<!doctype html><title>Partner</title><p id="heard">[]</p><p id="got"></p><script>
  const heard = [];
  const { api, login } = Object.fromEntries(new URLSearchParams(location.search));
  addEventListener('message', ({ origin, data }) => {
    heard.push({ origin, data });
    document.querySelector('#heard').textContent = JSON.stringify(heard);
  });
  const openLogin = () => void open(login, 'login', 'width=480,height=700');
  const exchange = async (session_id) => {
    const body = JSON.stringify({ session_id });
    const headers = { 'content-type': 'application/json' };
    return fetch(api, { method: 'POST', body, headers }).then(async (answer) => [answer.status, await answer.json()], () => 'blocked');
  };
</script>`;

interface Heard {
  readonly origin: string;
  readonly data: { readonly event: string; readonly session_id: string };
}

describe('GotSurge’s pages in a browser', { skip, timeout: 300_000 }, () => {
  let house: DoorHouse;
  let partner: Platform;
  const servers: Server[] = [];
  /** The partner's own, and somebody else's. */
  let origin: string;
  let third: string;

  async function serve(html: string): Promise<string> {
    const server = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(html));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  before(async () => {
    house = await openDoorHouse();
    await seedSandbox(house.deps);
    await seedGotSurge(house.deps);
    [origin, third] = [await serve(partnerPage), await serve(partnerPage)];
    partner = await makePlatform(house.deps, await makeTenant(house.deps));
    await sql`update partner_app set sso_origin = ${origin}, receive_session_url = ${`${origin}/receive-session`}
      where id = ${partner.appId}`.execute(house.database.db);
  });
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await house.close();
  });

  async function context(options: BrowserContextOptions): Promise<BrowserContext> {
    if (typeof opened === 'string') throw new Error(opened);
    return opened.newContext({ locale: 'en-GB', ...options });
  }

  let visitors = 0;
  /** From an address of its own, so that nobody is throttled for others. A partner's page may not send its header. */
  async function visit(options: BrowserContextOptions, address: string): Promise<Page> {
    const url = new URL(address, house.origin);
    const from = { extraHTTPHeaders: { 'x-forwarded-for': `10.1.0.${(visitors += 1)}` } };
    const page = await (await context({ ...(url.origin === house.origin && from), ...options })).newPage();
    await page.goto(url.href);
    return page;
  }

  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `gotsurge-${name}.png`), fullPage: true });
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  async function signIn(page: Page, email: string, password: string): Promise<void> {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
  }

  const [{ email }] = sandboxPartner.people;
  const { password } = sandboxPartner;
  const loginUrl = () => `${house.origin}/gotsurge/sso/login?client_key=${partner.clientKey}`;
  const pageAt = (at: string) =>
    `${at}/?${new URLSearchParams({ login: loginUrl(), api: `${house.origin}/gotsurge/platform/sso/token` }).toString()}`;

  for (const [name, options] of [
    ['desk', desk],
    ['phone', phone],
    ['phone-dark', { ...phone, colorScheme: 'dark' }],
  ] as const) {
    it(`the playground walks through the whole dance without a script (${name})`, async () => {
      const page = await visit({ ...options, javaScriptEnabled: false }, '/gotsurge/playground');
      await heading(page, 'Playground');
      await shoot(page, `playground-start-${name}`);
      await page.getByRole('link', { name: 'Start' }).click();
      await signIn(page, email, password);
      await heading(page, 'Allow Playground to act for you?');
      await press(page, 'Allow');
      await heading(page, 'The code is here');
      await shoot(page, `playground-code-${name}`);
      await press(page, 'Exchange the code');
      await heading(page, 'The code is exchanged');
      await page.getByText('"bearer_token"').waitFor();
      await shoot(page, `playground-exchanged-${name}`);
      await press(page, 'Create a sample task');
      await heading(page, 'A task');
      const made = await page.locator('pre').last().innerText();
      assert.match(made, /^201 /);
      assert.match(made, /"current_status": "broadcasting"/);
      await shoot(page, `playground-task-${name}`);
      await press(page, 'Refresh the bearer token');
      await heading(page, 'Another bearer token');
      await shoot(page, `playground-refreshed-${name}`);
      assert.equal(page.url(), `${house.origin}/gotsurge/playground/refresh`);
    });
  }

  it('the playground is told of a no, with the state it had left with', async () => {
    const page = await visit({ ...phone, javaScriptEnabled: false }, '/gotsurge/playground');
    await page.getByRole('link', { name: 'Start' }).click();
    await press(page, 'Cancel');
    await heading(page, 'No code');
    await shoot(page, 'playground-no-code-phone');
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get('error'), 'access_denied');
    assert.match(searchParams.get('state') ?? '', /^\d+\./);
  });

  async function heardBy(page: Page): Promise<readonly Heard[]> {
    return JSON.parse((await page.locator('#heard').textContent()) ?? '') as Heard[];
  }

  /** Signs in in the window that a page opens. */
  async function signInFrom(page: Page): Promise<Page> {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate('openLogin()')]);
    await signIn(popup, partner.email, partner.password);
    await heading(popup, 'You are signed in');
    return popup;
  }

  it('a partner’s page hears of the sign-in in its window, and exchanges the session itself', async () => {
    const page = await visit(desk, pageAt(origin));
    const popup = await signInFrom(page);
    await popup.getByText('You can close this window.').waitFor();
    await shoot(popup, 'sso-signed-in-popup');
    await page.waitForFunction('heard.length > 0');
    const [message, ...more] = await heardBy(page);
    assert.equal(more.length, 0);
    assert.deepEqual(message, {
      origin: house.origin,
      data: { event: 'session_id', session_id: message?.data.session_id },
    });
    const [status, body] = await page.evaluate<[number, { user?: { email: string } }]>(
      `exchange('${message?.data.session_id}')`,
    );
    assert.deepEqual([status, body.user?.email], [200, partner.email], JSON.stringify(body));
    assert.equal(await popup.locator('iframe').isHidden(), true);
  });

  it('a page of another origin hears nothing, and may not ask either', async () => {
    const page = await visit(desk, pageAt(third));
    const popup = await signInFrom(page);
    const session = await popup.locator('script').getAttribute('data-session');
    await page.waitForTimeout(500);
    assert.deepEqual(await heardBy(page), []);
    assert.equal(await page.evaluate(`exchange('${session}')`), 'blocked');
    // the browser did not even send it: the session is still good
    const answer = await house.ask({
      method: 'POST',
      url: '/gotsurge/platform/sso/token',
      payload: { session_id: session },
    });
    assert.equal(answer.status, 200);
  });

  it('without a window that opened it, the partner’s page hears of the sign-in in a frame', async () => {
    const page = await visit(phone, loginUrl());
    await signIn(page, partner.email, partner.password);
    await page.getByText('It goes on below.').waitFor();
    const frame = page.frameLocator('iframe');
    await frame.getByText('session_id').waitFor();
    const heard = JSON.parse((await frame.locator('#heard').textContent()) ?? '') as Heard[];
    assert.deepEqual(heard.map((one) => [one.origin, one.data.event]), [[house.origin, 'session_id']]); // prettier-ignore
    assert.ok(page.frames()[1]?.url().startsWith(`${origin}/receive-session`));
    await shoot(page, 'sso-signed-in-frame');
  });

  it('says so where no script may run', async () => {
    const page = await visit({ ...phone, javaScriptEnabled: false }, loginUrl());
    await signIn(page, partner.email, partner.password);
    await page.getByText('cannot be told without a script').waitFor();
    await shoot(page, 'sso-no-script');
  });

  it('the sign-in page stands in no frame', async () => {
    const at = await serve(`<!doctype html><title>Framed</title><iframe src="${loginUrl()}"></iframe>`);
    const page = await (await context(desk)).newPage();
    await page.goto(at);
    await page.waitForTimeout(500);
    assert.equal(await page.frameLocator('iframe').getByRole('button').count(), 0);
  });

  it('the playground’s own page hears of the sign-in, in a window and in a frame', async () => {
    const page = await visit(desk, '/gotsurge/playground/receive-session');
    await shoot(page, 'receive-session');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Sign in' }).click(),
    ]);
    await signIn(popup, email, password);
    await page.getByText('This came from the sign-in page:').waitFor();
    await shoot(page, 'receive-session-heard');
    await press(page, 'Exchange the session');
    await heading(page, 'The session is exchanged');
    await page.getByText('"orgadmin@example.com"').waitFor();
    const framing = await visit(desk, `/gotsurge/sso/login?client_key=${sandboxPartner.clientKey}`);
    await signIn(framing, email, password);
    const frame = framing.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Exchange the session' }).click();
    await frame.getByText('"orgadmin@example.com"').waitFor();
    await shoot(framing, 'receive-session-framed');
  });

  it('can be used by everybody: no faults of access, nothing wider than a small screen', async () => {
    const judge = async (page: Page, name: string) => {
      // what a frame shows has a judgement of its own
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []); // prettier-ignore
      const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      assert.ok(width <= 0, `${name} is ${width} pixels wider than the screen`);
      const low = await page.evaluate<number>(
        "Math.min(...[...document.querySelectorAll('button, a.deed, input:not([type=hidden])')].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height))",
      );
      assert.ok(low >= 44, `${name} has a target of ${low} pixels`);
    };
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await visit({ ...narrow, colorScheme }, '/gotsurge/playground');
      await judge(page, 'start');
      await page.getByRole('link', { name: 'Start' }).click();
      await signIn(page, email, password);
      await press(page, 'Allow');
      await judge(page, 'code');
      await press(page, 'Exchange the code');
      await heading(page, 'The code is exchanged');
      await judge(page, 'exchanged');
      await press(page, 'Create a sample task');
      await heading(page, 'A task');
      await judge(page, 'task');
      await page.goto(`${house.origin}/gotsurge/playground?code=x&state=y`);
      await judge(page, 'a foreign state');
      await page.goto(`${house.origin}/gotsurge/playground/receive-session`);
      await judge(page, 'receive-session');
      await page.goto(loginUrl());
      await judge(page, 'SSO');
      await shoot(page, `sso-login-${colorScheme}`);
      await signIn(page, partner.email, 'wrong');
      await page.getByRole('alert').waitFor();
      await judge(page, 'SSO after a fault');
      await shoot(page, `sso-login-wrong-${colorScheme}`);
      await page.goto(`${house.origin}/gotsurge/sso/login?client_key=client-nobody`);
      await judge(page, 'fault');
      await page.goto(`${house.origin}/gotsurge/sso/login?client_key=${sandboxPartner.clientKey}`);
      await signIn(page, email, password);
      await page.frameLocator('iframe').getByRole('button', { name: 'Exchange the session' }).waitFor();
      await judge(page, 'signed in');
    }
  });
});
