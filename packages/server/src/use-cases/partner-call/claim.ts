/** Takes due calls to partners, for as long as a lease lasts: fair between partners, and past open breakers. */
import type { Transaction } from 'kysely';
import { leaseCalls, lockDueCalls, putOffCalls, type DueCall } from '../../store/partner-call-queue.ts';
import { takeProbe, type PartnerKey } from '../../store/partner-health.ts';
import type { DB } from '../../store/schema.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { isOpen, patience, probeEnd } from './breaker.ts';
import type { ClaimedCall } from './partner-calls.ts';

/** One that is ours to make until its lease ends. */
export interface LeasedCall extends ClaimedCall {
  /** Names the lease. */
  readonly claim: string;
  /** It is the one that an open breaker lets through. */
  readonly probe: boolean;
}

export interface CallClaim {
  /** Calls at most. */
  readonly limit: number;
  /** Calls of one lane at most, those that are under way included. */
  readonly perLane: number;
  /** Calls under way in this process, by lane. */
  readonly underWay: ReadonlyMap<string, number>;
  /** Far more than the deadline of a call. */
  readonly leaseSeconds: number;
}

/** Due calls that one claim looks at: what it does not take it looks at again, without the lanes that are full by then. */
const window = 100;

/** Calls by one connector to one partner share its breaker and their places. */
export const laneOf = ({ connector, partnerId }: Pick<PartnerKey, 'connector' | 'partnerId'>) =>
  `${connector} ${partnerId}`;

/** Safe in any number of processes: a call has one lease at a time, and of each aggregate and connector one is out. */
export async function claimCalls(deps: Pick<Deps, 'db' | 'newId' | 'now'>, options: CallClaim): Promise<LeasedCall[]> {
  const { limit, perLane, underWay, leaseSeconds } = options;
  const now = deps.now();
  const except = [...underWay].flatMap(([lane, count]) => (count >= perLane ? [lane] : []));
  return transact(deps, house, async (tx) => {
    const due = await lockDueCalls(tx, { now, limit: window, except });
    const shut = due.filter((call) => isOpen(call, now));
    if (shut.length > 0) await putOffCalls(tx, shut);
    const taken: { readonly call: DueCall; readonly probe: boolean }[] = [];
    const lanes = new Map(underWay);
    for (const call of due) {
      if (taken.length >= limit) break;
      if (isOpen(call, now)) continue;
      const lane = laneOf(call);
      const busy = lanes.get(lane) ?? 0;
      const probe = isTried(call);
      if (busy >= (probe ? 1 : perLane)) continue;
      lanes.set(lane, busy + 1);
      if (probe && !(await mayProbe(tx, call, now))) continue;
      taken.push({ call, probe });
    }
    const claim = deps.newId();
    if (taken.length > 0) await leaseCalls(tx, taken.map(({ call }) => call), { claim, seconds: leaseSeconds });
    return taken.map(({ call, probe }) => toLeased(call, claim, probe));
  });
} // prettier-ignore

/** Its pause is over, and nobody has asked yet whether it answers again. */
const isTried = ({ failures }: DueCall) => failures >= patience;

const mayProbe = (tx: Transaction<DB>, partner: PartnerKey, now: Date) =>
  takeProbe(tx, partner, { now, until: probeEnd(now) });

function toLeased(call: DueCall, claim: string, probe: boolean): LeasedCall {
  const { accountId, id, connector, partnerId, aggregateId, sequence, operation, content, attempts } = call;
  const asked = { accountId, id, connector, partnerId, aggregateId, sequence, operation, content };
  return { ...asked, attempt: attempts + 1, claim, probe };
}
