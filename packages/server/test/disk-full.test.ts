/** The disk under the database runs full and is given room again. Needs the right to mount a small disk. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { cannotStart, makeDataDirectory, startWaybill, stopWaybill } from './waybill-process.ts';

const headers = { authorization: `Bearer ${sandboxCredentials.native.key}`, 'content-type': 'application/json' };

/** Null where that is not allowed: in most containers, and for every ordinary user. */
function mountSmallDisk(t: TestContext): string | null {
  const disk = join(makeDataDirectory(t, 'root'), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=250m,mode=0777', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return disk;
}

test(
  'R12: with the disk full writes are refused as 503, and nothing acknowledged is lost',
  { skip: await cannotStart(), timeout: 180_000 },
  async (t) => {
    const disk = mountSmallDisk(t);
    if (disk === null) return t.skip('no right to mount a small disk');
    const waybill = startWaybill(t, { WAYBILL_DATA: join(disk, 'data'), WAYBILL_LOG_LEVEL: 'fatal' });
    try {
      const base = await waybill.ready;
      const acknowledged: string[] = [];
      const statuses = new Map<number, number>();
      const create = async (number: string) => {
        const body = {
          orderNumber: number,
          legs: 'dropoff',
          dropoff: { address: { street: 'x' }, notes: 'n'.repeat(1900) },
        };
        const answer = await fetch(`${base}/v1/deliveries`, { method: 'POST', headers, body: JSON.stringify(body) });
        const text = await answer.text();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status === 201) acknowledged.push((JSON.parse(text) as { id: string }).id);
        if (answer.status === 503)
          assert.ok(answer.headers.get('retry-after') !== null && !/disk|space|extend/i.test(text));
        return answer.status;
      };
      assert.equal(await create('before'), 201);
      const filler = join(disk, 'filler');
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 1024 * 1024)));
      chmodSync(filler, 0o600);
      for (let n = 0; n < 3000 && !statuses.has(503); n += 1) await create(`full-${n}`);
      for (let n = 0; n < 20; n += 1) await create(`refused-${n}`);
      t.diagnostic(JSON.stringify([...statuses]));
      assert.ok(statuses.has(503), 'the disk was full');
      assert.equal((await fetch(`${base}/healthz`)).status, 200);

      rmSync(filler);
      const begun = performance.now();
      while ((await create(`after-${Math.round(performance.now())}`)) !== 201) await sleep(100);
      t.diagnostic(`writes succeed ${Math.round(performance.now() - begun)} ms after there is room again`);
      assert.deepEqual(
        [...statuses.keys()].filter((status) => status !== 201 && status !== 503),
        [],
      );
      for (const id of acknowledged) {
        assert.equal((await fetch(`${base}/v1/deliveries/${id}`, { headers })).status, 200);
      }
    } finally {
      await stopWaybill(waybill);
      execFileSync('umount', [disk]);
    }
  },
);
