/** The sandbox's payer: one button, and the order is paid as at MPay. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FormBrowser, formsOf } from '../../../test/form-browser.ts';
import { openMpayHouse, type MpayHouse } from '../../../test/mpay-house.ts';
import { pageLanguages, type ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { confirm } from '../../use-cases/shipping-order/confirm.ts';
import { paymentRequest } from '../../use-cases/payment/payment-request.ts';

let all: MpayHouse;
before(async () => {
  all = await openMpayHouse({ kind: 'sandbox' });
});
after(() => all.close());

const browser = (address = '10.0.0.1') => new FormBrowser(all.origin, address);
const pathOf = ({ number }: ShippingOrder) => `/mdelivery/public/sandbox-pay/${number}`;
const orderPage = ({ number }: ShippingOrder) => `/mdelivery/public/orders/${number}`;
const outcomesOf = async ({ id }: ShippingOrder) =>
  (await all.payments()).filter((one) => one['shipping_order_id'] === id).map(({ outcome }) => outcome);
const placedIn = async (language: ShippingOrder['language']) =>
  confirm(all.house.deps, all.house.of, { ...(await all.house.confirmation()), language });

const buttons = { ro: 'Plătește', ru: 'Оплатить', en: 'Pay' } as const;
for (const language of pageLanguages)
  test(`shows what is to be paid and takes it at a click, in the language of its order: ${language}`, async () => {
    const order = await placedIn(language);
    const page = await browser().open(pathOf(order));
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self'/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.match(page.text, new RegExp(`<html lang="${language}">`));
    const total = (order.orderAmount + order.deliveryCost) / 100;
    const money = new Intl.NumberFormat(language, { style: 'currency', currency: 'MDL' }).format(total);
    assert.ok(page.text.includes(money), `${money} in ${page.text}`);
    const paid = await browser().open(page.url, formIn(page.text, buttons[language]));
    assert.deepEqual([paid.status, paid.headers.get('location')], [303, orderPage(order)]);
    const { status, paidAmount } = await all.house.read(order);
    assert.deepEqual([status, paidAmount], ['paid', order.orderAmount + order.deliveryCost]);
  });

const base = '/mdelivery/public';

/** As a browser sends the form with this button. */
function formIn(text: string, button: string, change: Readonly<Record<string, string>> = {}): RequestInit {
  const form = formsOf(text).find((one) => one.button === button) ?? assert.fail(text);
  return { method: 'POST', body: new URLSearchParams({ ...form.fields, ...change }) };
}

test('is entered as MPay is, by the form of another page of ours', async () => {
  const order = await all.house.placed();
  const { action, fields } =
    paymentRequest(all.house.deps, order, { base, address: 'http://nowhere' }) ?? assert.fail();
  assert.deepEqual([action, fields], [pathOf(order), {}]);
  const page = await browser().open(action, { method: 'POST', body: new URLSearchParams(fields) });
  assert.equal(page.status, 200);
  assert.deepEqual(await outcomesOf(order), []);
  assert.equal((await browser().open(action, formIn(page.text, 'Plătește'))).status, 303);
  assert.deepEqual(await outcomesOf(order), ['applied']);
});

test('a button that is pressed twice pays once', async () => {
  const order = await all.house.placed();
  const { text, url } = await browser().open(pathOf(order));
  const answers = await Promise.all(Array.from({ length: 4 }, () => browser().open(url, formIn(text, 'Plătește'))));
  assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303, 303]); // prettier-ignore
  assert.deepEqual(await outcomesOf(order), ['applied']);
});

test('two windows pay twice, and one payment goes back', async () => {
  const order = await all.house.placed();
  const windows = [await browser().open(pathOf(order)), await browser().open(pathOf(order))];
  for (const { url, text } of windows) assert.equal((await browser().open(url, formIn(text, 'Plătește'))).status, 303);
  assert.deepEqual(await outcomesOf(order), ['applied', 'excess']);
});

test('an order that awaits no payment has its own page alone', async () => {
  const paid = await all.house.paid();
  for (const init of [{}, { method: 'POST', body: new URLSearchParams() }]) {
    const { status, headers } = await browser().open(pathOf(paid), init);
    assert.deepEqual([status, headers.get('location')], [303, orderPage(paid)]);
  }
});

test('a form that is not ours, of another order, too old or of another site pays nothing', async () => {
  const [order, other] = [await all.house.placed(), await all.house.placed()];
  const { text, url } = await browser().open(pathOf(order));
  const sent = (init: RequestInit, at = url) => browser().open(at, init);
  const wrong = await Promise.all([
    sent(formIn(text, 'Plătește', { token: 'x' })),
    sent(formIn(text, 'Plătește', { payment: all.house.deps.newId() })),
    sent(formIn(text, 'Plătește', { payment: 'x' })),
    sent(formIn(text, 'Plătește'), pathOf(other)),
    sent({ ...formIn(text, 'Plătește'), headers: { 'sec-fetch-site': 'cross-site' } }),
    sent({ method: 'POST', body: new URLSearchParams([['payment', 'x'], ['payment', 'y']]) }),
  ]); // prettier-ignore
  for (const { status, text: page } of wrong) {
    assert.equal(status, 400);
    assert.match(page, /<h1>Nu a reușit<\/h1>/);
  }
  all.house.deps.clock.move(31 * 60_000);
  assert.equal((await sent(formIn(text, 'Plătește'))).status, 400);
  assert.deepEqual([await outcomesOf(order), await outcomesOf(other)], [[], []]);
});

test('an order that nobody has is a page that says so, and so is a form of another kind', async () => {
  for (const number of ['nobody', '%00', 'x'.repeat(5000)]) {
    const { status, headers } = await browser().open(`/mdelivery/public/sandbox-pay/${number}`);
    assert.deepEqual([status, headers.get('content-type')], [404, 'text/html; charset=utf-8']);
  }
  const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  assert.equal((await browser().open('/mdelivery/public/sandbox-pay/nobody', json)).status, 415);
});

test('an address may not press it all the time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => browser().open('/mdelivery/public/sandbox-pay/x')),
  );
  assert.ok(answers.some(({ status }) => status === 429) && answers.some(({ status }) => status === 404));
});

test('is not there where people pay with money, who are sent to MPay', async () => {
  for (const kind of ['off', 'mpay'] as const) {
    const own = await openMpayHouse(kind === 'off' ? { kind } : {});
    try {
      const order = await own.house.placed();
      for (const method of ['GET', 'POST']) assert.equal((await fetch(`${own.origin}${pathOf(order)}`, { method })).status, 404); // prettier-ignore
      const fields = { ServiceID: 'WAYBILL01', OrderKey: order.number, ReturnUrl: `${own.origin}${orderPage(order)}` };
      const expected = kind === 'off' ? null : { action: 'https://mpay.gov.md/service/pay', fields };
      assert.deepEqual(paymentRequest(own.house.deps, order, { base, address: own.origin + base }), expected);
    } finally {
      await own.close();
    }
  }
});
