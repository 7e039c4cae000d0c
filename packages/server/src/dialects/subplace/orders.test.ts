/** The order list and "Billing" over HTTP: every key, filters, pages, the echo. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { toOrder } from './order-view.ts';

let house: SubplaceHouse;
let newest: SubscriptionView;
before(async () => {
  house = await openSubplaceHouse();
  for (let serial = 1; serial <= 3; serial += 1)
    await house.subscribe({ serial, number: `SO-${serial}` }, `SBL-${serial}`);
  newest = await house.subscribe();
});
after(() => house.close());

it('lists orders with every key, in the document’s order', async () => {
  const { http, text } = await house.ask('/order', { page_size: 1, search_text: 'SO-' });
  const list = { total_item: 4, page_size: 1, current_page: 1, total_page: 4 };
  const order = [toOrder(newest)];
  assert.equal(http, 200);
  assert.equal(text, JSON.stringify({ status: { code: 1, message: 'Success' }, list, order }));
  const { body } = await house.ask('/order', { search_text: 'SO-3' });
  assert.deepEqual((body['order'] as { no: string }[]).map(({ no }) => no), ['SO-3']); // prettier-ignore
  assert.equal((await house.ask('/order', { page_size: 0 })).body.status.code, -2);
});

it('lists bills with every key, and repeats what it was asked', async () => {
  const asked = { search_text: 'SBL-16865', bill_type: 'bill', bill_status: 'Unpaid', created_date_from: '2022-03-09' };
  const { body } = await house.ask('/billing', asked);
  const { key, signature, ...input } = body['input'] as Record<string, unknown>;
  assert.deepEqual(input, { ...asked, created_date_to: null });
  assert.match(`${String(key)} ${String(signature)}`, /^[0-9a-f]{32} [0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(body), ['status', 'input', 'Billing']);
  const [bill, ...more] = body['Billing'] as Record<string, unknown>[];
  assert.equal(more.length, 0);
  assert.deepEqual([bill?.['BP_code'], bill?.['invoice_no'], bill?.['Order_no']], ['MR1907', 'SBL-16865', 'SO-7486']);
  assert.deepEqual([bill?.['Final_bill_amount'], bill?.['Bill_status']], [475, 'Unpaid']);
  assert.equal(((await house.ask('/billing', {})).body['Billing'] as unknown[]).length, 4);
  assert.deepEqual((await house.ask('/billing', { bill_status: 'Overdue' })).body['Billing'], []);
  for (const wrong of [{ bill_status: 'Late' }, { bill_type: 'Invoice' }])
    assert.match((await house.ask('/billing', wrong)).body.status.message, /^Invalid parameter: bill_(status|type): It must be one of: /); // prettier-ignore
});

it('finds an order, its delivery and its bill by the reference number, and by the partner’s own', async () => {
  await house.subscribe({ serial: 4, number: 'SO-4', refs: ['PO-2022/A', null, 'agent Siti'] }, 'SBL-4');
  const found = async (path: string, search_text: string) => {
    const { body } = await house.ask(path, { search_text });
    const { order, Billing: bills } = body as unknown as { order?: { no: string }[]; Billing?: { Order_no: string }[] };
    return [...(order ?? []).map(({ no }) => no), ...(bills ?? []).map(({ Order_no }) => Order_no)];
  };
  for (const path of ['/order/fulfillment', '/order', '/billing'])
    for (const text of ['po-2022/a', 'AGENT SITI']) assert.deepEqual(await found(path, text), ['SO-4'], path + text);
  for (const path of ['/order/fulfillment', '/order'])
    assert.deepEqual(await found(path, 'do-mr1907-4-1'), ['SO-4'], path);
});
