/** A process of its own that follows trackers without a pause, so that a test can kill it: `node follow-process.ts URL`. */
import { pino } from 'pino';
import { newId } from '../src/lib/new-id.ts';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import { followTrackers } from '../src/use-cases/tracking/follow-trackers.ts';

const [, , url = ''] = process.argv;
const log = pino({ level: 'silent' });
const db = createDatabase(createPool({ url, size: 2, alongIndexes: true, log }));
process.stdout.write('following\n');
for (;;) await followTrackers({ db, log, newId, now: () => new Date() }, { lagMs: 0, limit: 3 });
