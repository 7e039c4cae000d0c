/** ZIPs that are written while they are read. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { memoryInUse } from '../../../test/memory-in-use.ts';
import { unzip } from '../../../test/unzip.ts';
import { zipOf, type ZipEntry } from './zip-of.ts';

const modifiedAt = new Date('2026-03-01T12:00:00Z');
const entry = (name: string, text: string): ZipEntry => ({ name, modifiedAt, content: Readable.from([Buffer.from(text)]) }); // prettier-ignore

async function* listOf(...entries: ZipEntry[]) {
  yield* entries;
}

test('holds each file under its name, in any script', async () => {
  const files = await unzip(await buffer(zipOf(listOf(entry('a/1.txt', 'one'), entry('मीरा/2.txt', 'two')))));
  assert.deepEqual([...files].map(([name, bytes]) => [name, String(bytes)]), [['a/1.txt', 'one'], ['मीरा/2.txt', 'two']]); // prettier-ignore
});

test('is a ZIP of nothing where there is nothing', async () => {
  const bytes = await buffer(zipOf(listOf()));
  assert.equal(bytes.length, 22);
  assert.equal((await unzip(bytes)).size, 0);
});

test('has one file open, and asks for no more than is read', async () => {
  let [asked, open, most] = [0, 0, 0];
  async function* many() {
    for (; asked < 1000;) {
      asked += 1;
      open += 1;
      most = Math.max(most, open);
      const content = Readable.from([Buffer.alloc(100_000)]);
      content.once('close', () => (open -= 1));
      yield { name: `${asked}.bin`, modifiedAt, content };
    }
  }
  const stream = zipOf(many());
  for (let turn = 0; turn < 200; turn += 1) await setImmediate();
  assert.ok(asked < 10, `${asked} files were asked for and nobody read`);
  let read = 0;
  for await (const chunk of stream) read += (chunk as Buffer).length;
  assert.deepEqual([asked, most, open], [1000, 1, 0]);
  assert.ok(read > 100_000_000);
});

test('keeps little more than its name of a file that has gone out', async () => {
  const files = 4000;
  const looks: number[] = [];
  async function* many() {
    for (let number = 0; number <= files; number += 1) {
      if (number % (files / 2) === 0) looks.push(memoryInUse());
      yield entry(`order-${number}/photo-01.jpg`, 'x'.repeat(2000));
    }
  }
  for await (const _chunk of zipOf(many()));
  const [, early = 0, late = 0] = looks;
  assert.ok(late - early < (files / 2) * 1500, `${(late - early) / (files / 2)} bytes a file`);
});

test('ends the list and closes the file when the reader goes away', async () => {
  let ended = false;
  const content = new Readable({ read: () => content.push(Buffer.alloc(10_000)) });
  async function* endless() {
    try {
      yield { name: 'a', modifiedAt, content };
    } finally {
      ended = true;
    }
  }
  const stream = zipOf(endless());
  for await (const _chunk of stream) break;
  await new Promise((resolve) => (content.closed ? resolve(null) : content.once('close', resolve)));
  await setImmediate();
  assert.ok(ended);
});

test('breaks off with a file that breaks off, and with the list', async () => {
  const broken = new Readable({ read: () => broken.destroy(new Error('disk gone')) });
  await assert.rejects(buffer(zipOf(listOf({ name: 'a', modifiedAt, content: broken }))), /disk gone/);
  async function* failing() {
    yield entry('a', 'one');
    throw new Error('database gone');
  }
  await assert.rejects(buffer(zipOf(failing())), /database gone/);
});
