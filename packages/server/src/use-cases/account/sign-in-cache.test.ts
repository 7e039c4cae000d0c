import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSignInCache } from './sign-in-cache.ts';

const start = new Date('2026-01-01T00:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

it('T15: asks once in four seconds, however many requests come', async () => {
  const cache = createSignInCache<string>();
  let asked = 0;
  const find = () => Promise.resolve(`who ${(asked += 1)}`);
  assert.equal(await cache.get('k', start, find), 'who 1');
  assert.equal(await cache.get('k', later(3_999), find), 'who 1');
  assert.equal(await cache.get('k', later(4_000), find), 'who 2');
});

it('remembers no miss, so that a new key works at once', async () => {
  const cache = createSignInCache<string>();
  assert.equal(await cache.get('k', start, () => Promise.resolve(null)), null);
  assert.equal(await cache.get('k', start, () => Promise.resolve('who')), 'who');
});

it('forgets at once what was ended here', async () => {
  const cache = createSignInCache<string>();
  await cache.get('a', start, () => Promise.resolve('who'));
  await cache.get('b', start, () => Promise.resolve('who'));
  cache.forget('a');
  assert.equal(await cache.get('a', start, () => Promise.resolve(null)), null);
  cache.clear();
  assert.equal(await cache.get('b', start, () => Promise.resolve(null)), null);
});

it('keeps a bounded number', async () => {
  const cache = createSignInCache<number>();
  for (let n = 0; n < 10_001; n += 1) await cache.get(String(n), start, () => Promise.resolve(n));
  assert.equal(await cache.get('0', start, () => Promise.resolve(-1)), -1, 'the oldest went');
  assert.equal(await cache.get('10000', start, () => Promise.resolve(-1)), 10_000);
});
