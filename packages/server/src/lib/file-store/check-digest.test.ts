/** Files that were changed where they lie. */

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { sha256 } from '../hash.ts';
import { checkDigest, FileChanged } from './check-digest.ts';

const chunks = ['one', 'two', 'three'].map((text) => Buffer.from(text));
const digest = sha256(Buffer.concat(chunks)).toString('hex');

test('an unchanged file passes whole', async () => {
  assert.equal(String(await buffer(checkDigest(Readable.from(chunks), digest))), 'onetwothree');
});

test('an empty file passes', async () => {
  const nothing = checkDigest(Readable.from([]), sha256('').toString('hex'));
  assert.equal((await buffer(nothing)).length, 0);
});

test('a changed file breaks off before its last bytes', async () => {
  const seen: string[] = [];
  const read = async () => {
    for await (const chunk of checkDigest(Readable.from(chunks), sha256('other').toString('hex')))
      seen.push(String(chunk));
  };
  await assert.rejects(read(), FileChanged);
  assert.ok(!seen.join('').includes('three'));
});

test('a fault of the source reaches the reader', async () => {
  const source = new Readable({ read: () => source.destroy(new Error('disk gone')) });
  await assert.rejects(buffer(checkDigest(source, digest)), /disk gone/);
});

test('a reader that goes away closes the source', async () => {
  const source = new Readable({ read: () => source.push(Buffer.alloc(1000)) });
  const stream = checkDigest(source, digest);
  stream.destroy();
  await new Promise((resolve) => source.once('close', resolve));
  assert.ok(source.destroyed);
});
