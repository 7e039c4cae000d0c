/** The receiver's pages over HTTP, by a browser without scripts: from the link to the receipt, and what can go wrong. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formsOf, type FormBrowser, type Seen } from '../../../test/form-browser.ts';
import { home, idnp, openReceiverHouse, type ReceiverHouse } from '../../../test/receiver-house.ts';
import type { NewPublicOrder } from '../../use-cases/public-order/public-orders.ts';
import { words } from './words/words.ts';

const { ro, ru, en } = words;
const hour = 3_600_000;

let town: ReceiverHouse;
before(async () => {
  town = await openReceiverHouse();
  await town.service({ code: 'asks', identify: 'idnp' });
  await town.service({ code: 'there', redirectToMpay: false });
  await town.service({ code: 'none', addDelivery: false });
});
after(() => town.close());

const path = (page: string) => `${town.house.origin}/mdelivery/public/${page}`;
const headingOf = ({ text }: Seen) => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? assert.fail(text);
const numberIn = ({ url }: Seen) => /\/orders\/(\d{16})$/.exec(url)?.[1] ?? assert.fail(url);
const typed = { city: 'Chișinău', street: 'Strada Alba Iulia 75', phone: '069 123 456' };

function shows(page: Seen, heading: string, status = 200): void {
  assert.equal(headingOf(page), heading);
  assert.equal(page.status, status);
}

/** As far as the page on which all of it stands. */
async function toConfirm(browser: FormBrowser, orderId: string, link = {}): Promise<Seen> {
  await browser.open(town.link(orderId, link));
  const offers = await browser.press(await browser.open(path('shipping/address')), ro.goOn, typed);
  shows(offers, ro.offer.title);
  return browser.press(offers, ro.goOn);
}

async function order(browser: FormBrowser, change: Partial<NewPublicOrder> = {}): Promise<Seen> {
  const serviceId = change.serviceCode ?? '1';
  return browser.press(await toConfirm(browser, await town.sell(change), { serviceId }), ro.confirm.buttonPay);
}

describe('a receiver', () => {
  it('goes from the link to the receipt by forms alone', async () => {
    const browser = town.browser();
    const orderId = await town.sell();
    const first = await browser.open(town.link(orderId, { returUrl: `${home}/orders?tab=2`, mpass: 'true' }));
    shows(first, ro.order.title);
    assert.match(first.text, /i•••@mail\.example, •••56/);
    assert.doesNotMatch(first.text, /ion\.rusu|69123456|2000000000007/);
    assert.match(first.text, /href="https:\/\/agency\.example\/orders\?tab=2"/);
    assert.match([...browser.cookies.values()][0]?.text ?? '', /^waybill_receiver=[\w-]{43}; HttpOnly; SameSite=Lax; Path=\/mdelivery\/public$/); // prettier-ignore

    const offers = await browser.press(await browser.open(path('shipping/address')), ro.goOn, typed);
    assert.match(offers.text, /Waybill Express[\s\S]*43,00\sMDL[\s\S]*Ajunge \d/);
    const summary = await browser.press(offers, ro.goOn);
    shows(summary, ro.confirm.title);
    assert.match(summary.text, /50,00\sMDL[\s\S]*43,00\sMDL[\s\S]*93,00\sMDL/);
    const unpaid = await browser.press(summary, ro.confirm.buttonPay);
    shows(unpaid, ro.follow.statuses.awaiting_payment.title);
    const number = numberIn(unpaid);
    assert.deepEqual(formsOf(unpaid.text), [{ action: `/mdelivery/public/sandbox-pay/${number}`, button: 'Achită 93,00\u00a0MDL', fields: {} }]); // prettier-ignore

    const placed = await town.orderOf(number);
    assert.equal(placed.address.street, typed.street);
    assert.equal(placed.receiver.phone, '+37369123456');
    assert.deepEqual([placed.orderAmount, placed.deliveryCost, placed.language], [5000, 4300, 'ro']);

    const { statuses } = ro.follow;
    const look = () => browser.open(path(`orders/${number}`));
    await town.pay(number);
    shows(await look(), statuses.paid.title);
    await town.becomeReady(number);
    await town.takeOver(number, 'https://carrier.example/WB-1001');
    await town.carrierSays(number, 'delivering');
    const way = await look();
    shows(way, statuses.delivering.title);
    assert.match(way.text, /href="https:\/\/carrier\.example\/WB-1001"/);
    await town.carrierSays(number, 'problem', 'Nimeni <acasă>');
    const problem = await look();
    shows(problem, statuses.problem.title);
    assert.match(problem.text, /Nimeni &lt;acasă&gt;/);
    await town.carrierSays(number, 'delivered');
    const done = await browser.press(await look(), ro.follow.received);
    shows(done, statuses.confirmed.title);
    assert.deepEqual(formsOf(done.text), []);
    const steps = [...done.text.matchAll(/<li>\s*<span>([^<]*)<\/span>\s*<time/g)].map(([, step]) => step);
    const { steps: said } = ro.follow;
    assert.deepEqual(steps, [said.confirmed, said.delivered, said.problem, said.delivering, said.awaiting_pickup, said.ready, said.paid, said.placed]); // prettier-ignore
    assert.equal((await town.orderOf(number)).status, 'confirmed');
    // the provider's link leads to the same page from now on
    assert.equal(numberIn(await browser.follow(town.link(orderId))), number);
  });

  it('says who they are first where the service asks for it, and sees nothing of the order before', async () => {
    const browser = town.browser();
    const orderId = await town.sell({ serviceCode: 'asks' });
    const asked = await browser.open(town.link(orderId, { serviceId: 'asks' }));
    shows(asked, ro.identify.title);
    assert.doesNotMatch(asked.text, /Rusu|naștere|Ion|50,00/);
    for (const step of ['address', 'offer', 'confirm']) shows(await browser.follow(path(`shipping/${step}`)), ro.identify.title); // prettier-ignore
    const before = [...browser.cookies.values()][0]?.value;
    shows(await browser.press(asked, ro.goOn, { idnp: '2000000000008' }), ro.identify.title, 422);
    shows(await browser.press(asked, ro.goOn, { idnp: ' 2000 00000 0007' }), ro.order.title);
    assert.notEqual([...browser.cookies.values()][0]?.value, before, 'who is known has another cookie');
  });

  it('has five guesses', async () => {
    const browser = town.browser();
    const asked = await browser.open(town.link(await town.sell({ serviceCode: 'asks' }), { serviceId: 'asks' }));
    for (let guess = 0; guess < 5; guess += 1) shows(await browser.press(asked, ro.goOn, { idnp: String(guess) }), ro.identify.title, 422); // prettier-ignore
    const refused = await browser.press(asked, ro.goOn, { idnp });
    shows(refused, ro.identify.title, 429);
    assert.ok(refused.text.includes(ro.identify.wait(1)));
    town.house.deps.clock.move(hour);
    shows(await browser.press(asked, ro.goOn, { idnp }), ro.order.title);
  });

  it('is told what is wrong with an address, and nothing typed is lost', async () => {
    const browser = town.browser();
    await browser.open(town.link(await town.sell()));
    const empty = await browser.open(path('shipping/address'));
    const faulty = await browser.press(empty, ro.goOn, { city: 'Chișinău', street: ' ', postalCode: '99', phone: 'sunați' }); // prettier-ignore
    shows(faulty, ro.address.title, 422);
    const { faults, fields } = ro.address;
    for (const words of [faults.missing(fields.street), faults.malformed(fields.postalCode), faults.malformed(fields.phone)]) assert.ok(faulty.text.includes(words), words); // prettier-ignore
    assert.deepEqual([formsOf(faulty.text)[0]?.fields['city'], formsOf(faulty.text)[0]?.fields['phone']], ['Chișinău', 'sunați']); // prettier-ignore
    const nowhere = await browser.press(faulty, ro.goOn, { ...typed, city: 'Atlantida', postalCode: '' });
    shows(nowhere, ro.address.title, 422);
    assert.ok(nowhere.text.includes(faults.unknown_place(fields.city)));
    shows(await browser.press(nowhere, ro.goOn, { city: 'г. Кишинёв' }), ro.offer.title);
    assert.equal(formsOf((await browser.open(path('shipping/address'))).text)[0]?.fields['city'], 'г. Кишинёв');
  });

  it('is told when nobody delivers, and why an offer no longer holds', async () => {
    const browser = town.browser();
    const summary = await toConfirm(browser, await town.sell());
    town.house.deps.clock.move(3 * hour);
    const again = await browser.press(summary, ro.confirm.buttonPay);
    shows(again, ro.offer.title, 422);
    assert.ok(again.text.includes(ro.offer.changed));
    await town.carrierIs('paused');
    const none = await browser.open(path('shipping/offer'));
    shows(none, ro.offer.none.title);
    assert.deepEqual(formsOf(none.text), []);
    await town.carrierIs('active');
    const back = await browser.press(await browser.press(await browser.open(path('shipping/offer')), ro.goOn), ro.confirm.buttonPay); // prettier-ignore
    shows(back, ro.follow.statuses.awaiting_payment.title);
  });

  it('places one order, however often the form is sent', async () => {
    const browser = town.browser();
    const summary = await toConfirm(browser, await town.sell());
    const sent = await Promise.all([1, 2, 3].map(() => browser.press(summary, ro.confirm.buttonPay)));
    const again = await browser.press(summary, ro.confirm.buttonPay);
    assert.equal(new Set([...sent, again].map(numberIn)).size, 1);
  });

  it('who chooses anew in another tab confirms nothing by the old one', async () => {
    const browser = town.browser();
    const orderId = await town.sell();
    const old = await toConfirm(browser, orderId);
    await browser.press(await browser.open(path('shipping/offer')), ro.goOn);
    shows(await browser.press(old, ro.confirm.buttonPay), ro.offer.title, 422);
    assert.deepEqual(await town.house.rows(`select number from shipping_order where order_id = '${orderId}'`), []);
  });

  it('pays at the provider where it is so, and comes back there with what it has to know', async () => {
    const browser = town.browser();
    const orderId = await town.sell({ serviceCode: 'there' });
    const link = { serviceId: 'there', returnUrl: `${home}/pay?a=1` };
    const summary = await toConfirm(browser, orderId, link);
    assert.match(summary.headers.get('content-security-policy') ?? '', /form-action 'self' https:\/\/agency\.example;/);
    const sent = await browser.press(summary, ro.confirm.button);
    const [{ number } = assert.fail()] = await town.house.rows(`select number from shipping_order where order_id = '${orderId}'`); // prettier-ignore
    assert.equal(sent.status, 303);
    assert.equal(sent.headers.get('location'), `${home}/pay?a=1&orderId=${orderId}&serviceId=there&deliveryId=${String(number)}`); // prettier-ignore
    const unpaid = await browser.open(path(`orders/${String(number)}`));
    assert.deepEqual(formsOf(unpaid.text), []);
    assert.ok(unpaid.text.includes(ro.follow.payThere(town.provider.name)));
    await town.becomeReady(String(number));
    shows(await browser.open(path(`orders/${String(number)}`)), ro.follow.statuses.ready.title);
  });

  it('reads the pages in three languages, and changes between them on each', async () => {
    const browser = town.browser();
    const link = town.link(await town.sell(), { lang: 'ru-MD' });
    const first = await browser.open(link);
    shows(first, ru.order.title);
    assert.match(first.text, /<html lang="ru">/);
    assert.match(first.text, /50,00\sMDL/);
    shows(await browser.open(path('shipping/address?lang=en')), en.address.title);
    const offers = await browser.press(await browser.open(path('shipping/address')), en.goOn, typed);
    shows(offers, en.offer.title);
    assert.match(offers.text, /MDL\s43\.00/);
    const hrefs = [...first.text.matchAll(/<a href="([^"]*)" lang="(\w\w)"/g)].map(([, href = '', lang]) => [lang, new URL(href.replaceAll('&amp;', '&'), link).searchParams.get('lang')]); // prettier-ignore
    assert.deepEqual(hrefs, [['ro', 'ro'], ['ru', 'ru'], ['en', 'en']]); // prettier-ignore
    const stranger = town.browser();
    const russian = { headers: { 'accept-language': 'de, ru;q=0.8' } };
    shows(await stranger.open(path('orders/0000000000000000'), russian), ru.faults.unknown_number.title, 404);
    shows(await stranger.open(path('orders/0000000000000000')), ro.faults.unknown_number.title, 404);
  });
});

describe('a page is refused', () => {
  const openLink = (change: Partial<NewPublicOrder>, link = {}) => town.sell(change).then((id) => town.browser().open(town.link(id, link))); // prettier-ignore

  it('to links that lead nowhere', async () => {
    const { faults, obstacles } = ro;
    const open = (query: string) => town.browser().open(path(`shipping?lang=ro&${query}`));
    shows(await open('orderId=x'), faults.incomplete_link.title, 400);
    shows(await open(''), faults.session_over.title, 403);
    shows(await open('orderId=x&serviceId=nobody'), faults.unknown_service.title, 404);
    shows(await open('orderId=x&serviceId=1'), faults.unknown_order.title, 404);
    shows(await open('orderId=..%2F..&serviceId=1'), faults.unknown_order.title, 404);
    shows(await open('orderId=x&orderId=y&serviceId=1'), faults.incomplete_link.title, 400);
    shows(await open(`orderId=${'x'.repeat(101)}&serviceId=1`), faults.incomplete_link.title, 400);
    shows(await openLink({ serviceCode: 'none' }, { serviceId: 'none' }), obstacles.no_delivery.title, 409);
    shows(await openLink({ acceptedUntil: town.house.deps.now() }), obstacles.too_late.title, 409);
  });

  it('for orders that the provider has ended', async () => {
    const orderId = await town.sell();
    const browser = town.browser();
    const summary = await toConfirm(browser, orderId);
    const say = (status: string) => town.seller.asker.ask('PUT', `/1/orders/${orderId}/delivery/status`, { status, carrierName: 'x', trackingID: 'y' }); // prettier-ignore
    assert.equal((await say('Cancelled')).status, 204);
    shows(await browser.press(summary, ro.confirm.buttonPay), ro.obstacles.cancelled.title, 409);
    shows(await browser.follow(path('shipping/address')), ro.obstacles.cancelled.title, 409);
  });

  it('while the provider is silent, kindly, and with the way to try again', async () => {
    const orderId = await town.sell();
    await town.providerIs('silent');
    try {
      const silent = await town.browser().open(town.link(orderId));
      shows(silent, ro.faults.provider_silent.title, 502);
      assert.equal(silent.headers.get('retry-after'), '30');
      const again = /class="deed" href="([^"]*)"/.exec(silent.text)?.[1]?.replaceAll('&amp;', '&');
      assert.equal(new URL(again ?? '', town.house.origin).href, town.link(orderId));
      await town.providerIs('paused');
      shows(await town.browser().open(town.link(orderId)), ro.faults.unknown_service.title, 404);
    } finally {
      await town.providerIs('reached');
    }
    shows(await town.browser().open(town.link(orderId)), ro.order.title);
  });

  it('when the provider has not said where the order is fetched', async () => {
    const browser = town.browser();
    await browser.open(town.link(await town.sell({ pickupPointCode: 'ELSEWHERE' })));
    const page = await browser.press(await browser.open(path('shipping/address')), ro.goOn, typed);
    shows(page, ro.faults.provider_setup.title, 502);
  });
});

describe('the sandbox payer', () => {
  it('is paid at a click, and the receiver comes back', async () => {
    const browser = town.browser();
    const unpaid = await order(browser);
    const [{ button } = assert.fail()] = formsOf(unpaid.text);
    const pay = await browser.press(unpaid, button);
    const paid = await browser.press(pay, formsOf(pay.text)[0]?.button ?? assert.fail(pay.text));
    shows(paid, ro.follow.statuses.paid.title);
    assert.equal(numberIn(paid), numberIn(unpaid));
    assert.match(paid.text, /Alba Iulia/);
  });
});

describe('nobody', () => {
  it('is sent to a place that is not the provider’s', async () => {
    for (const evil of ['https://evil.example/', 'https://agency.example.evil.example/', 'https://agency.example@evil.example/', 'https://x:y@agency.example/', 'javascript:alert(1)', '//evil.example', 'http://agency.example/']) {
      const page = await town.browser().open(town.link(await town.sell(), { returUrl: evil }));
      shows(page, ro.order.title);
      assert.doesNotMatch(page.text.replaceAll(/<nav[\s\S]*?<\/nav>/g, ''), /evil|javascript:|x:y/, evil);
      assert.ok(!page.text.includes(ro.backTo(town.provider.name)), evil);
    }
  }); // prettier-ignore

  it('sends a form for somebody else', async () => {
    const browser = town.browser();
    const summary = await toConfirm(browser, await town.sell());
    const refused = async (fields: Record<string, string>) => {
      const page = await browser.press(summary, ro.confirm.buttonPay, fields);
      shows(page, ro.faults.bad_form.title, 403);
    };
    await refused({ csrf: '' });
    await refused({ csrf: 'x'.repeat(43) });
    const elsewhere = { 'sec-fetch-site': 'cross-site' };
    shows(await browser.press(summary, ro.confirm.buttonPay, {}, elsewhere), ro.faults.bad_form.title, 400);
    const other = town.browser();
    const theirs = formsOf((await toConfirm(other, await town.sell())).text)[0]?.fields['csrf'] ?? assert.fail();
    await refused({ csrf: theirs });
    shows(await town.browser().press(summary, ro.confirm.buttonPay), ro.faults.session_over.title, 403);
    const post = (init: RequestInit) => browser.open(path('shipping/address'), { method: 'POST', ...init });
    shows(await post({}), ro.faults.bad_form.title, 400);
    shows(await post({ body: '{}', headers: { 'content-type': 'application/json' } }), ro.faults.bad_form.title, 415);
    shows(await browser.press(summary, ro.confirm.buttonPay), ro.follow.statuses.awaiting_payment.title);
  });

  it('S15: sees more than the status of an order that is not theirs, or may say that it came', async () => {
    const browser = town.browser();
    const mine = await order(browser);
    const number = numberIn(mine);
    const personal = /Rusu|Alba Iulia|069|\+373|naștere|MDL|o7741/;
    assert.match(mine.text, personal);
    for (const stranger of [town.browser(), await order(town.browser()).then(() => town.browser())]) {
      const page = await stranger.open(path(`orders/${number}`));
      shows(page, ro.follow.statuses.awaiting_payment.title);
      assert.doesNotMatch(page.text, personal);
      assert.deepEqual(formsOf(page.text), []);
    }
    const other = town.browser();
    const theirs = formsOf((await toConfirm(other, await town.sell())).text)[0]?.fields ?? {};
    const body = new URLSearchParams({ csrf: theirs['csrf'] ?? '' });
    const said = await other.open(path(`orders/${number}/received`), { method: 'POST', body });
    shows(said, ro.faults.session_over.title, 403);
    assert.doesNotMatch((await other.open(path(`orders/${number}`))).text, personal);
    assert.equal((await town.orderOf(number)).status, 'awaiting_payment');
  });

  it('but who knows the receiver’s number sees an order again, where the service asks for it', async () => {
    const browser = town.browser();
    const orderId = await town.sell({ serviceCode: 'asks' });
    await browser.press(await browser.open(town.link(orderId, { serviceId: 'asks' })), ro.goOn, { idnp });
    const number = numberIn(await browser.press(await toConfirm(browser, orderId, { serviceId: 'asks' }), ro.confirm.buttonPay)); // prettier-ignore
    const later = town.browser();
    const page = await later.open(path(`orders/${number}`));
    assert.doesNotMatch(page.text, /Alba Iulia/);
    shows(await town.browser().press(page, ro.goOn, { idnp }), ro.faults.bad_form.title, 403);
    shows(await later.press(page, ro.goOn, { idnp: '1' }), ro.follow.statuses.awaiting_payment.title, 422);
    assert.match((await later.press(page, ro.goOn, { idnp })).text, /Alba Iulia/);
  });

  it('keeps a session for ever, or finds its secrets in the database', async () => {
    const browser = town.browser();
    await browser.open(town.link(await town.sell()));
    const page = await browser.open(path('shipping/address'));
    const { csrf = '' } = formsOf(page.text)[0]?.fields ?? {};
    const [{ value: token } = assert.fail()] = [...browser.cookies.values()];
    const kept = JSON.stringify(await town.house.rows('select token_hash::text, csrf::text, draft from receiver_session')); // prettier-ignore
    for (const secret of [token, csrf]) {
      assert.equal(Buffer.from(secret, 'base64url').length, 32);
      assert.ok(!kept.includes(secret) && !kept.includes(Buffer.from(secret, 'base64url').toString('hex')));
    }
    town.house.deps.clock.move(25 * hour);
    shows(await browser.press(page, ro.goOn, typed), ro.faults.session_over.title, 403);
  });

  it('asks without end', async () => {
    const browser = town.browser();
    const asked = await Promise.all(Array.from({ length: 125 }, () => browser.open(path('orders/0'))));
    const refused = asked.filter(({ status }) => status === 429);
    assert.ok(refused.length >= 5);
    shows(refused[0] ?? assert.fail(), ro.faults.too_many.title, 429);
    assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
  });
});
