/**
 * The receiver's pages in a real browser: without a script from the link to the receipt, by keyboard alone, and judged in
 * each language on a desk and on a phone. SHOTS names a folder for screenshots.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { pageLanguages, type PageLanguage } from '../src/domain/shipping-order/shipping-order.ts';
import { words as allWords } from '../src/dialects/mdelivery/words/words.ts';
import { openBrowser } from './browser.ts';
import { home, idnp, openReceiverHouse, type ReceiverHouse } from './receiver-house.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }; // prettier-ignore
const sizes = { desk, phone } as const;

const typed = { city: 'Chișinău', street: 'Strada Alba Iulia 75', apartment: '4', postalCode: '2051' };

describe('the receiver’s pages in a browser', { skip, timeout: 900_000 }, () => {
  let town: ReceiverHouse;

  before(async () => {
    town = await openReceiverHouse();
    await town.service({ code: 'asks', identify: 'idnp' });
  });
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    await town.close();
  });

  async function visit(options: BrowserContextOptions, url: string): Promise<Page> {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ javaScriptEnabled: false, ...options });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `receiver-${name}.png`), fullPage: true });
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const pages = () => `${town.house.origin}/mdelivery/public`;
  const numberOf = (page: Page) => /\/orders\/(\d{16})/.exec(page.url())?.[1] ?? assert.fail(page.url());

  async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [field, text] of Object.entries(fields)) await page.locator(`#${field}`).fill(text);
  }

  /** From the link to the page of the order that it places. `see` looks at each page. */
  async function walk(page: Page, language: PageLanguage, see: (name: string) => Promise<void>): Promise<string> {
    const words = allWords[language];
    await heading(page, words.identify.title);
    await see('1-identify');
    await page.locator('#idnp').fill('2000000000001');
    await press(page, words.goOn);
    await page.getByRole('alert').waitFor();
    await see('2-wrong');
    await page.locator('#idnp').fill(idnp);
    await press(page, words.goOn);
    await heading(page, words.order.title);
    await see('3-order');
    await page.getByRole('link', { name: words.order.choose }).click();
    await heading(page, words.address.title);
    await see('4-address');
    await type(page, { ...typed, city: 'Atlantida', phone: '12' });
    await press(page, words.goOn);
    await page.getByRole('alert').waitFor();
    await see('5-address-wrong');
    await type(page, { ...typed, phone: '069 123 456' });
    await press(page, words.goOn);
    await heading(page, words.offer.title);
    await see('6-offer');
    await press(page, words.goOn);
    await heading(page, words.confirm.title);
    await see('7-confirm');
    await press(page, words.confirm.buttonPay);
    await heading(page, words.follow.statuses.awaiting_payment.title);
    await see('8-unpaid');
    return numberOf(page);
  }

  for (const [size, options] of Object.entries(sizes)) {
    it(`lead from the link to the receipt without a script (${size})`, async () => {
      const orderId = await town.sell({ serviceCode: 'asks' });
      const link = town.link(orderId, { serviceId: 'asks', returUrl: `${home}/orders` });
      const page = await visit(options, link);
      const { follow } = allWords.ro;
      const number = await walk(page, 'ro', (name) => shoot(page, `${size}-${name}`));
      await town.pay(number);
      await town.becomeReady(number);
      await town.takeOver(number, 'https://carrier.example/WB-1001');
      await town.carrierSays(number, 'delivering');
      await page.reload();
      await heading(page, follow.statuses.delivering.title);
      await shoot(page, `${size}-9-delivering`);
      await town.carrierSays(number, 'problem', 'Nimeni nu a răspuns la ușă.');
      await page.reload();
      await heading(page, follow.statuses.problem.title);
      await shoot(page, `${size}-10-problem`);
      await town.carrierSays(number, 'delivered');
      await page.reload();
      await heading(page, follow.statuses.delivered.title);
      await shoot(page, `${size}-11-delivered`);
      await press(page, follow.received);
      await heading(page, follow.statuses.confirmed.title);
      await shoot(page, `${size}-12-confirmed`);
      assert.equal((await town.orderOf(number)).status, 'confirmed');
      await page.context().clearCookies();
      await page.goto(`${pages()}/orders/${number}`);
      await shoot(page, `${size}-13-stranger`);
      await page.goto(town.link('nothing'));
      await heading(page, allWords.ro.faults.unknown_order.title);
      await shoot(page, `${size}-14-fault`);
      await page.context().close();
    });
  }

  for (const language of pageLanguages) {
    it(`can be used by everybody (${language}): no faults of access, nothing wider than the screen`, async () => {
      const orderId = await town.sell({ serviceCode: 'asks' });
      const link = town.link(orderId, { serviceId: 'asks', lang: language, returUrl: `${home}/orders` });
      const colorScheme = language === 'en' ? 'dark' : 'light';
      const page = await visit({ colorScheme, javaScriptEnabled: true }, link);
      const judged = async (name: string) => {
        // the next page is the same, and says what is wrong with it beside
        if (['1-identify', '4-address'].includes(name)) return;
        for (const [size, { viewport }] of Object.entries(sizes)) {
          await page.setViewportSize(viewport ?? assert.fail());
          await judge(page, `${language} ${size} ${name}`);
          await shoot(page, `${language}-${size}-${name}`);
        }
      };
      const number = await walk(page, language, judged);
      await town.pay(number);
      await town.becomeReady(number);
      await town.takeOver(number, 'https://carrier.example/WB-1001');
      await town.carrierSays(number, 'problem', 'x');
      await page.reload();
      await judged('9-problem');
      await page.context().clearCookies();
      await page.goto(`${pages()}/orders/${number}?lang=${language}`);
      await judged('10-stranger');
      await page.goto(town.link('nothing', { lang: language }));
      await judged('11-fault');
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await page.context().close();
    });
  }

  it('are used by keyboard alone', async () => {
    const orderId = await town.sell({ receiver: { type: 'Person', id: idnp, name: null, firstName: null, email: null, phone: null } }); // prettier-ignore
    const page = await visit({ ...desk, javaScriptEnabled: true }, town.link(orderId, { lang: 'en' }));
    const { en } = allWords;
    await page.keyboard.press('Tab');
    await focused(page, en.skip);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await focused(page, en.order.choose);
    await page.keyboard.press('Enter');
    await heading(page, en.address.title);
    await page.locator('#content').focus();
    for (const text of [typed.city, '', typed.street, '', '', '+37369123456']) {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await heading(page, en.offer.title);
    await page.getByRole('radio').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await focused(page, en.goOn);
    await page.keyboard.press('Enter');
    await heading(page, en.confirm.title);
    await page.getByRole('button', { name: en.confirm.buttonPay }).focus();
    await page.keyboard.press('Enter');
    await heading(page, en.follow.statuses.awaiting_payment.title);
    await page.context().close();
  });

  it('show what changes by themselves, where scripts run', async () => {
    const orderId = await town.sell();
    const page = await visit({ ...desk, javaScriptEnabled: true }, town.link(orderId, { lang: 'en' }));
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));
    await page.goto(`${pages()}/shipping/address`);
    await type(page, typed);
    await press(page, allWords.en.goOn);
    await press(page, allWords.en.goOn);
    await press(page, allWords.en.confirm.buttonPay);
    await heading(page, allWords.en.follow.statuses.awaiting_payment.title);
    await town.pay(numberOf(page));
    // as when the receiver comes back to the tab
    await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
    await heading(page, allWords.en.follow.statuses.paid.title);
    await page.getByText(allWords.en.follow.steps.paid, { exact: true }).first().waitFor();
    assert.match(await page.title(), /^Paid/);
    assert.deepEqual(refused, []);
    await page.context().close();
  });
});

async function judge(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []); // prettier-ignore
  const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(width <= 0, `${name} is ${width} pixels wider than the screen`);
  const low = await page.evaluate<number>(
    "Math.min(...[...document.querySelectorAll('button, a.deed, .offer, input:not([type=hidden], [type=radio])')].map((one) => one.getBoundingClientRect().height))",
  );
  assert.ok(low >= 44, `${name} has a target of ${low} pixels`);
}

async function focused(page: Page, words: string): Promise<void> {
  const text = await page.evaluate<string>('document.activeElement.textContent.trim()');
  assert.equal(text, words);
}
