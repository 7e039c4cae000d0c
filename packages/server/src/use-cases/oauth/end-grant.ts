/** Ends what a member allowed an app: every code and token of it is dead from then on. */
import { findGrant, revokeGrant } from '../../store/oauth-grant.ts';
import type { Deps } from '../deps.ts';

/** One that has ended, or never was, stays as it is. */
export async function endGrant(deps: Pick<Deps, 'db' | 'now' | 'signIns'>, grantId: string): Promise<void> {
  const grant = await findGrant(deps.db.anyone, grantId);
  if (!grant) return;
  await revokeGrant(deps.db.of(grant.accountId), grant.accountId, grantId, deps.now());
  // at once in this process, elsewhere when the cache has forgotten it
  deps.signIns.bearers.clear();
}
