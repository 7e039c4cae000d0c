/** The document's five rules: which of them a set of windows breaks, in order, and what a draft is excused. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { orderNumberOf } from './order-number.ts';
import { isSameJson } from './same-json.ts';
import { priceFaults, refuseFaults, windowFaults } from './task-rules.ts';

const at = (minute: number | null) => (minute === null ? null : new Date(minute * 60_000));
const windows = (from: number | null, until: number | null, start: number | null, end: number | null) => ({
  pickup: { window: { from: at(from), until: at(until) } },
  dropoff: { window: { from: at(start), until: at(end) } },
});
const instants = fc.option(fc.integer({ min: 0, max: 20 }));

it('refuses windows exactly when they are out of order', () => {
  fc.assert(
    fc.property(instants, instants, instants, instants, instants, (from, until, start, end, now) => {
      const after = (one: number | null, other: number | null) => one !== null && other !== null && one > other;
      const broken = [after(from, until), after(until, start), after(now, until), after(start, end)];
      const paths = ['pickup.window.from', 'pickup.window.until', 'pickup.window.until', 'dropoff.window.from'];
      const faults = windowFaults(windows(from, until, start, end), at(now));
      assert.deepEqual(faults.map(({ path }) => path), paths.filter((_, index) => broken[index])); // prettier-ignore
    }),
  );
});

it('asks nothing of places that are not there', () => {
  assert.deepEqual(windowFaults({ pickup: null, dropoff: null }, at(1)), []);
});

it('excuses only a draft, and only without a currency, from the price', () => {
  const paths = (price: number, currency: string, state: 'draft' | 'offered') =>
    priceFaults({ price, currency }, state).map(({ path }) => path);
  assert.deepEqual(paths(200_000, 'SGD', 'offered'), []);
  assert.deepEqual(paths(199_999, 'SGD', 'draft'), ['price']);
  assert.deepEqual(paths(0, '', 'draft'), []);
  assert.deepEqual(paths(0, '', 'offered'), ['price', 'currency']);
});

it('says the first fault as the whole’s', () => {
  assert.doesNotThrow(() => refuseFaults([]));
  const faults = [{ path: 'a', message: 'one' }, { path: 'b', message: 'two' }]; // prettier-ignore
  assert.throws(() => refuseFaults(faults), { code: 'invalid_input', message: 'one', faults });
});

it('makes a number of 26 characters of each id, one to one and growing with it', () => {
  const hex = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((number) => number.toString(16).padStart(32, '0'));
  fc.assert(
    fc.property(hex, hex, (one, other) => {
      const [first, second] = [orderNumberOf(one), orderNumberOf(other)];
      assert.match(first, /^GS-[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.equal(first < second, one < other);
    }),
  );
  assert.equal(orderNumberOf('ffffffff-ffff-ffff-ffff-ffffffffffff'), 'GS-7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
});

it('sees the same JSON whatever the order of its keys, and other JSON as other', () => {
  assert.ok(isSameJson({ a: [{ b: 1, c: null }], d: 'x' }, { d: 'x', a: [{ c: null, b: 1 }] }));
  for (const other of [{ a: 2 }, { a: '1' }, { a: [1] }, [['a', 1]], {}, null]) assert.ok(!isSameJson({ a: 1 }, other));
  assert.ok(!isSameJson([1, 2], [2, 1]));
  assert.ok(!isSameJson([], {}));
});
