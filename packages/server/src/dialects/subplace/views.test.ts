/** Subscriptions in SUBPLACE's words: the document's samples whole, and what they leave open. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { approvedSubscription, orderedAt, paidSubscription, planTerms } from '../../../test/draft-subscription.ts';
import { fixture } from '../../../test/fixture.ts';
import { defaultSettings } from '../../domain/account/account.ts';
import { eventTypes, type RecordedEvent } from '../../domain/event/event.ts';
import { collect, issueBill } from '../../domain/subscription/bill.ts';
import { orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { newFulfilment, redeem } from '../../domain/subscription/fulfilment.ts';
import { terminate } from '../../domain/subscription/lifecycle.ts';
import type { SubscriptionOrder } from '../../domain/subscription/order.ts';
import { toBilled } from './bill-view.ts';
import { tell } from './events.ts';
import { toDetail, toListed } from './fulfilment-view.ts';
import { toOrder } from './order-view.ts';
import { toAddressLine, toAmount, toTime } from './wire.ts';

/** 10-3-2022, 1:21 PM in Kuala Lumpur. */
const packed = new Date('2022-03-10T05:21:00Z');
const cycle = { number: 1, day: '2022-03-10', dueAt: new Date('2022-03-17T16:00:00Z') };

const billOf = (order: SubscriptionOrder) => issueBill(order, cycle, { id: 'b', number: 'SBL-16865', now: orderedAt });
const view = (order = approvedSubscription(), change: Partial<SubscriptionView> = {}): SubscriptionView => {
  const fulfilment = newFulfilment(order, 1, { kind: 'delivery', deliveryId: 'd' }, { id: 'f', now: packed, partnerCode: 'MR1907' }); // prettier-ignore
  const bill = billOf(order);
  const subscriber = { name: 'LEONG KOK YOONG', email: 'leong@example.com', phone: '+60123456789' };
  return { order, subscriber, fulfilment, bill, ...change };
};
/** With its keys in their order. */
const text = (value: unknown) => JSON.stringify(value, null, 1);

describe('the samples', () => {
  it('of the list is written to the letter', () => {
    const { order } = fixture('subplace', 'fulfilment-list.response') as { order: unknown[] };
    assert.equal(text(toListed(view())), text(order[0]));
  });

  it('of the detail is written to the letter', () => {
    const { order } = fixture('subplace', 'fulfilment-detail.response') as { order: unknown };
    assert.equal(text(toDetail(view())), text(order));
  });
});

it('shows what is redeemed beside no delivery', () => {
  const order = approvedSubscription({ terms: planTerms({ fulfilment: 'redemption', effective: 'next_month' }) });
  const birth = { id: 'f', now: packed, partnerCode: 'MR1907' };
  const expiresAt = new Date('2022-04-09T16:00:00Z');
  const fulfilment = newFulfilment(order, 1, { kind: 'redemption', code: 'ABCD', expiresAt }, birth);
  const listed = toListed(view(order, { fulfilment: redeem(fulfilment, packed) }));
  assert.deepEqual([listed.fulfillment_type, listed.delivery, listed.plan.effective_time], ['Redemption', null, 'Next Month']); // prettier-ignore
  assert.deepEqual(listed.redemption, { reference_no: 'DO-MR1907-6487-1', sequence: '1/1', code: 'ABCD', status: 'Redeemed', redeemed_time: '10-3-2022, 1:21 PM', expiry_time: '10-4-2022, 12:00 AM' }); // prettier-ignore
});

it('counts deliveries without an end as the last so far', () => {
  const order = approvedSubscription({ terms: planTerms({ cycle: 'weekly', period: 0, deliveryMode: 'every_cycle' }) });
  const birth = { id: 'f', now: packed, partnerCode: 'MR1907' };
  const fulfilment = newFulfilment(order, 7, { kind: 'delivery', deliveryId: 'd' }, birth);
  assert.deepEqual(toListed(view(order, { fulfilment })).delivery, { reference_no: 'DO-MR1907-6487-7', sequence: '7/7', status: 'Pending' }); // prettier-ignore
});

it('writes an order with all keys of the table', () => {
  const product = [{ name: 'Purifier', variation: [{ name: 'Colour', option: 'White' }] }];
  const order = approvedSubscription({ terms: planTerms({ product, sku: 'S-1' }), refs: ['r1', null, null] });
  const line = '42A,Shineville Villa,Solok Thean tek 1, 11500, Ayer Itam, Pulau Pinang';
  const contact = { contact_name: 'LEONG KOK YOONG', contact_no: '+60123456789', email: null, address: line };
  const expected = {
    no: 'SO-7486',
    status: 'Approved',
    overall_status: 'Active',
    created_time: '9-3-2022, 9:46 PM',
    pay_time: '9-3-2022, 9:46 PM',
    approval_time: '10-3-2022, 1:22 PM',
    terminate_time: null,
    store: { name: 'LOCKIN Malaysia' },
    subscriber: { name: 'LEONG KOK YOONG', email: 'leong@example.com', mobile_no: '+60123456789' },
    plan: {
      name: '2X Pro Rental Plan - 6 month Advance Payment',
      variation_name: '2X Pro Rental Plan - 6 month Advance Payment',
      sku: 'S-1',
      quantity: 1,
      model: 'Rent-to-Own',
      subscription_period: 6,
      effective_time: null,
      delivery_mode: 'One Time',
      ctos_score: null,
      cycle: 'Upfront',
      status: 'Approved',
      product,
      upfront: { grand_total: '475.00' },
    },
    address: { billing: contact, shipping: contact },
    delivery: { reference_no: 'DO-MR1907-6487-1', sequence: '1/1', status: 'Pending' },
    ref1: 'r1',
    ref2: null,
    ref3: null,
  };
  assert.equal(text(toOrder(view(order))), text(expected));
  const ended = toOrder(view(terminate(order, null, new Date('2022-05-01T04:05:00Z'))));
  assert.deepEqual([ended.overall_status, ended.terminate_time], ['Terminated', '1-5-2022, 12:05 PM']);
});

it('writes a bill with its three manners of keys', () => {
  const account = { id: 'a', name: 'LOCKIN', currency: 'INR', timeZone: 'Asia/Kolkata', settings: { ...defaultSettings, partnerCode: 'MR2222' } }; // prettier-ignore
  const bill = billOf(approvedSubscription());
  const billed = toBilled(account, view(), collect(bill, 7_550, packed));
  assert.deepEqual(billed, {
    BP_code: 'MR2222',
    BP_name: 'LOCKIN',
    customer_name: 'LEONG KOK YOONG',
    mobile_no: '+60123456789',
    email: 'leong@example.com',
    invoice_no: 'SBL-16865',
    Order_no: 'SO-7486',
    Bill_date: '2022-03-09',
    Bill_type: 'Bill',
    Bill_amount: 475,
    Disc_amount: 0,
    Merchant_disc_amount: 0,
    Tax_amount: 0,
    Final_bill_amount: 475,
    Collected_amount: 75.5,
    Balance_amount: 399.5,
    Bill_status: 'Unpaid',
    Pay_complete_date: '-',
  });
  assert.equal(toBilled(account, view(), collect(bill, 47_500, packed)).Pay_complete_date, '2022-03-10');
});

it('tells of an order that is paid, and of one that is approved, as a signed form', () => {
  const about = { accountId: 'a', id: 'e', occurredAt: packed, actor: 'x' };
  const record = (type: Parameters<typeof orderEvent>[0], of: SubscriptionView): RecordedEvent =>
    ({ ...about, ...JSON.parse(JSON.stringify(orderEvent(type, of))) }) as RecordedEvent;
  const paid = view(paidSubscription(), { fulfilment: null });
  const [message] = tell(record('subscription_order.paid', paid));
  assert.deepEqual(message, {
    type: 'ORDER',
    body: { order: JSON.stringify([toOrder(paid)]) },
    form: true,
    signed: true,
  });
  assert.deepEqual([toOrder(paid).overall_status, toOrder(paid).delivery], ['New', null]);
  const [approved] = tell(record('subscription_order.approved', view()));
  assert.match(String(approved?.body['order']), /"reference_no":"DO-MR1907-6487-1"/);
  for (const type of eventTypes.filter(
    (one) => one !== 'subscription_order.paid' && one !== 'subscription_order.approved',
  ))
    assert.deepEqual(tell({ ...record('subscription_order.paid', paid), type } as RecordedEvent), [], type);
});

it('writes times without leading zeros, with 12 at noon and at midnight, as the clocks there show them', () => {
  const times: readonly [instant: string, zone: string, shown: string][] = [
    ['2022-03-09T16:00:00Z', 'Asia/Kuala_Lumpur', '10-3-2022, 12:00 AM'],
    ['2022-03-10T04:00:00Z', 'Asia/Kuala_Lumpur', '10-3-2022, 12:00 PM'],
    ['2022-12-31T15:59:00Z', 'Asia/Kuala_Lumpur', '31-12-2022, 11:59 PM'],
    ['2026-03-29T01:30:00Z', 'Europe/Chisinau', '29-3-2026, 4:30 AM'],
    ['2026-03-28T23:30:00Z', 'Europe/Chisinau', '29-3-2026, 1:30 AM'],
  ];
  for (const [instant, zone, shown] of times) assert.equal(toTime(new Date(instant), zone), shown);
  assert.equal(toTime(null, 'UTC'), null);
});

it('writes amounts with the decimals of their currency, and addresses without what nobody said', () => {
  assert.deepEqual([toAmount(47_500, 'MYR'), toAmount(5, 'MYR'), toAmount(47_500, 'VND'), toAmount(1, 'KWD')], ['475.00', '0.05', '47500', '0.001']); // prettier-ignore
  const nothing = { apartment: null, street: null, landmark: null, locality: null, city: null, state: null, country: 'MY', postalCode: null }; // prettier-ignore
  assert.equal(toAddressLine({ ...nothing, apartment: '1', city: 'Ipoh', street: '' }), '1, Ipoh');
});
