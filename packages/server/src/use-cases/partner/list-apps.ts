/** Lists the partners' apps of an account. */
import { listApps as selectApps, type RegisteredApp } from '../../store/registered-app.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';

/** Newest first, ended ones too. */
export async function listApps(deps: Deps, { accountId }: Caller, page: PageOf): Promise<readonly RegisteredApp[]> {
  return selectApps(deps.db.of(accountId), accountId, page);
}
