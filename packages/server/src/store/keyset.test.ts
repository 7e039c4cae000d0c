import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newId } from '../lib/new-id.ts';
import { idsMadeBetween } from './keyset.ts';

it('has the ids of what was made in the time, and none of what was made long before or after', () => {
  const now = Date.now();
  const id = newId();
  const has = (from: number, until: number) => {
    const [least, greatest] = idsMadeBetween(new Date(from), new Date(until));
    return least <= id && id <= greatest;
  };
  assert.ok(has(now, now) && has(now - 1e9, now + 1e9) && has(-1e14, 2.5e14));
  assert.ok(!has(now - 1e9, now - 120_000) && !has(now + 120_000, now + 1e9) && !has(-1e14, -1e13));
});
