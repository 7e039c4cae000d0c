/** The server under test: one data directory and one port, through any number of violent deaths. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from '../../src/lib/embedded-postgres/process-identity.ts';
import { findRunningPostgres } from '../../src/lib/embedded-postgres/running-postgres.ts';
import { findQuietPort } from '../quiet-port.ts';
import { makeDataDirectory, startWaybill, stopWaybill, type Scope, type WaybillProcess } from '../waybill-process.ts';

export interface CrashHouse {
  readonly base: string;
  readonly data: string;
  /** The embedded database as its superuser; its port is another after each death of the server. */
  readonly databaseUrl: () => Promise<string>;
  /** SIGKILL, and a new server on the same directory and port. @returns milliseconds from the kill until it was ready. */
  readonly killServer: () => Promise<number>;
  /** In order, and for good. */
  readonly stopServer: () => Promise<void>;
  /** SIGKILL to the postmaster and every backend. The server stays, and is not told. */
  readonly killDatabase: () => Promise<void>;
}

export async function openCrashHouse(t: Scope, env: Readonly<Record<string, string>> = {}): Promise<CrashHouse> {
  const data = makeDataDirectory(t);
  const port = await findQuietPort();
  const settings = {
    WAYBILL_DATA: data,
    PORT: String(port),
    WAYBILL_PRIVATE_URLS: 'allow',
    // a receiver that fails now and then must not hold the end of the run up
    WAYBILL_WEBHOOK_RETRIES: Array.from({ length: 100 }, () => '0.5').join(','),
    WAYBILL_LOG_LEVEL: 'fatal',
    ...env,
  };
  let server: WaybillProcess = startWaybill(t, settings);
  const base = await server.ready;
  return {
    base,
    data,
    async databaseUrl() {
      for (;;) {
        const running = await findRunningPostgres(data);
        if (running) return running.adminUrl;
        await sleep(20);
      }
    },
    async killServer() {
      const begun = performance.now();
      server.child.kill('SIGKILL');
      await server.exited;
      server = startWaybill(t, settings);
      await server.ready;
      return performance.now() - begun;
    },
    async stopServer() {
      await stopWaybill(server);
    },
    killDatabase: () => killPostgres(data),
  };
}

/** Backends are sessions of their own, so no process group holds them all: their parent is what they share. */
async function killPostgres(data: string): Promise<void> {
  const [first] = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const postmaster = Number(first);
  if (!Number.isInteger(postmaster) || postmaster <= 1) throw new Error('The database does not run.');
  const backends = await childrenOf(postmaster);
  for (const pid of [postmaster, ...backends]) kill(pid);
  while ((await processIdentity(postmaster)) !== null) await sleep(5);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    // ended by itself since it was listed
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/** Only where /proc is; elsewhere the backends notice by themselves that their master is gone. */
async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // the program's name may hold spaces and brackets; what follows its last bracket is plain (proc(5))
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    }),
  );
  return pids.map(Number).filter((_, index) => parents[index] === parent);
}
