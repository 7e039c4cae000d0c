/** Bills: their sums, what comes in in parts, and the day on which they are overdue. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { approvedSubscription, planTerms } from '../../../test/draft-subscription.ts';
import { refused } from '../../../test/refused.ts';
import { balanceOf, billStates, collect, issueBill, passDueDay, voidBill, type Bill } from './bill.ts';
import { cycleOf } from './cycle.ts';
import { countedOf } from './lifecycle.ts';

const now = new Date('2022-03-10T05:22:00Z');
const birth = { id: 'b', number: 'SBL-16865', now };

const order = approvedSubscription();
const counted = countedOf(order) ?? assert.fail();
const cycle = cycleOf(counted, 1);
const issued = (change: Partial<Bill> = {}): Bill => ({ ...issueBill(order, cycle, birth), ...change });

it('is for all pieces, with a day of its own unless it is paid upfront', () => {
  const { amount, final, state, date, dueAt, collected } = issued();
  assert.deepEqual([amount, final, state, date, collected], [47_500, 47_500, 'unpaid', null, 0]);
  assert.equal(dueAt.toISOString(), '2022-03-17T16:00:00.000Z');
  const monthly = approvedSubscription({ terms: planTerms({ cycle: 'monthly' }), quantity: 3 });
  const second = cycleOf(countedOf(monthly) ?? assert.fail(), 2);
  const bill = issueBill(monthly, second, birth);
  assert.deepEqual([bill.amount, bill.date, bill.cycle], [142_500, '2022-04-10', 2]);
});

it('adds up to what the table of bills demands', () => {
  const amount = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(amount, amount, amount, amount, (price, discount, merchantDiscount, tax) => {
      const of = { ...order, price };
      const act = () => issueBill(of, cycle, birth, { discount, merchantDiscount, tax });
      const sum = price - discount - merchantDiscount + tax;
      if (sum < 0) return assert.throws(act, refused('invalid_input'));
      const { final, state, paidAt } = act();
      assert.deepEqual([final, state, paidAt], sum === 0 ? [0, 'paid', now] : [sum, 'unpaid', null]);
    }),
  );
});

it('is paid by parts that add up to it, and by none that are too large', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 60_000 }), { maxLength: 20 }), (parts) => {
      let bill = issued();
      for (const part of parts) {
        const due = balanceOf(bill);
        const act = () => collect(bill, part, now);
        if (due === 0) assert.throws(act, refused('not_payable'));
        else if (part < 1 || part > due) assert.throws(act, refused('invalid_input'));
        else bill = act();
        assert.ok(bill.collected <= bill.final);
        assert.equal(bill.state === 'paid', bill.collected === bill.final);
        assert.equal(bill.paidAt, bill.state === 'paid' ? now : null);
      }
    }),
  );
});

it('is overdue when its last day is over, and then still can be paid', () => {
  const { dueAt } = issued();
  assert.equal(passDueDay(issued(), new Date(dueAt.getTime() - 1)).state, 'unpaid');
  const overdue = passDueDay(issued(), dueAt);
  assert.equal(overdue.state, 'overdue');
  assert.equal(collect(overdue, 47_500, now).state, 'paid');
  for (const state of billStates.filter((one) => one !== 'unpaid'))
    assert.equal(passDueDay(issued({ state }), dueAt).state, state);
});

it('of an order that has ended is void, and what was paid stays paid', () => {
  for (const state of billStates) assert.equal(voidBill(issued({ state })).state, state === 'paid' ? 'paid' : 'void');
  const half = voidBill(collect(issued(), 500, now));
  assert.deepEqual([half.collected, balanceOf(half)], [500, 0]);
  assert.throws(() => collect(half, 1, now), refused('not_payable'));
});
