/** Which store a configuration opens, and what it costs to start. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { StartFault } from '../start-fault.ts';
import { openFileStore } from './open-file-store.ts';

const base = await mkdtemp(join(tmpdir(), 'waybill-open-'));
after(() => rm(base, { recursive: true, force: true }));

test('a disk store makes its folder, for its own user only', async () => {
  const directory = join(base, 'data', 'files');
  const store = await openFileStore({ kind: 'disk', directory });
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  await store.put('a', Buffer.from('x'), 'image/png');
});

test('a folder that cannot be made is a fault with its mend', async () => {
  const taken = join(base, 'taken');
  await writeFile(taken, '');
  await assert.rejects(openFileStore({ kind: 'disk', directory: join(taken, 'files') }), (error) => {
    assert.ok(error instanceof StartFault);
    assert.match(error.message, /taken/);
    assert.notEqual(error.mend, '');
    return true;
  });
});

test('the S3 library is loaded only by who configures S3', async () => {
  let loaded = 0;
  const hooks = registerHooks({
    load: (url, context, next) => {
      if (url.includes('@aws-sdk/client-s3')) loaded += 1;
      return next(url, context);
    },
  });
  try {
    await openFileStore({ kind: 'disk', directory: join(base, 'more') });
    assert.equal(loaded, 0);
    await openFileStore({
      kind: 's3',
      bucket: 'evidence',
      prefix: '',
      region: 'eu-central-1',
      endpoint: null,
      credentials: null,
    });
    assert.notEqual(loaded, 0);
  } finally {
    hooks.deregister();
  }
});
