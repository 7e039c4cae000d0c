/** The page of an invitation in a real browser without scripts: followed, filled in wrongly and rightly, and judged. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { makePlatform, type Platform } from './make-platform.ts';
import { linkIn, openPlatformHouse, type PlatformHouse } from './platform-house.ts';
import { makeTenant } from './tenant.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }; // prettier-ignore
const narrow: BrowserContextOptions = { viewport: { width: 320, height: 640 } };

describe('the page of an invitation in a browser', { skip, timeout: 300_000 }, () => {
  let house: PlatformHouse;
  let platform: Platform;
  let origin: string;
  let invited = 0;

  before(async () => {
    house = await openPlatformHouse();
    platform = await makePlatform(house.deps, await makeTenant(house.deps));
    await house.app.listen({ host: '127.0.0.1', port: 0 });
    // it listens on a port by now
    origin = `http://localhost:${(house.app.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    await house.close();
  });

  async function link(): Promise<string> {
    const user = { email: `person.${(invited += 1)}@example.com`, org_id: platform.associatedId, role_id: platform.roleId }; // prettier-ignore
    const url = '/gotsurge/platform/users/invitations';
    await house.ask({ method: 'POST', url, headers: platform.headers, payload: { user } });
    const [mail = assert.fail('no mail')] = await house.post();
    return linkIn(mail);
  }

  async function visit(options: BrowserContextOptions, path: string): Promise<Page> {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ locale: 'en-GB', javaScriptEnabled: false, ...options });
    const page = await context.newPage();
    await page.goto(origin + path);
    return page;
  }

  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `invitation-${name}.png`), fullPage: true });
  }

  async function fill(page: Page, name: string, password: string): Promise<void> {
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
  }

  for (const [name, options] of [
    ['desk', desk],
    ['phone', phone],
    ['phone-dark', { ...phone, colorScheme: 'dark' }],
  ] as const)
    it(`makes a member without a script, once (${name})`, async () => {
      const path = await link();
      const page = await visit(options, path);
      await page.getByRole('heading', { level: 1, name: /^Join Associated/ }).waitFor();
      await shoot(page, `join-${name}`);
      // what the browser lets pass, the server does not
      await fill(page, '   ', 'Sandbox#1!');
      await page.getByRole('alert').waitFor();
      await shoot(page, `fault-${name}`);
      await fill(page, 'Mei Lin', 'Sandbox#1!');
      await page.getByRole('heading', { level: 1, name: /^Welcome to Associated/ }).waitFor();
      await shoot(page, `welcome-${name}`);
      await page.goto(origin + path);
      await page.getByRole('heading', { level: 1, name: 'This invitation does not work' }).waitFor();
      await shoot(page, `used-${name}`);
      assert.equal(await page.locator('form').count(), 0);
      await page.context().close();
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
      const page = await visit({ ...narrow, colorScheme, javaScriptEnabled: true }, await link());
      await judge(page, 'join');
      await fill(page, '   ', 'Sandbox#1!');
      await page.getByRole('alert').waitFor();
      await judge(page, 'join after a fault');
      await fill(page, 'Mei Lin', 'Sandbox#1!');
      await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor();
      await judge(page, 'welcome');
      await page.goto(`${origin}/gotsurge/invitations/none`);
      await judge(page, 'not good');
      await page.context().close();
    }
  });

  it('stands in no frame and runs no script', async () => {
    const page = await visit({ ...desk, javaScriptEnabled: true }, await link());
    const found = await page.evaluate<number>('document.scripts.length');
    assert.equal(found, 0);
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));
    await page.setContent(`<iframe src="${origin}${await link()}"></iframe>`);
    const [, inner = assert.fail('no frame')] = page.frames();
    await inner.waitForLoadState();
    assert.ok(!(await inner.content()).includes('Join Associated'), refused.join('\n'));
    await page.context().close();
  });
});
