/** What comes in with a list: pages, words and dates, right ones and wrong ones. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { refused } from '../../../test/refused.ts';
import { readDate } from './read-date.ts';
import { readPage } from './read-page.ts';
import { readWords } from './read-words.ts';
import { toTime } from './wire.ts';

const zone = 'Asia/Kuala_Lumpur';
const bad = refused('invalid_input');
const span = (text: string) => {
  const read = readDate(text, zone);
  return read && [read.from.toISOString(), read.until.toISOString()];
};

it('reads a day in both spellings as the whole of it, and a time as its minute', () => {
  const day = ['2022-03-08T16:00:00.000Z', '2022-03-09T16:00:00.000Z'];
  for (const text of ['2022-03-09', '9-3-2022', '09-03-2022']) assert.deepEqual(span(text), day, text);
  assert.deepEqual(span('9-3-2022, 9:46 PM'), ['2022-03-09T13:46:00.000Z', '2022-03-09T13:47:00.000Z']);
  assert.deepEqual(span('9-3-2022, 12:00 am'), ['2022-03-08T16:00:00.000Z', '2022-03-08T16:01:00.000Z']);
  for (const text of ['', 'x', '2022-3-9', '2022-02-29', '31-4-2022', '0-1-2022', '1-13-2022', '9-3-22', '9-3-2022, 13:00 PM', '9-3-2022, 0:10 AM', '9-3-2022, 9:60 PM', '0001-01-01', '2022-03-09T00:00:00Z'])
    assert.equal(span(text), null, text);
}); // prettier-ignore

it('reads every time that it writes, also where clocks are put back and show it twice', () => {
  const near = (day: string) => {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    return fc.integer({ min: midnight - 86_400_000, max: midnight + 86_400_000 }).map((instant) => new Date(instant));
  };
  const changes = [
    ['Europe/Chisinau', '2026-10-25'],
    ['America/New_York', '2026-11-01'],
    ['America/Havana', '2026-11-01'],
    ['Europe/Chisinau', '2026-03-29'],
    [zone, '2022-03-09'],
  ] as const;
  for (const [clocks, day] of changes) {
    fc.assert(
      fc.property(near(day), (instant) => {
        const read = readDate(toTime(instant, clocks), clocks);
        assert.ok(read && read.from <= instant && instant < read.until, `${instant.toISOString()} in ${clocks}`);
      }),
    );
  }
});

it('reads a time that the clocks leave out as the first instant after it', () => {
  const read = readDate('29-3-2026, 3:30 AM', 'Europe/Chisinau');
  assert.deepEqual(read, { from: new Date('2026-03-29T01:00:00Z'), until: new Date('2026-03-29T01:00:00Z') });
});

it('reads pages as numbers and texts, cuts large ones, and has some by default', () => {
  const page = (page_size: unknown, current_page: unknown) => {
    const { size, page: number } = readPage({ page_size, current_page }, zone);
    return [size, number];
  };
  assert.deepEqual(page('30', '1'), [30, 1]);
  assert.deepEqual(page(30, 2), [30, 2]);
  assert.deepEqual(page(null, undefined), [20, 1]);
  assert.deepEqual(page('', ''), [20, 1]);
  assert.deepEqual(page('5000', 1), [100, 1]);
  for (const wrong of [0, -1, '0', '-1', 1.5, '1.5', 'x', true, [], {}, '1e3', 1e12])
    for (const body of [{ page_size: wrong }, { current_page: wrong }]) assert.throws(() => readPage(body, zone), bad, JSON.stringify(body)); // prettier-ignore
});

it('reads search and dates, which may not end before they begin', () => {
  const read = readPage({ search_text: 'a', created_date_from: '2022-03-09', created_date_to: '9-3-2022' }, zone);
  assert.deepEqual([read.search, read.from?.toISOString(), read.until?.toISOString()], ['a', '2022-03-08T16:00:00.000Z', '2022-03-09T16:00:00.000Z']); // prettier-ignore
  assert.deepEqual(readPage({ search_text: 7486 }, zone).search, '7486');
  const wrong = [
    { created_date_from: '2022-03-10', created_date_to: '2022-03-09' },
    { created_date_from: 'x' },
    { created_date_to: 20220309 },
    { search_text: 'x'.repeat(256) },
    { search_text: ['a'] },
  ];
  for (const body of wrong) assert.throws(() => readPage(body, zone), bad, JSON.stringify(body));
});

it('reads words as a JSON text, a list and one, in any case', () => {
  const words = (value: unknown) => readWords('statuses', value, ['Pending', 'Completed', 'Pending', 'Redeemed']);
  for (const value of ['["Pending","Completed"]', ['pending', 'COMPLETED'], [' Pending', 'Completed', 'Pending']])
    assert.deepEqual(words(value), [0, 2, 1]);
  assert.deepEqual(words('Completed'), [1]);
  assert.deepEqual(words(['Redeemed', 'pending']), [3, 0, 2]);
  for (const nothing of [null, undefined, '', [], '[]']) assert.equal(words(nothing), null);
  for (const wrong of ['Pendin', '["Pending"', '["x"]', [1], 5, {}, ['toString'], Array.from({ length: 21 }, () => 'Pending')])
    assert.throws(() => words(wrong), bad, JSON.stringify(wrong)); // prettier-ignore
});
