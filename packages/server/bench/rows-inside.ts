/** T15: what a request's sign-in costs inside the process, without HTTP around it. */
import { pino } from 'pino';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import { authenticateKey, createSignIns } from '../src/use-cases/account/authenticate.ts';
import type { Row } from './row.ts';

/** Looked at in one go between two looks at the clock. */
const batch = 1000;

/** @param url of a database with the sandbox in it */
export function insideRows(url: string): { rows: readonly Row[]; close: () => Promise<void> } {
  const pool = createPool({ url, size: 1, log: pino({ level: 'silent' }) });
  const deps = { db: createDatabase(pool), now: () => new Date(), signIns: createSignIns() };
  const rows: readonly Row[] = [
    {
      id: 'T15',
      what: 'processor time to check a remembered key, against 30 µs',
      unit: 'µs',
      better: 'less',
      target: 1,
      product: async (seconds) => {
        const before = process.cpuUsage();
        let checks = 0;
        for (const end = performance.now() + seconds * 1000; performance.now() < end; checks += batch) {
          for (let n = 0; n < batch; n += 1) await authenticateKey(deps, 'native', 'sandbox-native-key');
        }
        const { user, system } = process.cpuUsage(before);
        return (user + system) / checks;
      },
      limit: () => Promise.resolve(30),
    },
  ];
  return { rows, close: () => pool.end() };
}
