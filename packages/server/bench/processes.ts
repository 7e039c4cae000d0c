/** Starts the servers under test as processes of their own, over one durable database. */
import { spawn, type ChildProcess } from 'node:child_process';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../src/lib/embedded-postgres/start-embedded-postgres.ts';

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Megabytes in memory. */
  readonly memory: () => number;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

export interface Bench {
  readonly databaseUrl: string;
  readonly product: (env?: Readonly<Record<string, string>>) => Promise<Server>;
  readonly anchor: (file: string) => Promise<Server>;
  /** It comes back by itself. */
  readonly killDatabase: () => void;
  readonly close: () => Promise<void>;
}

const here = import.meta.dirname;

/** fsync stays on: what is measured is durable. */
export async function openBench(): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
  chmodSync(directory, 0o711);
  const log = pino({ level: 'silent' });
  const database = await startEmbeddedPostgres({ directory, log });
  const running = new Set<Server>();

  async function start(file: string, env: Readonly<Record<string, string>>): Promise<Server> {
    const child = spawn(process.execPath, [file], {
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const server = toServer(child, await addressOf(child));
    running.add(server);
    return server;
  }

  return {
    databaseUrl: database.url,
    product: (env = {}) =>
      start(join(here, '..', 'src', 'main.ts'), {
        PORT: '0',
        WAYBILL_DATA: join(directory, 'product'),
        WAYBILL_SANDBOX: 'on',
        WAYBILL_PRIVATE_URLS: 'allow',
        WAYBILL_LOG_LEVEL: 'warn',
        WAYBILL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
        ...env,
      }),
    anchor: (file) => start(join(here, file), {}),
    killDatabase() {
      process.kill(database.pid() ?? assert.fail('The database does not run.'), 'SIGKILL');
    },
    async close() {
      await Promise.all([...running].map((server) => server.kill('SIGTERM').catch(() => undefined)));
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      const address = /at (http:\/\/[^\s]+)/.exec(output)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`A server ended before it was ready: ${output}`)));
  });
}

function toServer(child: ChildProcess, url: string): Server {
  // spawned, so it has a number
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}
