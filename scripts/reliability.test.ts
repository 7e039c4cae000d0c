/** The page of tested cases is fresh, and no case of priority 1 was forgotten. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findTests, readCases } from './reliability/cases.ts';
import { writePage } from './reliability/page.ts';

const cases = readCases();
const tests = findTests();

test('docs/reliability.md is what the tests say; if this fails, run npm run docs:reliability', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'reliability.md'), 'utf8');
  assert.equal(page, await writePage(cases, tests));
});

test('every case of priority 1 has a test, or a reason to wait', () => {
  const forgotten = cases.filter(({ id, priority, waits }) => priority === 1 && !tests.has(id) && waits === undefined);
  assert.deepEqual(forgotten.map(({ id }) => id), []); // prettier-ignore
  assert.ok(cases.length >= 90 && new Set(cases.map(({ id }) => id)).size === cases.length);
});

test('every id that a test bears is one of the list, and nothing that is tested still waits', () => {
  const known = new Map(cases.map((one) => [one.id, one]));
  for (const [id, files] of tests) {
    const one = known.get(id) ?? assert.fail(`${id} of ${files.join(', ')} is no case`);
    assert.equal(one.waits, undefined, `${id} is tested in ${files.join(', ')}`);
  }
});
