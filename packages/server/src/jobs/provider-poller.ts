/** Keeps asking providers what has changed. Any number may run: a service is asked by one of them. */
import { claimDueServices, type DueService } from '../store/provider-poll.ts';
import type { Deps } from '../use-cases/deps.ts';
import { pollService } from '../use-cases/poll/poll-service.ts';
import type { Loop } from './loop.ts';
import { createPlaces } from './places.ts';

export interface ProviderPollerOptions {
  /** Seconds between two polls of a service, a fifth more or less; the setting's, but in tests. */
  readonly everySeconds?: number;
  /** Services that are asked at once, at most. */
  readonly places?: number;
  readonly idleMs?: number;
  /** Must exceed what a poll and a round of a sweep take by far. Shorter only in tests. */
  readonly leaseSeconds?: number;
  readonly graceMs?: number;
}

export function createProviderPoller(deps: Deps, options: ProviderPollerOptions = {}): Loop {
  const {
    everySeconds = deps.settings.providerPollSeconds,
    places = 16,
    idleMs = 500,
    leaseSeconds = 120,
    graceMs = 3000,
  } = options;
  return createPlaces<DueService>({
    name: 'poller of providers',
    places,
    idleMs,
    graceMs,
    log: deps.log,
    claim: (limit) => claimDueServices(deps.db.house, { id: deps.newId(), now: deps.now(), limit, leaseSeconds }),
    work: (due) => pollService(deps, due, everySeconds),
  });
}
