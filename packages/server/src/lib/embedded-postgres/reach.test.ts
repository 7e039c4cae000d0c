/** Which folder keeps another user out, and what npm leaves out of the programs. */

import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { StartFault } from '../start-fault.ts';
import { completeLinks, findBinaries, findMissingLinks } from './binaries.ts';
import { findBarrier, tryBinaries } from './reach.ts';

const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 };

test('the outermost closed folder on the way is the barrier; what does not exist yet is none', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'waybill-reach-'));
  t.after(() => rm(root, { recursive: true }));
  await chmod(root, 0o755);
  const [outer, inner] = [join(root, 'outer'), join(root, 'outer', 'inner')];
  await mkdir(inner, { recursive: true });
  await chmod(inner, 0o700);
  assert.equal(await findBarrier(join(inner, 'data'), stranger), inner);
  await chmod(outer, 0o744);
  assert.equal(await findBarrier(join(inner, 'data'), stranger), outer);
  await chmod(outer, 0o711);
  await chmod(inner, 0o711);
  assert.equal(await findBarrier(join(inner, 'data'), stranger), null);
});

test('the owner’s and the group’s own bits count, not those of the others', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'waybill-reach-'));
  t.after(() => rm(root, { recursive: true }));
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  await chmod(root, 0o700);
  assert.equal(await findBarrier(root, { name: 'owner', uid, gid }), null);
  assert.equal(await findBarrier(root, { name: 'member', uid: stranger.uid, gid }), root);
  await chmod(root, 0o710);
  assert.equal(await findBarrier(root, { name: 'member', uid: stranger.uid, gid }), null);
  await chmod(root, 0o701);
  assert.equal(await findBarrier(root, { name: 'member', uid: stranger.uid, gid }), root);
});

test('links that npm left out are made, once', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'waybill-links-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'native', 'lib'), { recursive: true });
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  const binaries = { postgres: join(root, 'native', 'bin', 'postgres'), initdb: '' };
  await completeLinks(binaries);
  await completeLinks(binaries);
  assert.equal(await readlink(join(root, 'native', 'lib', 'libpq.so.5')), 'libpq.so.5.18');
  assert.deepEqual(await findMissingLinks(binaries), []);
});

test('a platform without programs, and programs that do not run, are faults with a way out', async () => {
  const hasWayOut = (fault: unknown) => fault instanceof StartFault && fault.mend.includes('DATABASE_URL');
  await assert.rejects(findBinaries('plan9', 'mips'), hasWayOut);
  await assert.rejects(tryBinaries({ postgres: '/nowhere/postgres', initdb: '' }, null), hasWayOut);
});
