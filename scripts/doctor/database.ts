/** Looks into a database that runs: whether it lets us in, its version, its migrations. Reads only. */

import { inspectDatabase } from '../../packages/server/src/store/inspect.ts';
import { StartFault } from '../../packages/server/src/lib/start-fault.ts';
import { broken, fine } from './check.ts';
import type { Finding } from './check.ts';

export const checkDatabase = async (url: string, migrations: string): Promise<Finding> => {
  try {
    const { version, pending } = await inspectDatabase(url, migrations);
    const state = pending === 0 ? 'up to date' : `${pending} migrations to apply at the next start`;
    return fine(`The database answers: PostgreSQL ${version}, ${state}`);
  } catch (cause) {
    if (cause instanceof StartFault) return broken(cause.message, cause.mend);
    throw cause;
  }
};
