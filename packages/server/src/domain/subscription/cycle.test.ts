/** When cycles begin and what they bring: month ends, leap years, changes of the clocks, long pauses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { planTerms } from '../../../test/draft-subscription.ts';
import { dayIn, startOfDay } from '../zoned-time.ts';
import { cycleCount, cycleDay, cycleOf, cyclesDue, firstOfNextMonth, fulfilmentCount, plusDays, type Counted } from './cycle.ts'; // prettier-ignore
import { billingCycles, deliveryModes } from './plan.ts';

const day = fc
  .date({ min: new Date('2016-01-01'), max: new Date('2036-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const zone = fc.constantFrom('UTC', 'Asia/Kuala_Lumpur', 'America/Sao_Paulo', 'Asia/Beirut', 'Europe/Chisinau');
const terms = fc
  .record({
    cycle: fc.constantFrom(...billingCycles),
    deliveryMode: fc.constantFrom(...deliveryModes),
    period: fc.integer({ min: 0, max: 24 }),
    model: fc.constantFrom('rent_to_own', 'subscribe', 'one_off'),
    dueDays: fc.integer({ min: 0, max: 30 }),
  })
  .map(planTerms);
const counted: fc.Arbitrary<Counted> = fc.record({
  terms,
  timeZone: zone,
  cyclesMade: fc.constant(0),
  anchor: day,
});

/** The day that many months later, by the calendar alone. */
function byCalendar(anchor: string, more: number): string {
  const [year = 0, month = 1, date = 1] = anchor.split('-').map(Number);
  const index = year * 12 + month - 1 + more;
  const [there, then] = [Math.floor(index / 12), (index % 12) + 1];
  const leap = (there % 4 === 0 && there % 100 !== 0) || there % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = lengths[then - 1] ?? 0;
  return [there, then, Math.min(date, last)].map((part) => String(part).padStart(2, '0')).join('-');
}

describe('the first day of a cycle', () => {
  it('is that of the first, so many months later, or the last of a month that has no such day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (anchor, number) => {
        assert.equal(cycleDay(anchor, number, 'monthly'), byCalendar(anchor, number - 1));
        assert.equal(cycleDay(anchor, number, 'upfront'), byCalendar(anchor, number - 1));
        assert.equal(cycleDay(anchor, number, 'yearly'), byCalendar(anchor, 12 * (number - 1)));
      }),
    );
  });

  it('comes back to the 31st after February', () => {
    const days = [1, 2, 3, 4, 14].map((number) => cycleDay('2026-01-31', number, 'monthly'));
    assert.deepEqual(days, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28']);
    assert.equal(cycleDay('2024-02-29', 2, 'yearly'), '2025-02-28');
    assert.equal(cycleDay('2024-02-29', 5, 'yearly'), '2028-02-29');
  });

  it('is the same day of the week where it is paid by the week', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 200 }), (anchor, number) => {
        const between = Date.parse(cycleDay(anchor, number, 'weekly')) - Date.parse(anchor);
        assert.equal(between, (number - 1) * 7 * 24 * 3_600_000);
      }),
    );
  });

  it('begins with its first instant there, and is due until its last day is over', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 30 }), (order, number) => {
        const cycle = cycleOf(order, number);
        assert.ok(dayIn(cycle.start, order.timeZone) >= cycle.day);
        assert.ok(dayIn(new Date(cycle.start.getTime() - 1), order.timeZone) < cycle.day);
        const lastDay = dayIn(new Date(cycle.dueAt.getTime() - 1), order.timeZone);
        assert.equal(lastDay, plusDays(cycle.day, order.terms.dueDays));
      }),
    );
  });
});

describe('cycles that are due', () => {
  it('are each made once, in their order, however often and however late somebody looks', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counted, looks, fc.integer({ min: 1, max: 40 }), (first, hops, most) => {
        const begun = startOfDay(first.anchor, first.timeZone).getTime();
        const made: number[] = [];
        let order = first;
        let over = false;
        let at = begun;
        for (const hop of hops) {
          at += hop * 3_600_000;
          for (;;) {
            const due = cyclesDue(order, new Date(at), most);
            assert.ok(due.cycles.length <= most);
            for (const { start } of due.cycles) assert.ok(start.getTime() <= at);
            made.push(...due.cycles.map(({ number }) => number));
            order = { ...order, cyclesMade: made.at(-1) ?? order.cyclesMade };
            over = due.over;
            assert.equal(due.over, due.nextAt === null);
            // what is said to be next is what a later look finds
            if (due.nextAt === null || due.nextAt.getTime() > at) break;
          }
          if (over) break;
        }
        const count = cycleCount(first.terms);
        const expected: number[] = [];
        for (let number = 1; number <= (count ?? Infinity); number += 1) {
          const cycle = cycleOf(first, number);
          if (cycle.start.getTime() > at) break;
          if (cycle.hasBill || cycle.hasFulfilment) expected.push(number);
        }
        assert.deepEqual(made, expected);
        assert.equal(over, count !== null && cycleOf(first, count + 1).start.getTime() <= at);
      }),
    );
  });

  it('are those of forty days, when nobody looked for so long', () => {
    const order = { terms: planTerms({ cycle: 'weekly', period: 0 }), timeZone: 'UTC', anchor: '2026-01-01', cyclesMade: 1 };
    const { cycles, nextAt, over } = cyclesDue(order, new Date('2026-02-10T12:00:00Z'), 36);
    assert.deepEqual(cycles.map((cycle) => cycle.day), ['2026-01-08', '2026-01-15', '2026-01-22', '2026-01-29', '2026-02-05']);
    assert.deepEqual([nextAt?.toISOString(), over], ['2026-02-12T00:00:00.000Z', false]);
  }); // prettier-ignore

  it('bring a bill once where it is paid upfront, and a fulfilment once where it is brought once', () => {
    const brought = (cycle: 'upfront' | 'monthly', deliveryMode: 'one_time' | 'every_cycle') => {
      const order = { terms: planTerms({ cycle, deliveryMode, period: 3 }), timeZone: 'UTC', anchor: '2026-01-01', cyclesMade: 0 };
      const { cycles } = cyclesDue(order, new Date('2030-01-01'), 36);
      return cycles.map(({ hasBill, hasFulfilment }) => (hasBill ? 'B' : '') + (hasFulfilment ? 'F' : ''));
    };
    assert.deepEqual(brought('upfront', 'one_time'), ['BF']);
    assert.deepEqual(brought('upfront', 'every_cycle'), ['BF', 'F', 'F']);
    assert.deepEqual(brought('monthly', 'one_time'), ['BF', 'B', 'B']);
    assert.deepEqual(brought('monthly', 'every_cycle'), ['BF', 'BF', 'BF']);
  }); // prettier-ignore

  it('of a plan that is paid upfront are over when its months are', () => {
    const order = { terms: planTerms(), timeZone: 'Asia/Kuala_Lumpur', anchor: '2022-03-10', cyclesMade: 1 };
    const before = cyclesDue(order, new Date('2022-09-09T15:59:59Z'), 36);
    assert.deepEqual([before.cycles, before.nextAt?.toISOString(), before.over], [[], '2022-09-09T16:00:00.000Z', false]);
    assert.deepEqual(cyclesDue(order, new Date('2022-09-09T16:00:00Z'), 36), { cycles: [], nextAt: null, over: true });
  }); // prettier-ignore
});

it('counts cycles and fulfilments', () => {
  assert.equal(cycleCount(planTerms({ model: 'one_off', cycle: 'monthly', period: 6 })), 1);
  assert.equal(cycleCount(planTerms({ cycle: 'monthly', period: 0 })), null);
  assert.equal(cycleCount(planTerms({ cycle: 'upfront', period: 0 })), 1);
  assert.equal(fulfilmentCount(planTerms({ period: 6 })), 1);
  assert.equal(fulfilmentCount(planTerms({ deliveryMode: 'every_cycle', period: 6 })), 6);
  assert.equal(fulfilmentCount(planTerms({ deliveryMode: 'every_cycle', cycle: 'weekly', period: 0 })), null);
});

it('begins with the next month where the plan says so', () => {
  assert.equal(firstOfNextMonth('2026-12-31'), '2027-01-01');
  assert.equal(firstOfNextMonth('2026-02-01'), '2026-03-01');
});
