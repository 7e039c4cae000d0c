/** Takes fixes from a device: each is judged on its own, the good ones are stored. */
import type { Account } from '../../domain/account/account.ts';
import { DomainError } from '../../domain/errors.ts';
import { refusalOf, type Position } from '../../domain/tracking/position.ts';
import { findTracker } from '../../store/tracker.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { requireTracker } from '../fleet/trackers.ts';
import { transact } from '../transact.ts';

export interface RefusedFix {
  readonly index: number;
  readonly path: string;
  readonly message: string;
}

export interface Recorded {
  readonly accepted: number;
  readonly refused: readonly RefusedFix[];
}

/**
 * Stores the fixes of the device with this code. Sending a fix again changes nothing; a late one goes into the track
 * and does not move the latest position back.
 * @throws DomainError `tracker_not_found`, `too_many_requests`
 */
export async function recordPositions(
  deps: Deps,
  { account, caller }: { readonly account: Account; readonly caller: Caller },
  trackerCode: string,
  fixes: readonly Position[],
): Promise<Recorded> {
  const trackerId = await requireTracker(deps, deps.db.of(account.id), account, trackerCode);
  return store(deps, caller, trackerId, fixes);
}

/** As `recordPositions`, by the tracker's id. */
export async function recordPositionsById(
  deps: Deps,
  caller: Caller,
  trackerId: string,
  fixes: readonly Position[],
): Promise<Recorded> {
  const { accountId } = caller;
  if (!deps.positions.remembers(accountId, trackerId)) {
    const tracker = await findTracker(deps.db.of(accountId), accountId, trackerId);
    if (!tracker) throw new DomainError('tracker_not_found', 'There is no such tracker.');
    // as the database writes it: the fix is compared by it
    deps.positions.remember(accountId, tracker.id);
  }
  return store(deps, caller, trackerId, fixes);
}

async function store(deps: Deps, caller: Caller, trackerId: string, fixes: readonly Position[]): Promise<Recorded> {
  const now = deps.now();
  const refused: RefusedFix[] = [];
  const good: Position[] = [];
  fixes.forEach((fix, index) => {
    const refusal = refusalOf(fix, now);
    if (refusal) refused.push({ index, ...refusal });
    else good.push(fix);
  });
  if (good.length > 0) {
    await deps.positions.store(good.map((fix) => ({ accountId: caller.accountId, trackerId, fix })));
  }
  const recorded: Recorded = { accepted: good.length, refused };
  // a fix stored twice is stored once, so the kept answer may commit after the effect
  return caller.seal ? transact(deps, caller, () => Promise.resolve(recorded)) : recorded;
}
