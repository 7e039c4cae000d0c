/** Housekeeping by the clock. Each task may run twice, or in two processes at once, without harm. */
import { purgeHub } from '../store/maintenance-hub.ts';
import { purgePartners } from '../store/maintenance-partners.ts';
import {
  dropStaleMessages,
  purgeIdempotencyKeys,
  purgeMessages,
  purgePlans,
  purgeSessions,
} from '../store/maintenance.ts';
import { preparePositionDays as prepareDays } from '../store/position.ts';
import type { Deps } from '../use-cases/deps.ts';
import { expirePolicies } from '../use-cases/policy/expire-policies.ts';
import { sweepOrphanFiles } from '../use-cases/proof/sweep-orphan-files.ts';
import { reconcile } from '../use-cases/reconciliation/reconcile.ts';
import { openReconciliations } from '../use-cases/reconciliation/runs.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long things are kept after their use is over. */
const kept = { answers: dayMs, sessions: 7 * dayMs, messages: 30 * dayMs, plans: 30 * dayMs } as const;

/** Yesterday, because devices report late; a week ahead, so that a worker may be down for days. */
export async function preparePositionDays({ db, now }: Deps): Promise<void> {
  await prepareDays(db.house, new Date(now().getTime() - dayMs), 9);
}

async function purge({ db, now, log }: Deps): Promise<void> {
  const before = (age: number) => new Date(now().getTime() - age);
  log.info(
    {
      answers: await purgeIdempotencyKeys(db.house, before(kept.answers)),
      sessions: await purgeSessions(db.house, before(kept.sessions)),
      staleMessages: await dropStaleMessages(db.house, before(kept.messages)),
      messages: await purgeMessages(db.house, before(kept.messages)),
      plans: await purgePlans(db.house, before(kept.plans)),
      ...(await purgePartners(db.house, now())),
      ...(await purgeHub(db.house, now())),
    },
    'what has served its time was removed',
  );
}

async function sweepFiles(deps: Deps): Promise<void> {
  deps.log.info(await sweepOrphanFiles(deps), 'files that no row names were removed');
}

async function endPolicies(deps: Deps): Promise<void> {
  deps.log.info({ policies: await expirePolicies(deps) }, 'policies whose time was over have ended');
}

/** Every task with its hours, UTC. */
export const maintenanceTasks = {
  'prepare-position-days': { cron: '5 */6 * * *', run: preparePositionDays },
  purge: { cron: '17 * * * *', run: purge },
  'sweep-files': { cron: '41 3 * * *', run: sweepFiles },
  'end-policies': { cron: '7 * * * *', run: endPolicies },
  'open-reconciliations': { cron: '23 2 * * *', run: openReconciliations },
  // those that were begun, by the clock or by hand
  reconcile: { cron: '* * * * *', run: async (deps) => void (await reconcile(deps)) },
} as const satisfies Record<string, { cron: string; run: (deps: Deps) => Promise<void> }>;

/** @throws Error for a task that this version does not know: the queue tries it again, then lays it aside. */
export async function runMaintenance(deps: Deps, task: string): Promise<void> {
  const known = Object.entries(maintenanceTasks).find(([name]) => name === task);
  if (!known) throw new Error(`There is no maintenance task ${task}.`);
  await known[1].run(deps);
}
