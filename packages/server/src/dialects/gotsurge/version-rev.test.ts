/** A revision is one of one version of one task. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toVersionRev } from './version-rev.ts';

const id = '01900000-0000-7000-8000-00000000a001';

test('counts from nothing, and differs from task to task and from version to version', () => {
  const first = toVersionRev({ id, version: 1 });
  assert.match(first, /^0-[0-9a-f]{8}$/);
  assert.match(toVersionRev({ id, version: 12 }), /^11-[0-9a-f]{8}$/);
  assert.equal(toVersionRev({ id, version: 1 }), first);
  const others = [
    { id, version: 2 },
    { id: id.replace('a001', 'a002'), version: 1 },
  ].map(toVersionRev);
  assert.equal(new Set([first, ...others].map((rev) => rev.split('-')[1])).size, 3);
});
