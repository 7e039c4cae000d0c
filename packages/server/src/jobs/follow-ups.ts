/** Keeps doing what followers have to do after events. Any number may run. */
import type { Deps } from '../use-cases/deps.ts';
import { runFollowUps } from '../use-cases/follow/run-follow-ups.ts';
import { createLoop, type Loop } from './loop.ts';

export interface FollowUpsOptions {
  /** Milliseconds between looks; the relay of the same process wakes it. */
  readonly idleMs?: number;
  readonly batch?: number;
  /** Called after something was done. */
  readonly onFollowed?: () => void;
}

export function createFollowUps(deps: Deps, { idleMs = 250, batch = 50, onFollowed }: FollowUpsOptions = {}): Loop {
  return createLoop({
    name: 'following of events',
    idleMs,
    log: deps.log,
    async round() {
      const followed = await runFollowUps(deps, batch);
      if (followed > 0) onFollowed?.();
      // those behind a first one are due once it is done
      return followed > 0;
    },
  });
}
