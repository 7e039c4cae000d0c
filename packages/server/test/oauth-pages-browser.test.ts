/** The pages of the authorization server in a real browser without scripts: the way to the app and back, seen and judged. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import type { Partner } from './make-partner.ts';
import { authUrl, openOAuthHouse, proof, type OAuthHouse } from './oauth-house.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }; // prettier-ignore
const narrow: BrowserContextOptions = { viewport: { width: 320, height: 640 } };

describe('the pages of the authorization server in a browser', { skip, timeout: 300_000 }, () => {
  let house: OAuthHouse;
  let partner: Partner;
  /** The app's own server, of another origin. */
  let app: Server;

  before(async () => {
    house = await openOAuthHouse();
    app = createServer((_request, response) => void response.end('back at the app'));
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    const { port } = app.address() as AddressInfo;
    partner = await house.partner({ redirectUrls: [`http://127.0.0.1:${port}/callback`] });
  });
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    app.close();
    app.closeAllConnections();
    await house.close();
  });

  async function visit(options: BrowserContextOptions, address = authUrl(partner, proof().challenge)): Promise<Page> {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ locale: 'en-GB', javaScriptEnabled: false, ...options });
    const page = await context.newPage();
    await page.goto(new URL(address, house.origin).href);
    return page;
  }

  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `oauth-${name}.png`), fullPage: true });
  }

  async function signIn(page: Page, password = partner.password): Promise<void> {
    await page.getByLabel('E-mail address').fill(partner.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  for (const [name, options] of [
    ['desk', desk],
    ['phone', phone],
    ['phone-dark', { ...phone, colorScheme: 'dark' }],
  ] as const) {
    it(`lead to the app and back without a script (${name})`, async () => {
      const page = await visit(options);
      await heading(page, 'Sign in');
      await shoot(page, `login-${name}`);
      await signIn(page, 'wrong');
      await page.getByRole('alert').waitFor();
      await shoot(page, `login-wrong-${name}`);
      await signIn(page);
      await heading(page, 'Allow Harbour Desk to act for you?');
      await shoot(page, `consent-${name}`);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      // the policy of the page let the redirect after the form pass
      await page.getByText('back at the app').waitFor();
      const back = new URL(page.url());
      assert.equal(back.origin + back.pathname, partner.redirectUrl);
      assert.ok(back.searchParams.get('code'));
      assert.equal(back.searchParams.get('state'), 'st-1');
      await page.context().close();
    });
  }

  it('tell the app of a no, from either page', async () => {
    for (const late of [false, true]) {
      const page = await visit(phone);
      if (late) await signIn(page);
      await page.getByRole('button', { name: late ? 'Do not allow' : 'Cancel' }).click();
      await page.getByText('back at the app').waitFor();
      assert.equal(new URL(page.url()).searchParams.get('error'), 'access_denied');
      await page.context().close();
    }
  });

  it('say what went wrong without leading anywhere', async () => {
    const page = await visit(phone, authUrl({ ...partner, redirectUrl: 'https://evil.example/' }, proof().challenge));
    await heading(page, 'This link does not work');
    await shoot(page, 'fault-phone');
    assert.equal(await page.locator('a, form').count(), 0);
    await page.context().close();
    const late = await visit(desk, '/oauth2/interaction/none');
    await heading(late, 'This sign-in has ended');
    await shoot(late, 'ended-desk');
    await late.context().close();
  });

  it('can be used by everybody: no faults of access, nothing wider than a small screen', async () => {
    const judge = async (page: Page, name: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []); // prettier-ignore
      const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      assert.ok(width <= 0, `${name} is ${width} pixels wider than the screen`);
      const low = await page.evaluate<number>(
        "Math.min(...[...document.querySelectorAll('button, input:not([type=hidden])')].map((one) => one.getBoundingClientRect().height))",
      );
      assert.ok(low >= 44, `${name} has a target of ${low} pixels`);
    };
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await visit({ ...narrow, colorScheme, javaScriptEnabled: true });
      await judge(page, 'login');
      await signIn(page, 'wrong');
      await page.getByRole('alert').waitFor();
      await judge(page, 'login after a fault');
      await signIn(page);
      await heading(page, 'Allow Harbour Desk to act for you?');
      await judge(page, 'consent');
      await page.goto(`${house.origin}/oauth2/interaction/none`);
      await heading(page, 'This sign-in has ended');
      await judge(page, 'fault');
      await page.context().close();
    }
  });
});
