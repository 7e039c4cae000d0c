/** Keeps the PostgreSQL server running on one port until it is told to stop. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from './postmaster.ts';
import type { Launch } from './postmaster.ts';

export type Supervised = { pid(): number | undefined; stop(): Promise<void> };

/** Milliseconds: first wait, longest wait, and how long a run counts as a success that resets the wait. */
const backOff = { first: 100, longest: 5000, healthy: 30_000 };

export const supervise = (plan: Launch, firstChild: ChildProcess): Supervised => {
  let child = firstChild;
  const stopping = new AbortController();
  // Whatever ends our process, the database is asked to close its files.
  const onExit = () => void child.kill('SIGINT');
  process.once('exit', onExit);

  const watch = async () => {
    let wait = backOff.first;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const why = await untilExit(child);
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > backOff.healthy) wait = backOff.first;
      plan.log.error(`the database ended unexpectedly (${why}); starting it again`);
      while (!(await relaunch())) {
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        wait = Math.min(wait * 2, backOff.longest);
      }
    }
  };
  const relaunch = async () => {
    try {
      child = await launch(plan);
      plan.log.info('the database is back');
      return true;
    } catch (cause) {
      plan.log.error(`the database does not start: ${cause instanceof Error ? cause.message : String(cause)}`);
      return false;
    }
  };
  const watched = watch();

  return {
    pid: () => child.pid,
    stop: async () => {
      stopping.abort();
      process.off('exit', onExit);
      await shutDown(child);
      await watched;
      // A start that was under way when the stop came has made a new child by now.
      await shutDown(child);
    },
  };
};

const untilExit = async (child: ChildProcess): Promise<string> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? `exit code ${child.exitCode}`;
};

/** Fast first (open transactions are rolled back), after 5 s at once (the next start replays the log). */
const shutDown = async (child: ChildProcess) => {
  child.ref();
  const ended = untilExit(child);
  for (const [signal, wait] of [['SIGINT', 5000] as const, ['SIGQUIT', 2000] as const]) {
    child.kill(signal);
    const gaveUp = new AbortController();
    const late = sleep(wait, 'late', { signal: gaveUp.signal }).catch(() => 'ended');
    const first = await Promise.race([ended, late]);
    gaveUp.abort();
    if (first !== 'late') return;
  }
  child.kill('SIGKILL');
  await ended;
};
