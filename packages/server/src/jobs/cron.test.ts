/** Two processes that keep the same timetable. It takes a minute: the clock of a timetable cannot be turned. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDeps } from '../../test/deps.ts';
import { until, webhookHouse, type WebhookHouse } from '../../test/webhook-house.ts';
import { startJobQueue } from './job-queue.ts';

let house: WebhookHouse;
before(async () => (house = await webhookHouse()));
after(() => house.database.close());

test(
  'R15: of two processes with the same timetable one does what is due, once for each time',
  { timeout: 400_000 },
  async (t) => {
    const deps = testDeps(house.database.tenants);
    // They look at the timetable each half minute. What is due at 12:01 and seen at 12:01:58 may be done at 12:02:
    // jobs are told apart by their minute, so nobody may look so late.
    const late = (Date.now() / 1000) % 30;
    if (late > 15) await sleep((30 - late) * 1000);
    const queues = await Promise.all([1, 2].map(() => startJobQueue(deps, house.database.url, 0.5)));
    // Also when something fails: what goes on running would hold up all the others.
    t.after(() => Promise.all(queues.map(({ stop }) => stop())));
    const key = randomBytes(4).toString('hex');
    for (const { boss } of queues)
      await boss.schedule('maintenance', '* * * * *', { task: 'purge' }, { key, tz: 'UTC' });
    const own = `name = 'maintenance' and data->>'task' = 'purge'`;
    const jobs = () => house.rows(`select created_on from pgboss.job where ${own}`);
    await until(async () => (await jobs()).length > 0, 150_000);
    // longer than either of them waits between two looks at the timetable
    await sleep(35_000);
    const minutes = (await jobs()).map((job) => new Date(String(job['created_on'])).toISOString().slice(0, 16));
    assert.deepEqual(minutes, [...new Set(minutes)]);
    const done = `select count(*)::int as n from pgboss.job where ${own} and state = 'completed'`;
    // The last one may have become due just now, and on a busy machine it may need its second try, a minute later.
    await until(async () => Number((await house.row(done))?.['n']) >= minutes.length, 150_000);
  },
);
