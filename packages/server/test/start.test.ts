/** Starting and stopping the real server, as root and as an ordinary user, in good and bad circumstances. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from '../src/lib/embedded-postgres/process-identity.ts';
import { testDatabase } from './database.ts';
import { cannotStart, isRoot, makeDataDirectory, startWaybill, stopWaybill, whoCanStart } from './waybill-process.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const status = async (url: string) => (await fetch(url)).status;
/** The process of the database in this data directory; null while there is none. */
const postmaster = (data: string): number | null => {
  const file = join(data, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
};

/** Waits for something that has no event; the test's own time limit ends a wait in vain. */
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await sleep(20);
};
const skip = await cannotStart();

suite('start and stop', { timeout: 560_000, skip }, () => {
  for (const who of whoCanStart) {
    test(`the first start makes everything, the second finds it again (${who})`, async (t) => {
      const data = makeDataDirectory(t, who);
      const env = { WAYBILL_DATA: join(data, 'new', 'data') };
      const first = startWaybill(t, env, who);
      const address = await first.ready;
      assert.deepEqual([await status(`${address}/healthz`), await status(`${address}/readyz`)], [200, 200]);
      const secret = join(env.WAYBILL_DATA, 'secret-key');
      const made = readFileSync(secret, 'utf8');
      for (const file of [secret, join(env.WAYBILL_DATA, 'postgres-password')]) {
        assert.equal(statSync(file).mode & 0o777, 0o600, file);
      }
      const { code, output } = await stopWaybill(first);
      assert.equal(code, 0, output);
      assert.equal(existsSync(join(env.WAYBILL_DATA, 'waybill.lock')), false);

      const startedAt = performance.now();
      const second = startWaybill(t, env, who);
      await second.ready;
      t.diagnostic(`second start: ${Math.round(performance.now() - startedAt)} ms`);
      assert.equal(readFileSync(secret, 'utf8'), made);
      assert.equal((await stopWaybill(second)).code, 0);
    });
  }

  test('a second process on the same directory is told so, and the first goes on', async (t) => {
    const env = { WAYBILL_DATA: makeDataDirectory(t) };
    const first = startWaybill(t, env);
    const address = await first.ready;
    const second = await startWaybill(t, env).exited;
    assert.equal(second.code, 1);
    assert.match(second.output, new RegExp(`process ${first.child.pid}\\b.*\nWhat to do: `));
    assert.doesNotMatch(second.output, /^\s+at /m);
    assert.equal(await status(`${address}/readyz`), 200);
  });

  test('a taken port is named, and nothing is left behind', async (t) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    t.after(() => holder.close());
    const address = holder.address();
    assert.ok(address && typeof address === 'object');
    const data = makeDataDirectory(t);
    const { code, output } = await startWaybill(t, { WAYBILL_DATA: data, PORT: String(address.port) }).exited;
    assert.equal(code, 1);
    assert.match(output, new RegExp(`Port ${address.port} .*\nWhat to do: .*PORT=`));
    assert.deepEqual(
      [existsSync(join(data, 'waybill.lock')), existsSync(join(data, 'postgres', 'postmaster.pid'))],
      [false, false],
    );
    await startWaybill(t, { WAYBILL_DATA: data }).ready;
  });

  test('a data directory that cannot be written is named', async (t) => {
    const data = makeDataDirectory(t);
    const closed = join(data, 'closed');
    // As root it is root's, and the server runs as another; else it is ours, but closed.
    mkdirSync(closed, { mode: isRoot ? 0o755 : 0o555 });
    const { code, output } = await startWaybill(t, { WAYBILL_DATA: closed }).exited;
    assert.equal(code, 1);
    assert.match(output, /cannot be written .*\nWhat to do: .*WAYBILL_DATA/);
    assert.deepEqual(readdirSync(closed), []);
  });

  test(
    'as root, a folder that the database’s user may not enter is named before anything is written',
    { skip: !isRoot },
    async (t) => {
      const closed = join(makeDataDirectory(t, 'root'), 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const { code, output } = await startWaybill(t, { WAYBILL_DATA: join(closed, 'data') }, 'root').exited;
      assert.equal(code, 1);
      assert.ok(output.includes(`may not enter ${closed},`), output);
      assert.deepEqual(readdirSync(closed), []);
    },
  );

  test('files of another PostgreSQL version are refused and left alone', async (t) => {
    const data = makeDataDirectory(t, 'root');
    mkdirSync(join(data, 'postgres'));
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '15\n');
    const { code, output } = await startWaybill(t, { WAYBILL_DATA: data }, isRoot ? 'root' : 'ordinary user').exited;
    assert.equal(code, 1);
    assert.match(output, /PostgreSQL 15.*\nWhat to do: .*pg_dump/);
    assert.deepEqual(readdirSync(join(data, 'postgres')), ['PG_VERSION']);
  });

  test('all faults of the settings are told at once', async (t) => {
    const { code, output } = await startWaybill(t, { PORT: 'x', WAYBILL_ROLE: 'boss', WAYBILL_SANDBX: 'on' }).exited;
    assert.equal(code, 1);
    for (const name of ['PORT', 'WAYBILL_ROLE', 'WAYBILL_SANDBOX']) assert.ok(output.includes(name), name);
  });

  test('a database that does not answer is named, without its password', async (t) => {
    const unused = createServer().listen(0, '127.0.0.1');
    await once(unused, 'listening');
    const address = unused.address();
    assert.ok(address && typeof address === 'object');
    unused.close();
    const env = { DATABASE_URL: `postgres://u:tiger@127.0.0.1:${address.port}/w`, WAYBILL_SECRET_KEY: key };
    const { code, output } = await startWaybill(t, { ...env, WAYBILL_DATA: makeDataDirectory(t) }).exited;
    assert.equal(code, 1);
    assert.match(output, /ECONNREFUSED.*\nWhat to do: Start the database/);
    assert.ok(!output.includes('tiger'));
  });

  test('a database that is newer than the code is refused', async (t) => {
    const database = await testDatabase();
    t.after(() => database.close());
    const env = { DATABASE_URL: database.url, WAYBILL_SECRET_KEY: key, WAYBILL_DATA: makeDataDirectory(t) };
    const fitting = startWaybill(t, env);
    await fitting.ready;
    await stopWaybill(fitting);
    await database.pool.query(`insert into waybill_migration values (9999, 'from-the-future', 'x')`);
    const { code, output } = await startWaybill(t, env).exited;
    assert.equal(code, 1);
    assert.match(output, /newer than this Waybill.*from-the-future.*\nWhat to do: .*later/);
  });

  test('R13: on SIGTERM a request under way is answered, new connections are refused, and the exit code is 0', async (t) => {
    const server = startWaybill(t, { WAYBILL_DATA: makeDataDirectory(t) });
    const { port } = new URL(await server.ready);
    const body = '{"slow":true}';
    const client = connect(Number(port), '127.0.0.1');
    let answer = '';
    client.on('data', (chunk) => (answer += String(chunk)));
    await once(client, 'connect');
    const head = `POST /nowhere HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    client.write(head + body.slice(0, 5));
    // A second answer on another connection shows that the server has read what came before it.
    await status(`http://127.0.0.1:${port}/healthz`);
    server.child.kill('SIGTERM');
    await until(() =>
      status(`http://127.0.0.1:${port}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    client.write(body.slice(5));
    await once(client, 'close');
    assert.match(answer, /^HTTP\/1.1 404 /);
    assert.equal((await server.exited).code, 0);
  });

  test('Ctrl-C that arrives twice at once, as npm passes it on, still ends in order', async (t) => {
    const data = makeDataDirectory(t);
    const server = startWaybill(t, { WAYBILL_DATA: data });
    await server.ready;
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    assert.equal((await server.exited).code, 0);
    assert.equal(existsSync(join(data, 'postgres', 'postmaster.pid')), false);
  });

  test('R5: a database that is killed comes back, and the server with it', async (t) => {
    const data = makeDataDirectory(t);
    const address = await startWaybill(t, { WAYBILL_DATA: data }).ready;
    const killed = postmaster(data);
    assert.ok(killed !== null);
    process.kill(killed, 'SIGKILL');
    await until(async () => ![null, killed].includes(postmaster(data)) && (await status(`${address}/readyz`)) === 200);
    assert.equal(await status(`${address}/healthz`), 200);
  });

  test('R1: a server that was killed starts again, and its database does not run twice', async (t) => {
    const data = makeDataDirectory(t);
    const first = startWaybill(t, { WAYBILL_DATA: data });
    await first.ready;
    const orphan = postmaster(data);
    first.child.kill('SIGKILL');
    await first.exited;
    assert.ok(orphan !== null && (await processIdentity(orphan)) !== null);
    const address = await startWaybill(t, { WAYBILL_DATA: data }).ready;
    assert.equal(await processIdentity(orphan), null);
    assert.equal(await status(`${address}/readyz`), 200);
  });

  test('a first start that was killed half-way is repaired by the next', async (t) => {
    const data = makeDataDirectory(t);
    const first = startWaybill(t, { WAYBILL_DATA: data });
    await until(() => readdirSync(data).some((name) => name.startsWith('postgres.unfinished-')));
    first.child.kill('SIGKILL');
    await first.exited;
    const address = await startWaybill(t, { WAYBILL_DATA: data }).ready;
    assert.equal(await status(`${address}/readyz`), 200);
  });
});
