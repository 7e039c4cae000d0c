/** The queue of jobs other than webhooks: pg-boss in a schema of its own, with few and fixed queues. */
import { PgBoss } from 'pg-boss';
import type { Deps } from '../use-cases/deps.ts';
import { maintenanceTasks, runMaintenance } from './maintenance.ts';

export interface JobQueue {
  readonly boss: PgBoss;
  /** Lets running jobs end, then closes its connections. */
  readonly stop: () => Promise<void>;
}

/** Jobs that failed each time lie here until someone looks; nothing works on them. */
const deadLetter = 'dead-letter';

/** A worker that died is noticed by its missing heartbeat and its job runs again. Seconds. */
const heartbeat = 30;
const stopMs = 4000;

/**
 * @param connectionString of the same database; the queue has a small pool of its own.
 * @param pollSeconds between looks for a job; no job of ours is in a hurry.
 */
export async function startJobQueue(deps: Deps, connectionString: string, pollSeconds = 5): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString,
    application_name: 'waybill jobs',
    schema: 'pgboss',
    max: 2,
    superviseIntervalSeconds: heartbeat,
    monitorIntervalSeconds: heartbeat,
  });
  boss.on('error', (error) => deps.log.error({ err: error }, 'the job queue had an error'));
  await boss.start();
  await boss.createQueue(deadLetter, { retentionSeconds: 30 * 86_400 });
  await boss.createQueue('maintenance', {
    deadLetter,
    heartbeatSeconds: heartbeat,
    expireInSeconds: 3600,
    retryLimit: 5,
    retryDelay: 60,
    retryBackoff: true,
    deleteAfterSeconds: 7 * 86_400,
  });
  for (const [task, { cron }] of Object.entries(maintenanceTasks)) {
    await boss.schedule('maintenance', cron, { task }, { key: task, tz: 'UTC' });
  }
  await boss.work<{ task: string }>('maintenance', { pollingIntervalSeconds: pollSeconds }, async (jobs) => {
    for (const { data } of jobs) await runMaintenance(deps, data.task);
  });
  return { boss, stop: () => boss.stop({ graceful: true, timeout: stopMs }) };
}
