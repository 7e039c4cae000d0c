/** Looks into a database that runs: whether it lets us in, its version, its migrations. Reads only. */

import { inspectDatabase } from '../../packages/server/src/store/inspect.ts';
import { StartFault } from '../../packages/server/src/lib/start-fault.ts';
import { broken, fine } from './check.ts';
import type { Finding } from './check.ts';

const ownRole =
  'It works, without the second wall between tenants (row-level security): give Waybill a role of its own that owns its ' +
  'database and is neither superuser nor BYPASSRLS.';

export const checkDatabase = async (url: string, migrations: string): Promise<Finding> => {
  try {
    const { version, pending, bypasses } = await inspectDatabase(url, migrations);
    const state = pending === 0 ? 'up to date' : `${pending} migrations to apply at the next start`;
    const words = `The database answers: PostgreSQL ${version}, ${state}`;
    return bypasses ? { ok: true, words: `${words}, but its role is a superuser`, mend: ownRole } : fine(words);
  } catch (cause) {
    if (cause instanceof StartFault) return broken(cause.message, cause.mend);
    throw cause;
  }
};
