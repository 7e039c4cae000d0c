/**
 * The crash test in its short form: clients send orders and positions while server and database are killed, and then the
 * books are opened. `npm run soak` runs it long.
 */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { printLedger } from './crash/ledger.ts';
import { openStage, runCrash, type CrashRun } from './crash/run-crash.ts';
import { cannotStart, type Scope } from './waybill-process.ts';

const seed = Number(process.env['WAYBILL_TEST_SEED'] ?? Date.now() % 1_000_000);
const skip = await cannotStart();

suite('killed at random moments', { skip, timeout: 180_000 }, () => {
  const closers: (() => unknown)[] = [];
  // a suite has no end of its own to hang things on
  const scope = { after: (close: () => unknown) => void closers.unshift(close) } as Scope;
  let run: CrashRun;

  before(async () => {
    const stage = await openStage(scope, seed);
    const kills = { serverKills: 3, databaseKills: 1 };
    run = await runCrash(stage, { seed, orders: 300, batches: 100, ...kills, hurry: true, report: () => undefined });
  });
  after(async () => {
    for (const close of closers) await close();
  });

  const isClean = (name: string) => {
    const { lost, duplicated, unexpected, found } = run.ledger[name] ?? assert.fail(`no ledger of ${name}`);
    assert.deepEqual({ lost, duplicated, unexpected }, { lost: [], duplicated: [], unexpected: [] });
    assert.ok(found > 0);
  };

  test('R1: every acknowledged order is there once, with its event, and no key is stuck', (t) => {
    t.diagnostic(`seed ${seed} (WAYBILL_TEST_SEED)\n${printLedger(run.ledger)}`);
    t.diagnostic(JSON.stringify([...run.weather.answers]));
    isClean('orders');
    assert.deepEqual(Object.entries(run.found.broken).filter(([, count]) => count > 0), []); // prettier-ignore
    assert.deepEqual(run.refused, []);
  });

  test('R3: every webhook came at least once, each time with the same id and the same bytes', (t) => {
    t.diagnostic(`${run.repeated} came more than once`);
    isClean('webhooks');
  });

  test('R4: every acknowledged position is there once, and the latest is the newest', () => isClean('positions'));

  test('R5: whoever asked while server or database were away heard 503 with Retry-After, or nothing', (t) => {
    t.diagnostic(`slowest answer ${Math.round(run.weather.slowestMs)} ms`);
    assert.deepEqual(run.weather.improper, []);
    assert.equal(run.weather.answers.get('hung'), undefined);
    assert.ok(run.weather.answers.has('socket error'), 'the kills were felt');
  });
});
