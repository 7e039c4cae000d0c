/** What every file store promises, whatever lies beneath it. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { FileMissing, type FileStore } from '../src/lib/file-store/file-store.ts';

export type Subject = {
  readonly store: FileStore;
  /** Makes a file look as if it had been put at that instant. */
  readonly age: (key: string, instant: Date) => Promise<void>;
  /** How many files there are, whole or half. */
  readonly count: () => Promise<number>;
};

const key = (place: number) => `0197a000-0000-7000-8000-000000000001/2026/03/${String(place).padStart(8, '0')}-file`;
const instant = new Date('2026-03-02T12:00:00Z');
const before = (ms: number) => new Date(instant.getTime() - ms);

export const keysOf = async (store: FileStore, olderThan: Date) => {
  const pages: (readonly string[])[] = [];
  for await (const page of store.olderThan(olderThan)) pages.push(page);
  return pages.flat().sort();
};

/** @param name begins the names of the tests. @param open gives an empty store each time. */
export const checkFileStore = (name: string, open: () => Promise<Subject>) => {
  test(`${name}: what was put comes back byte for byte`, async () => {
    const { store, count } = await open();
    for (const size of [1, 70_000, 3_000_000]) {
      const content = randomBytes(size);
      await store.put(key(size), content, 'image/png');
      assert.ok(content.equals(await buffer(await store.get(key(size)))));
    }
    assert.equal(await count(), 3);
  });

  test(`${name}: many files at once do not disturb one another`, async () => {
    const { store } = await open();
    const contents = Array.from({ length: 20 }, () => randomBytes(1000));
    await Promise.all(contents.map((content, place) => store.put(key(place), content, 'image/png')));
    const back = await Promise.all(contents.map(async (_, place) => buffer(await store.get(key(place)))));
    assert.deepEqual(back, contents);
  });

  test(`${name}: a key with nothing under it is FileMissing`, async () => {
    const { store } = await open();
    await assert.rejects(store.get(key(1)), FileMissing);
  });

  test(`${name}: a removed file is gone, and removing it again is no error`, async () => {
    const { store, count } = await open();
    await store.put(key(1), Buffer.from('a'), 'image/png');
    await store.put(key(2), Buffer.from('b'), 'image/png');
    await store.remove(key(1));
    await store.remove(key(1));
    await assert.rejects(store.get(key(1)), FileMissing);
    assert.equal(String(await buffer(await store.get(key(2)))), 'b');
    assert.equal(await count(), 1);
  });

  test(`A8: ${name}: a key that is no key of ours is refused by every operation`, async () => {
    const { store, count } = await open();
    const paths = '|/|.|..|../../etc/passwd|a/../b|a//b|/a|a/|a/./b|..%2fa|%252e|a.b'.split('|');
    const texts = 'C:\\a|a\\b|a\0b|a\r\nb|a\n|a b|A|-a|_a|ä'.split('|');
    const long = ['a'.repeat(300), `${'a/'.repeat(9)}a`];
    for (const one of [...paths, ...texts, ...long]) {
      await assert.rejects(store.put(one, Buffer.from('x'), 'image/png'), /shape/, JSON.stringify(one));
      await assert.rejects(store.get(one), /shape/, JSON.stringify(one));
      await assert.rejects(store.remove(one), /shape/, JSON.stringify(one));
    }
    assert.equal(await count(), 0);
  });

  test(`${name}: olderThan gives every older key once and no younger one`, async () => {
    const { store, age } = await open();
    const keys = Array.from({ length: 9 }, (_, place) => key(place));
    for (const [place, one] of keys.entries()) {
      await store.put(one, Buffer.from('x'), 'image/png');
      await age(one, place < 7 ? before(2000 + place * 1000) : before(-2000));
    }
    await age(keys[6] ?? '', instant);
    assert.deepEqual(await keysOf(store, instant), keys.slice(0, 6));
  });

  test(`${name}: files can be removed while olderThan goes on`, async () => {
    const { store, age, count } = await open();
    for (let place = 0; place < 9; place += 1) {
      await store.put(key(place), Buffer.from('x'), 'image/png');
      await age(key(place), before(5000));
    }
    for await (const page of store.olderThan(instant)) {
      for (const one of page) await store.remove(one);
    }
    assert.equal(await count(), 0);
  });

  test(`${name}: an empty store has no old files`, async () => {
    const { store } = await open();
    assert.deepEqual(await keysOf(store, instant), []);
  });
};
