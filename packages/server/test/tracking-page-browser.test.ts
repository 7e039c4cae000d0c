/**
 * The tracking page in a real browser: what a customer and an operator see, on a desk and on a phone, in both languages,
 * and that no secret leaves the browser in a URL. SHOTS names a folder for screenshots.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { pino } from 'pino';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { loggerOptions } from '../src/http/logging.ts';
import { openBrowser } from './browser.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from './loginext-house.ts';
import { handedOver, makeTrackedTrip, type TrackedTrip } from './tracked-trip.ts';

const opened = await openBrowser();
const skip = typeof opened === 'string' ? opened : false;

/** Milliseconds: a weak machine draws the map without a graphics card. */
const patience = 60_000;

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }; // prettier-ignore

interface Visit {
  readonly page: Page;
  /** URLs of all requests, and what went wrong. */
  readonly urls: readonly string[];
  readonly faults: readonly string[];
}

describe('the tracking page in a browser', { skip, timeout: 600_000 }, () => {
  let house: LogiNextHouse;
  let partner: LogiNextClient;
  let trip: TrackedTrip;
  let base: string;
  let secrets: readonly string[];
  const lines: string[] = [];

  before(async () => {
    const log = pino(loggerOptions('trace'), { write: (line: string) => void lines.push(line) });
    house = await openLogiNextHouse({ log });
    partner = await house.client();
    await house.app.listen({ port: 0, host: '127.0.0.1' });
    base = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}/loginext/track/`;
    secrets = [partner.tokens['www-authenticate']?.slice('BASIC '.length) ?? '', partner.tokens['client_secret_key'] ?? '']; // prettier-ignore
    trip = await makeTrackedTrip(house.deps, partner.tenant, 'VIEW');
    await trip.start();
    await trip.seenAt({ lat: 19.1, lng: 72.87 });
  });
  after(async () => {
    if (typeof opened !== 'string') await opened.close();
    await house.close();
  });

  const fragment = (query: string, [aid, key] = secrets) => `#/order?${query}&aid=${aid}&key=${key}`;

  async function visit(query: string, options: BrowserContextOptions, address = base): Promise<Visit> {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ locale: 'en-GB', timezoneId: 'Asia/Kolkata', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const urls: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => void urls.push(request.url()));
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(address + query);
    return { page, urls, faults };
  }

  const headline = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor(); // prettier-ignore
  /** Doors and courier lie on the map, and the ground is drawn. */
  async function mapOf({ page }: Visit): Promise<void> {
    await page.locator('#map .rider').waitFor();
    await page.locator('#map[data-drawn]').waitFor();
  }

  async function finish(name: string, { page, urls, faults }: Visit): Promise<void> {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []); // prettier-ignore
    assert.deepEqual(faults, []);
    for (const url of urls) {
      assert.ok(url.startsWith(base) || url.startsWith('data:') || url.startsWith('blob:'), `${url} is elsewhere`);
      // the browser's own navigation has the fragment, which it does not send
      const [sent = ''] = url.split('#');
      for (const secret of secrets) assert.ok(!decodeURIComponent(sent).includes(secret), sent);
    }
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    assert.ok(width <= 0, `${width} pixels wider than the screen`);
    await page.context().close();
  }

  it('shows an order on a desk, and the courier moves without a reload [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-2'), desk);
    const { page, urls } = seen;
    await headline(page, 'On the way');
    await page.getByText('1 stop before yours.').waitFor();
    await page.getByText('Ravi', { exact: true }).waitFor();
    await mapOf(seen);
    const loads = urls.filter((url) => url.includes('main.js')).length;
    const rider = page.locator('.rider');
    const place = await rider.getAttribute('style');
    await trip.seenAt({ lat: 19.106, lng: 72.88 });
    // the policy of the page lets nobody evaluate texts in it, a test neither
    for (let left = 300; (await rider.getAttribute('style')) === place && left > 0; left -= 1) await pause(100);
    assert.notEqual(await rider.getAttribute('style'), place);
    assert.equal(urls.filter((url) => url.includes('main.js')).length, loads);
    assert.equal(await page.locator('html').getAttribute('dir'), 'ltr');
    await finish('order-desk', seen);
  });

  it('fits an order on a phone [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-2'), phone);
    await headline(seen.page, 'On the way');
    await mapOf(seen);
    await finish('order-phone', seen);
  });

  it('speaks Arabic from right to left, first by the browser and then by choice [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-2'), { ...phone, locale: 'ar-AE' });
    const { page } = seen;
    await headline(page, 'في الطريق إليك');
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    assert.equal(await page.locator('html').getAttribute('lang'), 'ar');
    await mapOf(seen);
    await page.getByRole('button', { name: 'English' }).click();
    await headline(page, 'On the way');
    await page.reload();
    await headline(page, 'On the way');
    await page.getByRole('button', { name: 'العربية' }).click();
    await headline(page, 'في الطريق إليك');
    await mapOf(seen);
    await finish('order-phone-arabic', seen);
  });

  it('shows a trip with all its stops, in the dark too [LX16]', async () => {
    for (const [name, options] of [
      ['trip-desk-dark', { ...desk, colorScheme: 'dark' }],
      ['trip-phone', phone],
    ] as const) {
      const seen = await visit(fragment('tripname=TRIP-VIEW'), options);
      const { page } = seen;
      await headline(page, 'Under way');
      assert.equal(await page.locator('#stops li').count(), 3);
      assert.match(await page.locator('#facts').innerText(), /Mumbai hub/);
      await mapOf(seen);
      assert.equal(await page.locator('#map .door').count(), 3);
      await finish(name, seen);
    }
  });

  it('tells of the delivery when it happens, and no more of the courier [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-1'), phone);
    const { page } = seen;
    await headline(page, 'On the way');
    await page.getByText('You are the next stop.').waitFor();
    await trip.act(0, { kind: 'arrive' });
    await headline(page, 'The courier is at the door');
    await trip.act(0, handedOver);
    await headline(page, 'Delivered');
    assert.doesNotMatch(await page.locator('#panel').innerText(), /Ravi|Expected around/);
    await page.locator('.rider').waitFor({ state: 'detached' });
    await finish('order-delivered', seen);
  });

  it('works in the frame of an operator, who sits elsewhere [LX16] [LX36]', async () => {
    const source = base + fragment('ordno=ORDER-VIEW-3');
    const shop = `<html lang="en"><title>Shop</title><iframe title="Tracking" width="600" height="400" src="${source}"></iframe>`;
    const host = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(shop));
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    try {
      const { port } = host.address() as AddressInfo;
      const { page } = await visit('', { viewport: { width: 700, height: 500 } }, `http://localhost:${port}/`);
      const frame = page.frameLocator('iframe');
      await frame.getByRole('heading', { level: 1, name: 'On the way' }).waitFor();
      await frame.locator('#map .rider').waitFor();
      await page.context().close();
    } finally {
      host.close();
      host.closeAllConnections();
    }
  });

  it('says in words what is wrong with a link, and what to do [LX16] [LX36]', async () => {
    const cases = [
      ['unknown', fragment('ordno=NOBODYS'), 'Nothing found under this number'],
      ['refused', fragment('ordno=ORDER-VIEW-1', [secrets[0] ?? '', 'wrong']), 'This link is no longer valid'],
      ['incomplete', '#/order?ordno=1', 'This link is not complete'],
      ['empty', '', 'This link is not complete'],
    ] as const;
    for (const [name, query, words] of cases) {
      const seen = await visit(query, phone);
      await headline(seen.page, words);
      assert.ok((await seen.page.locator('#detail').innerText()).length > 20);
      // the browser itself tells of each 4xx
      const faults = seen.faults.filter((text) => !/status of 40[14]/.test(text));
      await finish(`trouble-${name}`, { ...seen, faults });
    }
  });

  it('is a list without a map where nothing can be drawn [LX36]', async () => {
    if (typeof opened === 'string') throw new Error(opened);
    const context = await opened.newContext({ locale: 'en-GB', ...phone });
    await context.addInitScript('HTMLCanvasElement.prototype.getContext = () => null');
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => void faults.push(error.message));
    await page.goto(base + fragment('tripname=TRIP-VIEW'));
    await page.locator('#stops li').first().waitFor();
    assert.equal(await page.locator('#map').isVisible(), false);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('stands still for whoever asked for that [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-2'), { ...phone, reducedMotion: 'reduce' });
    await mapOf(seen);
    const running = await seen.page.evaluate<number>("document.getAnimations().filter((one) => one.playState === 'running').length"); // prettier-ignore
    assert.equal(running, 0);
    await seen.page.context().close();
  });

  it('gives its connection back while nobody looks, and takes it up again [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-2'), phone);
    const { page, urls } = seen;
    const streams = () => urls.filter((url) => url.includes('/live?')).length;
    const look = async (hidden: boolean) => {
      await page.evaluate(
        (value) => Object.defineProperty(globalThis, 'isHidden', { value, configurable: true }),
        hidden,
      );
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    };
    await page.evaluate("Object.defineProperty(document, 'hidden', { get: () => globalThis.isHidden === true })");
    await page.getByText('Updates by itself').waitFor();
    assert.equal(streams(), 1);
    await page.clock.install();
    await look(true);
    await page.clock.fastForward(31_000);
    await page.getByText('Connection lost. Trying again…').waitFor();
    await page.clock.fastForward(60_000);
    assert.equal(streams(), 1);
    await look(false);
    await page.getByText('Updates by itself').waitFor();
    assert.equal(streams(), 2);
    await page.context().close();
  });

  it('finds its way back when the server went away for a while [LX36]', async () => {
    const seen = await visit(fragment('ordno=ORDER-VIEW-3'), phone);
    const { page } = seen;
    await page.getByText('Updates by itself').waitFor();
    await page.context().setOffline(true);
    await house.app.inject('/healthz');
    house.app.server.closeAllConnections();
    await page.getByText('Connection lost. Trying again…').waitFor();
    await trip.act(2, { kind: 'arrive' });
    await page.context().setOffline(false);
    await headline(page, 'The courier is at the door');
    await page.getByText('Updates by itself').waitFor();
    await page.context().close();
  });

  it('S16: leaves no secret in the log [LX16] [LX36]', () => {
    assert.ok(
      lines.some((line) => line.includes('/loginext/track/state')),
      `${lines.length} lines`,
    );
    for (const line of lines) for (const secret of secrets) assert.ok(!line.includes(secret), line);
  });
});
