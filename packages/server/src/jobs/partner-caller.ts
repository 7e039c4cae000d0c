/** Keeps making the calls to partners that are due. Any number may run: a call belongs to one of them. */
import { handBackCalls } from '../store/partner-call-queue.ts';
import type { Deps } from '../use-cases/deps.ts';
import { claimCalls, laneOf, type LeasedCall } from '../use-cases/partner-call/claim.ts';
import { makeCall } from '../use-cases/partner-call/settle.ts';
import type { Loop } from './loop.ts';
import { createPlaces } from './places.ts';

export interface PartnerCallerOptions {
  /** Calls under way at once, at most. */
  readonly places?: number;
  /** Of these, to one partner at most; fewer when places run short, so that silent partners never take them all. */
  readonly perPartner?: number;
  readonly idleMs?: number;
  /** Must exceed the deadline of a call by far. Shorter only in tests. */
  readonly leaseSeconds?: number;
  readonly graceMs?: number;
}

/** With this share of the free places for each partner, several silent ones leave room for the rest. */
const fairShare = 8;

export function createPartnerCaller(deps: Deps, options: PartnerCallerOptions = {}): Loop {
  const { places = 64, perPartner = 4, idleMs = 250, leaseSeconds = 90, graceMs = 3000 } = options;
  return createPlaces<LeasedCall>({
    name: 'caller of partners',
    places,
    idleMs,
    graceMs,
    log: deps.log,
    claim(free, calls) {
      const underWay = new Map([...Map.groupBy(calls, laneOf)].map(([lane, { length }]) => [lane, length] as const));
      const perLane = Math.max(1, Math.min(perPartner, Math.floor(free / fairShare)));
      return claimCalls(deps, { limit: free, perLane, underWay, leaseSeconds });
    },
    work: (call) => makeCall(deps, call),
    handBack: (left) => handBackCalls(deps.db.house, left),
  });
}
