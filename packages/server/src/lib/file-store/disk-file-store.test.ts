/** The disk store: the common contract, and what only a disk can get wrong. */

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkFileStore, keysOf, type Subject } from '../../../test/file-store-contract.ts';
import { createDiskFileStore } from './disk-file-store.ts';

const base = await mkdtemp(join(tmpdir(), 'waybill-files-'));
after(() => rm(base, { recursive: true, force: true }));

const filesIn = async (root: string) => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const open = async (): Promise<Subject & { readonly root: string }> => {
  const root = await mkdtemp(join(base, 'root-'));
  return {
    root,
    store: createDiskFileStore(root),
    age: async (key, instant) => {
      const name = `/${key.split('/').at(-1) ?? ''}`;
      const path = (await filesIn(root)).find((one) => one.endsWith(name)) ?? '';
      await utimes(path, instant, instant);
    },
    count: async () => (await filesIn(root)).length,
  };
};

checkFileStore('disk', open);

const key = 'account/2026/03/file-ab';

test('disk: files and folders are for the server’s own user only', async () => {
  const { root, store } = await open();
  await store.put(key, Buffer.from('x'), 'image/png');
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    assert.equal(mode & 0o777, entry.isFile() ? 0o600 : 0o700, entry.name);
  }
});

test('disk: files are spread by the last characters of their key, below the folders of the key', async () => {
  const { root, store } = await open();
  await store.put(key, Buffer.from('x'), 'image/png');
  assert.deepEqual(await filesIn(root), [join(root, 'account/2026/03/_ab/file-ab')]);
});

test('disk: a key may go on where another ends', async () => {
  const { store } = await open();
  await store.put('ab', Buffer.from('1'), 'image/png');
  await store.put('ab/ab', Buffer.from('2'), 'image/png');
  await store.put('ab/ab/ab', Buffer.from('3'), 'image/png');
  assert.deepEqual(await keysOf(store, new Date(Date.now() + 60_000)), ['ab', 'ab/ab', 'ab/ab/ab']);
});

test('disk: a put that fails leaves nothing behind', async () => {
  const { root, store, count } = await open();
  // a folder in the place of the file: the rename must fail
  await mkdir(join(root, 'account/2026/03/_ab/file-ab'), { recursive: true });
  await assert.rejects(store.put(key, Buffer.from('x'), 'image/png'));
  assert.equal(await count(), 0);
});

test('R21: disk: what a crash left half-written is no file, and goes when it is old', async () => {
  const { root, store } = await open();
  await store.put(key, Buffer.from('x'), 'image/png');
  const old = join(root, 'account/2026/03/_ab/file-cd.0197a000-0000-4000-8000-000000000001.part');
  const young = join(root, 'account/2026/03/_ab/file-cd.0197a000-0000-4000-8000-000000000002.part');
  await writeFile(old, 'hal');
  await writeFile(young, 'hal');
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(old, yesterday, yesterday);
  assert.deepEqual(await keysOf(store, new Date(Date.now() - 3_600_000)), []);
  assert.deepEqual((await filesIn(root)).sort(), [join(root, 'account/2026/03/_ab/file-ab'), young]);
});

test('disk: a stranger’s file in the folder is not offered for removal', async () => {
  const { root, store } = await open();
  await writeFile(join(root, 'README'), 'x');
  await mkdir(join(root, 'account/2026'), { recursive: true });
  await writeFile(join(root, 'account/2026/notes'), 'x');
  assert.deepEqual(await keysOf(store, new Date(Date.now() + 60_000)), []);
});
