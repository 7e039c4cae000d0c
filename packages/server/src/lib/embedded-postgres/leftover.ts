/** Stops a database that outlived its server: after `kill -9` of the server, PostgreSQL runs on alone. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../start-fault.ts';
import { commandLine, processIdentity } from './process-identity.ts';

/** Milliseconds that a polite stop may take before the next, ruder signal. */
const patience = { SIGINT: 5000, SIGQUIT: 2000, SIGKILL: 2000 } as const;

/** Call it only with the directory locked: whatever runs there then has no master. */
export const stopLeftover = async (cluster: string) => {
  const file = join(cluster, 'postmaster.pid');
  const [first = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return;
  const command = await commandLine(pid);
  if (command?.includes(`-D ${cluster} `)) return stopProcess(pid);
  // After a reboot the number may belong to anyone. Only a PostgreSQL could be at work here; see that it is none
  // before the file goes, because the file is what keeps a second one out.
  if (command === null || !/postgres|postmaster/.test(command)) return rm(file, { force: true });
  throw new StartFault(
    `Another PostgreSQL (process ${pid}) may be at work in ${cluster}.`,
    `Stop it (kill -INT ${pid}). If it belongs to another database, remove ${file} and start again.`,
  );
};

const answersSignals = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
};

const stopProcess = async (pid: number) => {
  for (const [signal, wait] of Object.entries(patience)) {
    process.kill(pid, signal);
    for (let waited = 0; waited < wait; waited += 20) {
      if ((await processIdentity(pid)) === null) return;
      await sleep(20);
    }
  }
};
