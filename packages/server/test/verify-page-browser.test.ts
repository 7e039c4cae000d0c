/** The page behind a certificate's code in a real browser: in each language, on a desk and on a phone. SHOTS names a folder for pictures. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions } from 'playwright-core';
import { words } from '../src/dialects/saladin/pages/words.ts';
import { sha256 } from '../src/lib/hash.ts';
import { languages, type Language } from '../src/use-cases/policy/certificate-words.ts';
import { openBrowser } from './browser.ts';
import { openSaladinHouse, submission, type SaladinHouse } from './saladin-house.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

const sizes: Readonly<Record<string, BrowserContextOptions>> = {
  desk: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  dark: { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
};

describe('the page that verifies a certificate', { skip, timeout: 300_000 }, () => {
  let house: SaladinHouse;
  let origin: string;
  const codes = { active: '', cancelled: '' };

  before(async () => {
    house = await openSaladinHouse();
    const partner = await house.partner();
    const insure = async (trackingNumber: string) => {
      const name = 'Nguyễn Thị Bưởi Ẵm Ộc';
      const { body } = await partner.ask('orders', submission({ tracking_number: trackingNumber, customer_name: name }));
      const token = String(body['url_certificate']).split('/').at(-1) ?? '';
      return { number: body['policy_id'], code: sha256(token).toString('base64url') };
    };
    codes.active = (await insure('ACTIVE')).code;
    const { number, code } = await insure('CANCELLED');
    const cancellation = { tracking_number: 'CANCELLED', policy_id: number, canceled_by: 'Lan', cancellation_reason: 'x' };
    await partner.ask('cancel', { ...cancellation, cancellation_time: house.deps.now().toISOString() });
    codes.cancelled = code;
    await house.app.listen({ host: '127.0.0.1', port: 0 });
    // it listens on a port by now
    origin = `http://localhost:${(house.app.server.address() as AddressInfo).port}`;
  }); // prettier-ignore
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    await house.close();
  });

  /** @param path below `/saladin/verify`. */
  async function judge(path: string, language: Language, size: string, heading: string): Promise<void> {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ locale: language, ...sizes[size] });
    const page = await context.newPage();
    await page.goto(`${origin}/saladin/verify/${codes[path as keyof typeof codes] ?? path}`);
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    const name = `${path} ${language} ${size}`;
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `verify-${name.replaceAll(' ', '-')}.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    assert.ok(width <= 0, `${name} is ${width} pixels wider than the screen`);
    assert.equal(await page.evaluate('document.documentElement.lang'), language);
    await context.close();
  } // prettier-ignore

  for (const language of languages)
    it(`can be used by everybody (${language})`, async () => {
      const { title, unknown } = words[language];
      await judge('active', language, 'desk', title);
      await judge('cancelled', language, 'phone', title);
      await judge('nobodys', language, 'dark', unknown);
    });
});
