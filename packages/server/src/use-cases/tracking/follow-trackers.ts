/** One round of following: each trip under way whose tracker has told something new is taken on in its own transaction. */
import { listDueTrips, type DueTrip } from '../../store/tracker-watch.ts';
import { claimStartedTrip } from '../../store/trip.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { takeFixes } from './take-fixes.ts';

export type FollowDeps = Pick<Deps, 'db' | 'log' | 'newId' | 'now'>;

export interface FollowOptions {
  /** A fix this young may still be overtaken by an earlier one on its way. */
  readonly lagMs: number;
  /** Trips in one round. */
  readonly limit: number;
}

/** A round goes on past this many trips that fail; more of them are no accident. */
const mostFailures = 3;

/**
 * Safe in any number of processes: a trip is locked while its tracker is followed, and whoever finds it locked leaves it
 * for the next round.
 * @returns how many trips were taken on.
 */
export async function followTrackers(deps: FollowDeps, { lagMs, limit }: FollowOptions): Promise<number> {
  const ripeAt = new Date(deps.now().getTime() - lagMs);
  const due = await listDueTrips(deps.db.house, ripeAt, limit);
  const failures: unknown[] = [];
  let followed = 0;
  for (const one of due) {
    try {
      if (await followOne(deps, one, ripeAt)) followed += 1;
    } catch (error) {
      deps.log.error({ err: error, tripId: one.tripId }, 'the tracker of a trip could not be followed');
      failures.push(error);
      if (failures.length === mostFailures) break;
    }
  }
  if (failures.length > 0 && followed === 0) throw failures[0];
  return followed;
}

async function followOne(deps: FollowDeps, { accountId, tripId }: DueTrip, ripeAt: Date): Promise<boolean> {
  const caller: Caller = { ...house, accountId };
  return transact(deps, house, async (tx) => {
    const trip = await claimStartedTrip(tx, accountId, tripId);
    return trip !== null && (await takeFixes(deps, tx, caller, trip, ripeAt)) !== null;
  });
}
