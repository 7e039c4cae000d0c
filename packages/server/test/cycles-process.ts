/** A process of its own that makes cycles until it dies of its n-th id: `node cycles-process.ts URL NOW N`. */
import { pino } from 'pino';
import { newId } from '../src/lib/new-id.ts';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import { runCycles } from '../src/use-cases/subscription/run-cycles.ts';

const [, , url = '', now = '', ids = ''] = process.argv;
const log = pino({ level: 'silent' });
const db = createDatabase(createPool({ url, size: 2, log }));
let left = Number(ids);

const mortalId = (): string => {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
  return newId();
};

for (;;) await runCycles({ db, log, newId: mortalId, now: () => new Date(now) }, 10);
