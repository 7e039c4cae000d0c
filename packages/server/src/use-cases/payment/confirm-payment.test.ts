/** Payments: whatever a payer says, however often and at whichever moment, an order is paid once and the rest goes back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openShippingHouse, type ShippingHouse } from '../../../test/shipping-house.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { cancelShippingOrder } from '../shipping-order/call-off.ts';
import { expireUnpaidOrders } from '../shipping-order/expire-unpaid.ts';
import { confirmPayment, type PaymentNotice } from './confirm-payment.ts';
import { readPaymentOrder } from './payment-order.ts';
import { listPayments, markRefunded } from './payments.ts';

let house: ShippingHouse;
before(async () => {
  house = await openShippingHouse();
  await house.addCarrier();
});
after(() => house.close());

let numbers = 0;
const notice = (order: ShippingOrder, change: Partial<PaymentNotice> = {}): PaymentNotice => {
  const { orderAmount, deliveryCost, number, currency } = order;
  const amount = change.amount ?? orderAmount + deliveryCost;
  return {
    payer: 'MPay',
    orderNumber: number,
    paymentId: `P-${(numbers += 1)}`,
    invoiceId: null,
    amount,
    currency,
    paidAt: new Date('2026-11-23T08:00:00Z'),
    lines: [{ id: 'Order', amount }],
    message: null,
    ...change,
  };
};
const pay = (one: PaymentNotice) => confirmPayment(house.deps, one);
const paymentsOf = async ({ id }: Pick<ShippingOrder, 'id'>) =>
  listPayments(house.deps, house.tenant.identity.caller, { before: null, limit: 100, shippingOrderId: id, refund: null }); // prettier-ignore
const outcomesOf = async (order: ShippingOrder) => (await paymentsOf(order)).map(({ outcome }) => outcome).toReversed();

test('a payment pays its order, with its event and what the provider hears of it', async () => {
  const order = await house.placed();
  const made = await pay(notice(order, { invoiceId: 'I-1' }));
  const paid = await house.read(order);
  assert.deepEqual(
    [made.outcome, made.invoiceId, paid.status, paid.paidAmount, paid.paidAt],
    ['applied', 'I-1', 'paid', order.orderAmount + order.deliveryCost, made.paidAt],
  );
  assert.deepEqual(await house.events(order), ['created', 'paid']);
  assert.deepEqual(await house.told(order), ['AwaitingPayment', 'Paid']);
});

const refused = (path: string, words: RegExp) => (error: unknown) =>
  error instanceof DomainError && error.faults[0]?.path === path && words.test(error.message);

test('P6: the same number with the same content changes nothing, whenever it comes and whatever its time is rounded to', async () => {
  const order = await house.placed();
  const first = notice(order);
  const made = await pay(first);
  assert.deepEqual(await pay(first), made);
  assert.deepEqual(await pay({ ...first, paidAt: new Date('2026-11-23T08:00:00.003Z'), message: '<again/>' }), made);
  await cancelShippingOrder(house.deps, house.tenant.identity.caller, order.id, null);
  assert.deepEqual(await pay(first), made);
  assert.deepEqual(await outcomesOf(order), ['applied']);
  assert.deepEqual(await house.events(order), ['created', 'paid', 'status_changed cancelled', 'refund_due']);
});

test('P6: the same number with other content is another payment, and refused', async () => {
  const [order, other] = [await house.placed(), await house.placed()];
  const first = notice(order);
  await pay(first);
  const lines = [{ id: 'Order', amount: 1 }, { id: 'Delivery', amount: first.amount - 1 }]; // prettier-ignore
  for (const change of [
    { amount: first.amount + 1, lines: [{ id: 'Order', amount: first.amount + 1 }] },
    { lines },
    { invoiceId: 'I-2' },
    { currency: 'EUR' },
    { orderNumber: other.number },
  ])
    await assert.rejects(pay({ ...first, ...change }), refused('paymentId', /another payment/));
  assert.deepEqual([await outcomesOf(order), await outcomesOf(other)], [['applied'], []]);
});

test('what is not the whole amount, in the order’s money and made of its lines, pays nothing', async () => {
  const order = await house.placed();
  const due = order.orderAmount + order.deliveryCost;
  for (const amount of [due - 1, due + 1, 0, -due]) await assert.rejects(pay(notice(order, { amount })), refused('amount', /whole amount/)); // prettier-ignore
  await assert.rejects(pay(notice(order, { currency: 'EUR' })), refused('currency', /paid in MDL/));
  await assert.rejects(pay(notice(order, { lines: [] })), refused('lines', /whole amount/));
  await assert.rejects(pay(notice(order, { lines: [{ id: 'Order', amount: due }, { id: 'Delivery', amount: 1 }] })), refused('lines', /whole amount/)); // prettier-ignore
  await assert.rejects(pay(notice(order, { orderNumber: 'nobody' })), /no such shipping order/);
  assert.deepEqual([await outcomesOf(order), (await house.read(order)).status], [[], 'awaiting_payment']);
});

test('P6: a second payment of an order, and one after its end, are kept to go back', async () => {
  const paid = await house.placed();
  await pay(notice(paid));
  await pay(notice(paid, { amount: 700 }));
  await assert.rejects(pay(notice(paid, { amount: 0 })), refused('amount', /more than nothing/));
  assert.deepEqual(await outcomesOf(paid), ['applied', 'excess']);
  assert.deepEqual(await house.events(paid), ['created', 'paid', 'refund_due']);

  const cancelled = await house.placed();
  await cancelShippingOrder(house.deps, house.tenant.identity.caller, cancelled.id, null);
  await pay(notice(cancelled));
  assert.deepEqual(await outcomesOf(cancelled), ['after_end']);
  assert.deepEqual(await house.events(cancelled), ['created', 'status_changed cancelled', 'refund_due']);
  const { status } = await house.read(cancelled);
  assert.equal(status, 'cancelled');
});

test('an order is active until its time is over, and a payment that comes just then still pays it', async () => {
  const [late, ended] = [await house.placed(), await house.placed()];
  const before = house.deps.now();
  const statusOf = async ({ number }: ShippingOrder) => (await readPaymentOrder(house.deps, number))?.status;
  assert.equal(await statusOf(late), 'active');
  house.deps.clock.set(late.payUntil > ended.payUntil ? late.payUntil : ended.payUntil);
  assert.equal(await statusOf(late), 'expired');
  await pay(notice(late));
  assert.equal(await statusOf(late), 'paid');
  await expireUnpaidOrders(house.deps, 100);
  assert.equal((await pay(notice(ended))).outcome, 'after_end');
  assert.equal(await statusOf(ended), 'refunding');
  house.deps.clock.set(before);
});

test('refunds: what is due is said to be done once, and the payer sees it', async () => {
  const { deps, tenant } = house;
  const order = await house.placed();
  await pay(notice(order));
  await pay(notice(order));
  const mark = (id: string) => markRefunded(deps, tenant.identity.caller, id);
  const statusNow = async () => (await readPaymentOrder(deps, order.number))?.status;
  const [excess, applied] = await paymentsOf(order);
  assert.deepEqual([excess?.outcome, excess?.refundDue, applied?.outcome, applied?.refundDue], ['excess', true, 'applied', false]); // prettier-ignore
  await assert.rejects(mark(applied?.id ?? ''), (error) => error instanceof DomainError && error.code === 'illegal_transition'); // prettier-ignore
  const done = await mark(excess?.id ?? '');
  assert.deepEqual([done.refundDue, done.refundedAt], [false, deps.now()]);
  deps.clock.move(1000);
  assert.deepEqual(await mark(excess?.id ?? ''), done);
  assert.equal(await statusNow(), 'paid');
  await cancelShippingOrder(deps, tenant.identity.caller, order.id, null);
  assert.equal(await statusNow(), 'refunding');
  const again = await Promise.all([mark(applied?.id ?? ''), mark(applied?.id ?? ''), mark(applied?.id ?? '')]);
  assert.equal(new Set(again.map(({ refundedAt }) => refundedAt?.getTime())).size, 1);
  assert.equal(await statusNow(), 'refunded');
  const refunds = ['refund_due', 'refunded', 'status_changed cancelled', 'refund_due', 'refunded'];
  assert.deepEqual(await house.events(order), ['created', 'paid', ...refunds]);
  await assert.rejects(mark(deps.newId()), (error) => error instanceof DomainError && error.code === 'payment_not_found'); // prettier-ignore
});

test('P6: race: of twenty messages of one payment at the same moment one counts, and all succeed', async () => {
  const order = await house.placed();
  const one = notice(order);
  const made = await Promise.all(Array.from({ length: 20 }, () => pay(one)));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.deepEqual(await outcomesOf(order), ['applied']);
  assert.deepEqual(await house.events(order), ['created', 'paid']);
});

test('P6: race: of ten different payments at the same moment one pays, and nine go back', async () => {
  const order = await house.placed();
  await Promise.all(Array.from({ length: 10 }, () => pay(notice(order))));
  assert.deepEqual((await outcomesOf(order)).toSorted(), ['applied', ...Array.from({ length: 9 }, () => 'excess')]);
  assert.deepEqual(await house.events(order), ['created', 'paid', ...Array.from({ length: 9 }, () => 'refund_due')]);
});

test('P6: race: one number for two orders at the same moment pays one of them', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const orders = [await house.placed(), await house.placed()];
    const paymentId = `same-${turn}`;
    const made = await Promise.allSettled(orders.map((order) => pay(notice(order, { paymentId }))));
    assert.deepEqual(made.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const all = await Promise.all(orders.map(outcomesOf));
    assert.deepEqual(all.flat(), ['applied']);
  }
});

test('P6: race: a payment and the end of its order leave one truth', async () => {
  for (let turn = 0; turn < 8; turn += 1) {
    const order = await house.placed();
    const cancel = cancelShippingOrder(house.deps, house.tenant.identity.caller, order.id, null);
    const [made] = await Promise.all([pay(notice(order)), cancel]);
    const [payment] = await paymentsOf(order);
    assert.deepEqual([made.id, payment?.refundDue], [payment?.id, true]);
    // whichever came first: the money is owed once
    const owed = (await house.events(order)).filter((word) => word === 'refund_due');
    assert.deepEqual(owed, ['refund_due']);
    assert.equal((await readPaymentOrder(house.deps, order.number))?.status, 'refunding');
  }
});

test('P6: whatever is repeated and mixed, what came in is what pays the order and what goes back', async () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('pay' as const), payment: fc.nat(3), amount: fc.constantFrom(0, 0, 0, 1, 500) }) }, // prettier-ignore
    { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), fc.nat(), async (acts, salt) => {
      const order = await house.placed();
      const due = order.orderAmount + order.deliveryCost;
      const taken = new Map<string, number>();
      for (const one of acts) {
        if (one.kind === 'cancel') {
          await cancelShippingOrder(house.deps, house.tenant.identity.caller, order.id, null).catch(ignore);
          continue;
        }
        const paymentId = `${salt}-${order.number}-${one.payment}`.slice(-36);
        const amount = one.amount === 0 ? due : one.amount;
        const made = await pay(notice(order, { paymentId, amount })).catch(ignore);
        if (made) assert.equal(taken.get(paymentId) ?? made.amount, made.amount);
        if (made) taken.set(paymentId, made.amount);
      }
      const payments = await paymentsOf(order);
      const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);
      assert.equal(sum(payments.map(({ amount }) => amount)), sum([...taken.values()]));
      const applied = payments.filter(({ outcome }) => outcome === 'applied');
      const { paidAmount, status } = await house.read(order);
      assert.equal(paidAmount, sum(applied.map(({ amount }) => amount)));
      assert.ok(paidAmount === 0 || paidAmount === due);
      const owed = payments.filter(({ refundDue }) => refundDue);
      const dueBack = (await house.events(order)).filter((word) => word === 'refund_due').length;
      assert.deepEqual([owed.length, owed.length], [dueBack, status === 'cancelled' ? payments.length : payments.length - applied.length]); // prettier-ignore
    }),
    { numRuns: 25, seed: 20_261_123 },
  );
});

function ignore(error: unknown): undefined {
  assert.ok(error instanceof DomainError, String(error));
}
