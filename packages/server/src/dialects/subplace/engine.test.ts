/** What the engine makes of an order is what partners read: whole bodies over HTTP, from the order to the last cycle. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { followAll } from '../../../test/follow-all.ts';
import { placeSubscription } from '../../../test/place-subscription.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import type { PlanDraft } from '../../domain/subscription/plan.ts';
import { advanceDelivery } from '../../use-cases/delivery/advance-delivery.ts';
import { reportOutcome } from '../../use-cases/delivery/report-outcome.ts';
import { passDueBills } from '../../use-cases/subscription/bills.ts';
import { redeemCode } from '../../use-cases/subscription/fulfilments.ts';
import { approveOrder, payOrder, rejectOrder, terminateOrder } from '../../use-cases/subscription/move-order.ts';
import { runCycles } from '../../use-cases/subscription/run-cycles.ts';
import { Billing } from './schemas/billing.ts';
import { FulfilmentDetail, FulfilmentList } from './schemas/fulfilment.ts';
import { OrderList } from './schemas/order.ts';

let house: SubplaceHouse;
before(async () => void (house = await openSubplaceHouse()));
after(() => house.close());

/** By the clocks in Kuala Lumpur. */
const at = (local: string) => house.deps.clock.set(new Date(`${local}+08:00`));
const line = '42A,Shineville Villa,Solok Thean tek 1, 11500, Ayer Itam, Pulau Pinang';

const subscribe = (plan?: Partial<PlanDraft>) => placeSubscription(house, plan);
type Shown = Record<string, unknown>;
const schemas = {
  '/order/fulfillment': FulfilmentList,
  '/order/fulfillment/detail': FulfilmentDetail,
  '/order': OrderList,
  '/billing': Billing,
} as const;
/** An answer that has every key which the OpenAPI document names, and no other. */
const ask = async (path: keyof typeof schemas, fields: object) => {
  const answer = await house.ask(path, fields);
  const [schema, body]: [TSchema, unknown] = [schemas[path], answer.body];
  assert.ok(Value.Check(schema, body), answer.text);
  assert.deepEqual(Value.Clean(schema, structuredClone(body)), body);
  return answer;
};
/** The list of an answer. */
const list = async (path: Exclude<keyof typeof schemas, `${string}/detail`>, fields: object) => {
  const { body } = await ask(path, fields);
  return (body['order'] ?? body['Billing'] ?? assert.fail(JSON.stringify(body))) as Shown[];
};
const part = (shown: Shown | undefined, field: string) => (shown?.[field] ?? assert.fail(field)) as Shown;

it('an order by the month, from the day on which it was placed until it was terminated', async () => {
  const { deps, caller } = house;
  at('2022-12-31T00:00:00');
  const { id, number, terms, serial } = await subscribe();
  const orders = () => list('/order', { search_text: number });
  const bills = () => list('/billing', { search_text: number });
  const person = {
    contact_name: 'LEONG KOK YOONG',
    contact_no: '+60123456789',
    email: 'leong@example.com',
    address: line,
  };
  const plan = {
    name: '2X Pro',
    variation_name: 'Black',
    sku: '2X-B',
    quantity: 2,
    model: 'Subscribe',
    subscription_period: 3,
    effective_time: 'Next Month',
    delivery_mode: 'Every Cycle',
    ctos_score: null,
    cycle: 'Monthly',
    status: 'Pending Approval',
    product: [{ name: 'Lock', variation: [{ name: 'Colour', option: 'Black' }] }],
    upfront: { grand_total: '240.40' },
  };
  const placed = {
    no: number,
    status: 'Pending',
    overall_status: 'New',
    created_time: '31-12-2022, 12:00 AM',
    pay_time: null,
    approval_time: null,
    terminate_time: null,
    store: { name: terms.storeName },
    subscriber: { name: 'LEONG', email: 'l@example.com', mobile_no: '+6012' },
    plan,
    address: { billing: person, shipping: person },
    delivery: null,
    ref1: 'PO-1',
    ref2: null,
    ref3: 'x',
  };
  assert.equal(JSON.stringify(await orders()), JSON.stringify([placed]));
  const [bill] = await bills();
  const invoice = String(bill?.['invoice_no']);
  const issued = {
    BP_code: 'MR1907',
    BP_name: 'tenant',
    customer_name: 'LEONG',
    mobile_no: '+6012',
    email: 'l@example.com',
    invoice_no: invoice,
    Order_no: number,
    Bill_date: '2022-12-31',
    Bill_type: 'Bill',
    Bill_amount: 246.9,
    Disc_amount: 5,
    Merchant_disc_amount: 2.5,
    Tax_amount: 1,
    Final_bill_amount: 240.4,
    Collected_amount: 0,
    Balance_amount: 240.4,
    Bill_status: 'Unpaid',
    Pay_complete_date: '-',
  };
  assert.equal(JSON.stringify([bill]), JSON.stringify([issued]));

  at('2022-12-31T12:00:00');
  await payOrder(deps, caller, id);
  const paid = { ...placed, status: 'Approved', pay_time: '31-12-2022, 12:00 PM' };
  assert.deepEqual(await orders(), [paid]);
  assert.deepEqual(await bills(), [{ ...issued, Collected_amount: 240.4, Balance_amount: 0, Bill_status: 'Paid', Pay_complete_date: '2022-12-31' }]); // prettier-ignore

  at('2022-12-31T23:59:59');
  const { fulfilment } = await approveOrder(deps, caller, id);
  const reference = `DO-MR1907-${serial}-1`;
  const delivery = { reference_no: reference, sequence: '1/3', status: 'Pending' };
  const approved = { ...paid, overall_status: 'Active', approval_time: '31-12-2022, 11:59 PM', plan: { ...plan, status: 'Approved' }, delivery }; // prettier-ignore
  assert.deepEqual(await orders(), [approved]);

  at('2023-01-01T10:05:00');
  const when = { at: new Date('2023-01-01T01:09:00Z'), position: null };
  await reportOutcome(deps, caller, fulfilment?.deliveryId ?? '', 'delivered', { reasonCode: null, reason: null }, when); // prettier-ignore
  await followAll(deps);
  at('2023-01-01T13:00:00');
  await advanceDelivery(deps, caller, fulfilment?.deliveryId ?? '', 'confirm_receipt');
  await followAll(deps);
  const detail = {
    no: number,
    fulfillment_type: 'Delivery',
    status: 'Paid',
    created_time: '31-12-2022, 12:00 AM',
    pay_time: '31-12-2022, 12:00 PM',
    approval_time: '31-12-2022, 11:59 PM',
    billing_address: line,
    shipping_address: line,
    store: { name: terms.storeName },
    subscriber: { name: 'LEONG' },
    plan: {
      id: terms.planNumber,
      name: '2X Pro',
      variation_name: 'Black',
      quantity: 2,
      model: 'Subscribe',
      effective_time: 'Next Month',
      delivery_mode: 'Every Cycle',
      status: 'Approved',
    },
    bill: { cycle: 'Monthly', no: invoice, date: '31-12-2022', amount: '240.40' },
    delivery: {
      ...delivery,
      status: 'Completed',
      created_time: '31-12-2022, 11:59 PM',
      delivered_time: '1-1-2023, 9:09 AM',
      confirm_delivered_time: '1-1-2023, 1:00 PM',
    },
    redemption: null,
  }; // prettier-ignore
  const { text } = await ask('/order/fulfillment/detail', { reference_no: reference });
  assert.equal(text, JSON.stringify({ status: { code: 1, message: 'Success' }, order: detail }));

  at('2023-03-09T00:00:00');
  await runCycles(deps, 50);
  await passDueBills(deps, 50);
  // the first cycle is January's, counted from the first of the month
  const due = (await bills()).map((one) => [one['Bill_date'], one['Bill_amount'], one['Final_bill_amount'], one['Bill_status']]); // prettier-ignore
  assert.deepEqual(due, [['2023-03-01', 246.9, 246.9, 'Overdue'], ['2023-02-01', 246.9, 246.9, 'Overdue'], ['2022-12-31', 246.9, 240.4, 'Paid']]); // prettier-ignore
  const fulfilments = await list('/order/fulfillment', { search_text: number });
  const shown = fulfilments.map((one) => Object.values(part(one, 'delivery')));
  assert.deepEqual(shown, [[`DO-MR1907-${serial}-3`, '3/3', 'Pending'], [`DO-MR1907-${serial}-2`, '2/3', 'Pending'], [reference, '1/3', 'Completed']]); // prettier-ignore
  const { body: third } = await ask('/order/fulfillment/detail', { reference_no: `DO-MR1907-${serial}-3` });
  assert.deepEqual(part(part(third, 'order'), 'bill')['date'], '1-3-2023');

  await terminateOrder(deps, caller, id, 'Moved away');
  const ended = { ...approved, overall_status: 'Terminated', terminate_time: '9-3-2023, 12:00 AM', plan: { ...plan, status: 'Terminated' }, delivery: { ...delivery, status: 'Completed' } }; // prettier-ignore
  assert.deepEqual(await orders(), [ended]);
});

it('codes are shown as redemptions, and found by their own words', async () => {
  const { deps, caller } = house;
  at('2023-05-01T08:30:00');
  const made = [];
  for (let left = 2; left > 0; left -= 1) {
    const order = await subscribe({ fulfilment: 'redemption', cycle: 'upfront', deliveryMode: 'one_time', effective: null }); // prettier-ignore
    await payOrder(deps, caller, order.id);
    made.push(await approveOrder(deps, caller, order.id));
  }
  const [{ fulfilment, order } = assert.fail(), { order: waiting } = assert.fail()] = made;
  await redeemCode(deps, caller, fulfilment?.id ?? '');
  const redemption = { reference_no: fulfilment?.reference, sequence: '1/1', code: fulfilment?.code, status: 'Redeemed', redeemed_time: '1-5-2023, 8:30 AM', expiry_time: '5-5-2023, 12:00 AM' }; // prettier-ignore
  const found = async (fields: object) => (await list('/order/fulfillment', { created_date_from: '2023-05-01', ...fields })).map(({ no }) => no); // prettier-ignore
  const [shown] = await list('/order/fulfillment', { search_text: order.number });
  assert.deepEqual([shown?.['fulfillment_type'], shown?.['delivery'], shown?.['redemption']], ['Redemption', null, redemption]); // prettier-ignore
  const { body } = await ask('/order/fulfillment/detail', { reference_no: fulfilment?.reference });
  assert.deepEqual(part(part(body, 'order'), 'redemption'), redemption);
  assert.deepEqual(await found({ delivery_status: 'Redeemed' }), [order.number]);
  assert.deepEqual(await found({ delivery_status: 'Completed' }), [], 'no delivery is');
  assert.deepEqual(await found({ delivery_status: ['Pending', 'Completed'] }), [waiting.number]);
  assert.deepEqual(await found({ fulfillment_type: 'redemption' }), [waiting.number, order.number]);
  assert.deepEqual(await found({ fulfillment_type: 'delivery' }), []);
  const done = await list('/order/fulfillment', { delivery_status: 'Completed' });
  assert.ok(
    done.length > 0 && done.every((one) => one['redemption'] === null),
    'a redemption is no completed delivery',
  );
});

it('an order that is turned down is shown with a void bill, and has nothing to fulfil', async () => {
  const { deps, caller } = house;
  at('2023-06-01T08:30:00');
  const { id, number } = await subscribe();
  await rejectOrder(deps, caller, id, 'Out of stock');
  const [order] = await list('/order', { search_text: number });
  assert.deepEqual([order?.['status'], order?.['overall_status'], part(order, 'plan')['status']], ['Rejected', 'Closed', 'Rejected']); // prettier-ignore
  const [bill] = await list('/billing', { search_text: number, bill_status: 'void' });
  assert.deepEqual([bill?.['Bill_status'], bill?.['Balance_amount'], bill?.['Pay_complete_date']], ['Void', 0, '-']);
  assert.deepEqual(await list('/order/fulfillment', { search_text: number }), []);
});

it('where clocks are put back, times are shown as the clocks showed them, and found by that', async () => {
  const { deps, database, caller } = house;
  await database.db.updateTable('account').set({ time_zone: 'Europe/Chisinau' }).where('id', '=', caller.accountId).execute(); // prettier-ignore
  const numbers = [];
  // half past three comes twice
  for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
    deps.clock.set(new Date(instant));
    numbers.unshift((await subscribe()).number);
  }
  const time = '25-10-2026, 3:30 AM';
  for (const path of ['/order', '/billing'] as const) {
    const found = async (created_date_from: string | null, created_date_to: string | null) =>
      (await list(path, { created_date_from, created_date_to })).map((one) => one['no'] ?? one['Order_no']);
    assert.deepEqual(await found(time, time), numbers);
    assert.deepEqual(await found('2026-10-25', '25-10-2026'), numbers);
    assert.deepEqual(await found('25-10-2026, 4:00 AM', null), []);
    assert.deepEqual(await found('25-10-2026', '25-10-2026, 2:59 AM'), []);
  }
  const shown = await list('/order', { created_date_from: '2026-10-25' });
  assert.deepEqual(shown.map((one) => one['created_time']), [time, time]); // prettier-ignore
});
