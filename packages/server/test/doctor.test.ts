/** The doctor: finds what is broken, names the mend, and changes nothing. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { testDatabase } from './database.ts';
import { cannotStart, makeDataDirectory, startWaybill } from './waybill-process.ts';

const doctor = join(import.meta.dirname, '..', '..', '..', 'scripts', 'doctor.ts');

const examine = async (env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [doctor], { cwd: '/', env: { PATH: process.env['PATH'], PORT: '0', ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, output };
};

const skip = await cannotStart();

suite('the doctor', { timeout: 120_000, skip }, () => {
  test('finds nothing wrong before a first start, and makes nothing', async (t) => {
    const data = makeDataDirectory(t, 'root');
    const { code, output } = await examine({ WAYBILL_DATA: data });
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /✗/);
    assert.deepEqual(readdirSync(data), []);
  });

  test('tells the faults of the settings', async () => {
    const { code, output } = await examine({ WAYBILL_ROLE: 'boss' });
    assert.equal(code, 1);
    assert.match(output, /✗ .*WAYBILL_ROLE.*\n {2}→ /);
  });

  test('looks into the database of a server that runs', async (t) => {
    const data = makeDataDirectory(t);
    await startWaybill(t, { WAYBILL_DATA: data }).ready;
    const { code, output } = await examine({ WAYBILL_DATA: data });
    assert.equal(code, 0, output);
    assert.match(output, /✓ The database answers: PostgreSQL 18\.\d+, up to date/);
  });

  test('names a taken port and a database that does not answer', async (t) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    t.after(() => holder.close());
    const address = holder.address();
    assert.ok(address && typeof address === 'object');
    const port = String(address.port);
    const taken = await examine({ WAYBILL_DATA: makeDataDirectory(t, 'root'), PORT: port });
    assert.match(taken.output, new RegExp(`✗ Port ${port} .*\n {2}→ .*PORT=`));
    const url = `postgres://u:tiger@127.0.0.1:1/w`;
    const away = await examine({ DATABASE_URL: url, WAYBILL_SECRET_KEY: Buffer.alloc(32).toString('base64') });
    assert.match(away.output, /✗ The database .*ECONNREFUSED/);
    assert.ok(!away.output.includes('tiger'));
  });

  test('tells a role that is above row-level security', async (t) => {
    const database = await testDatabase();
    t.after(() => database.close());
    const WAYBILL_SECRET_KEY = Buffer.alloc(32).toString('base64');
    const above = await examine({ DATABASE_URL: database.superuserUrl, WAYBILL_SECRET_KEY });
    assert.match(above.output, /✓ The database answers: .* superuser\n {2}→ .*role of its own/);
    const own = await examine({ DATABASE_URL: database.url, WAYBILL_SECRET_KEY });
    assert.doesNotMatch(own.output, /superuser/);
  });

  test('tells a database that is newer than the code', async (t) => {
    const database = await testDatabase();
    t.after(() => database.close());
    await database.pool.query(`insert into waybill_migration values (9999, 'from-the-future', 'x')`);
    const { code, output } = await examine({
      DATABASE_URL: database.url,
      WAYBILL_SECRET_KEY: Buffer.alloc(32).toString('base64'),
    });
    assert.equal(code, 1);
    assert.match(output, /✗ The database is newer/);
  });
});
