/** Whoever follows trackers is killed again and again; what they crossed is told once. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFollowingHouse, type FollowingHouse } from './following-house.ts';

let house: FollowingHouse;
before(async () => void (house = await openFollowingHouse()));
after(() => house.database.close());

const seed = Number(process.env['WAYBILL_TEST_SEED'] ?? Date.now() % 1_000_000);
const kills = 5;
/** Minutes, with a round trip from the hub's middle to 5 km away and back in six of them. */
const turns = 30;

it('G2: killed between claims and in the middle of one, nothing is told twice and nothing is lost', async (t) => {
  t.diagnostic(`seed ${seed} (WAYBILL_TEST_SEED)`);
  await house.hub(0);
  const codes = Array.from({ length: 6 }, (_, index) => `KILLED-${index}`);
  const trips = [];
  for (const own of codes) trips.push(await house.trip({ own }));
  const told: string[] = [];
  let minute = 0;
  let felt = 0;
  for (let round = 0; round < kills; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'follow-process.ts'), house.database.url]);
    await once(child.stdout, 'data');
    const dies = sleep(20 + ((seed * (round + 7)) % 300)).then(() => child.kill('SIGKILL'));
    for (let turn = 0; turn < turns / kills; turn += 1) {
      minute += 3;
      const away = minute % 6 === 0;
      await Promise.all(codes.map((code) => house.report(code, away ? 5 : 0, minute)));
      told.push(`${away ? 'out' : 'in'} ${minute}`);
    }
    await dies;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    const rows = await house.rows("select 1 from event where type in ('trip.entered_hub', 'trip.left_hub')");
    if (rows.length > 0 && rows.length < told.length * codes.length) felt += 1;
  }
  // what the dead held in their transactions is given back when the database notices
  for (let left = 50; (await house.work()) > 0 || left > 0; left -= 1) await sleep(20);
  for (const { id } of trips) assert.deepEqual(await house.crossings(id), told);
  const versions = await house.rows(`select version - 2 as crossings from trip where state = 'started'`);
  assert.deepEqual(versions, trips.map(() => ({ crossings: told.length }))); // prettier-ignore
  t.diagnostic(`${felt} of ${kills} died with work undone`);
});
