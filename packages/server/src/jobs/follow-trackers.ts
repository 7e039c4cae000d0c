/** Keeps following the trackers of trips under way. Any number may run. */
import { followTrackers, type FollowDeps } from '../use-cases/tracking/follow-trackers.ts';
import { createLoop, type Loop } from './loop.ts';

export interface FollowerOptions {
  readonly idleMs?: number;
  /** What came in disorder within this time is put in order. */
  readonly lagMs?: number;
  /** Trips in one round. */
  readonly batch?: number;
}

export function createFollower(
  deps: FollowDeps,
  { idleMs = 1000, lagMs = 2000, batch = 100 }: FollowerOptions = {},
): Loop {
  return createLoop({
    name: 'following of trackers',
    idleMs,
    log: deps.log,
    round: async () => (await followTrackers(deps, { lagMs, limit: batch })) >= batch,
  });
}
