/** T19 and T20: what a question about 100,000 subscription orders takes inside the process, with the page that is read. */
import { pino } from 'pino';
import { addManyOrders, rare } from '../test/many-orders.ts';
import { defaultSettings } from '../src/domain/account/account.ts';
import { newId } from '../src/lib/new-id.ts';
import { insertAccount } from '../src/store/account.ts';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import { createListMemory } from '../src/use-cases/listing/list-memory.ts';
import type { ListDeps } from '../src/use-cases/listing/listing.ts';
import { warmLists } from '../src/use-cases/listing/warm-lists.ts';
import { listOrders } from '../src/use-cases/subscription/read-orders.ts';
import { percentile } from './percentile.ts';
import type { Row } from './row.ts';

const orders = 100_000;
const size = 20;
const none = { search: null, kinds: null, statuses: null, from: null, until: null, page: 1, size };
/** The first page and the last, what all orders have, some, and one. */
const questions = [{}, { page: orders / size }, { search: 'a' }, { search: rare.some }, { search: rare.one }];

/** @param url of a migrated database; the orders are written when the first row is measured */
export function listingRows(url: string): { rows: readonly Row[]; close: () => Promise<void> } {
  const log = pino({ level: 'silent' });
  const now = () => new Date();
  const pool = createPool({ url, size: 2, log });
  const db = createDatabase(pool);
  const accountId = newId();
  const caller = { accountId, actor: 'bench', credentialId: null };
  const kept = { db, lists: createListMemory({ log, now }) };
  const asked = { db, lists: createListMemory({ log, now, leastRows: Infinity }) };

  const fill = async () => {
    await insertAccount(db.house, { id: accountId, name: 'Bench', currency: 'MYR', timeZone: 'Asia/Kuala_Lumpur', settings: defaultSettings }); // prettier-ignore
    await addManyOrders(db.house, accountId, orders);
    await warmLists(kept);
  };
  let filled: Promise<void> | undefined;
  const p95 = async (deps: ListDeps, seconds: number) => {
    await (filled ??= fill());
    const times: number[] = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      for (const question of questions) {
        const begun = performance.now();
        await listOrders(deps, caller, { ...none, ...question });
        times.push(performance.now() - begun);
      }
    }
    return percentile(times, 0.95);
  };

  const rows: readonly Row[] = [
    {
      id: 'T19',
      what: 'a page or a search of 100,000 subscription orders, p95, against 50 ms',
      unit: 'ms',
      better: 'less',
      target: 1,
      product: (seconds) => p95(kept, seconds),
      limit: () => Promise.resolve(50),
    },
    {
      id: 'T20',
      what: 'the same, against the same questions asked of the database',
      unit: 'ms',
      better: 'less',
      target: 0.25,
      product: (seconds) => p95(kept, seconds),
      limit: (seconds) => p95(asked, seconds),
    },
  ];
  return { rows, close: () => pool.end() };
}
