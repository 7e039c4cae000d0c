/** Works on a plan from its claim to its end: gather, search, keep what was found, make trips of it, tell. */
import type { Progress } from '@waybill/route-planner';
import type { Transaction } from 'kysely';
import type { Account } from '../../domain/account/account.ts';
import type { PlannedTrip } from '../../domain/event/event.ts';
import { failPlan, finishPlan, type PlanChanged } from '../../domain/plan/lifecycle.ts';
import { mostAttempts, type Plan, type PlanProgress, type PlanResult } from '../../domain/plan/plan.ts';
import { findAccount } from '../../store/account.ts';
import { handBackPlan, lockClaimedPlan, savePlanEnd, savePlanResult } from '../../store/route-plan.ts';
import type { DB } from '../../store/schema.ts';
import { findTrips, toTripSummary } from '../../store/trip.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { applyNext } from './apply-plan.ts';
import { keepClaim, type Claimed } from './claim-plan.ts';
import { gather } from './gather.ts';
import { toProblemTask } from './problem-task.ts';
import { search, secondsFor } from './search.ts';
import { toResult } from './to-result.ts';

export interface WorkOptions {
  readonly threads: number;
  /** The process is about to end: the plan is handed back. */
  readonly signal: AbortSignal;
}

/**
 * Ends with the plan finished, failed, handed back or lost to another; what follows is told once whichever it is.
 * @throws whatever stood in the way, after the plan was handed back for another try
 */
export async function workOnPlan(deps: Deps, claimed: Claimed, options: WorkOptions): Promise<void> {
  const { plan, claim } = claimed;
  const began = performance.now();
  const shown: { progress: Omit<PlanProgress, 'elapsedMs'> | null } = { progress: null };
  const kept = keepClaim(deps, claim, () => {
    const elapsedMs = Math.round(performance.now() - began);
    return shown.progress && { ...shown.progress, elapsedMs };
  });
  const signal = AbortSignal.any([options.signal, kept.lost]);
  try {
    const account = await findAccount(deps.db.house, plan.accountId);
    if (!account) throw new Error('A plan belongs to no account.');
    const identity = { account, caller: { accountId: account.id, actor: 'route planning', credentialId: null } };
    const end = (change: Change) => endPlan(deps, identity, claimed, change);
    if (plan.result === null) {
      if (plan.attempts > mostAttempts) return await end(async (before) => failPlan(before, gaveUp, deps.now()));
      const notice: Notice = (next) => (shown.progress = next);
      const result = await find(deps, account, plan, { ...options, signal }, notice);
      if (signal.aborted || !(await savePlanResult(deps.db.of(account.id), claim, result))) return;
    }
    if (plan.kind === 'deliveries') {
      if (shown.progress) shown.progress = { ...shown.progress, step: 'applying' };
      const last = plan.attempts >= mostAttempts;
      for (let step = 'more'; step === 'more' && !signal.aborted;) step = await applyNext(deps, identity, claim, last);
    }
    if (signal.aborted) return;
    await end(async (before, tx) => finishPlan(before, await tripsOf(tx, before), deps.now()));
  } catch (error) {
    if (signal.aborted) return;
    await giveBack(deps, claimed, error);
    throw error;
  } finally {
    await kept.stop();
    // another process goes on where this one has to end; after the end of the lease at the latest
    if (options.signal.aborted && !kept.lost.aborted) {
      await handBackPlan(deps.db.of(plan.accountId), claim, false).catch((error: unknown) =>
        deps.log.error({ err: error, plan: plan.id }, 'a plan could not be handed back'),
      );
    }
  }
}

const gaveUp = `Planning was begun ${mostAttempts} times, and each time it ended without a result. Try it with fewer shipments.`;

async function find(
  deps: Deps,
  account: Account,
  { request }: Plan,
  { threads, signal }: WorkOptions,
  notice: Notice,
): Promise<PlanResult> {
  const nothing = { iterations: 0, vehicles: 0, distanceMetres: 0, cost: 0, unassigned: 0 };
  notice({ step: 'gathering', ...nothing });
  const task = request.kind === 'problem' ? toProblemTask(request) : await gather(deps, account, request, signal);
  const { length } = task.problem.shipments;
  notice({ step: 'searching', ...nothing, unassigned: length + task.leftOut.length });
  const seconds = (request.kind === 'deliveries' ? request.seconds : null) ?? secondsFor(length);
  const onProgress = ({ iterations, vehicles, distance, cost, unassigned }: Progress) =>
    notice({
      step: 'searching',
      iterations,
      vehicles,
      distanceMetres: Math.round(distance),
      cost: Math.round(cost),
      unassigned: unassigned + task.leftOut.length,
    });
  // a task that was cut short is not worth a search
  const found = signal.aborted ? null : await search(task, { seconds, threads, signal, onProgress });
  return toResult(task, found);
}

type Change = (before: Plan, tx: Transaction<DB>) => Promise<PlanChanged>;

type Notice = (progress: Omit<PlanProgress, 'elapsedMs'>) => void;

/** The end and its event commit together, and only for whoever still has the claim: it is told once. */
async function endPlan(deps: Deps, { caller }: Identity, { claim }: Claimed, change: Change): Promise<void> {
  await transact(deps, caller, async (tx) => {
    const before = await lockClaimedPlan(tx, claim);
    if (!before) return;
    const { plan, event } = await change(before, tx);
    await savePlanEnd(tx, plan);
    await recordEvents(deps, tx, caller, [event]);
  });
}

async function tripsOf(tx: Transaction<DB>, { accountId, result }: Plan): Promise<PlannedTrip[]> {
  const routes = (result?.routes ?? []).flatMap(({ tripId, stops }) => (tripId === null ? [] : [{ tripId, stops }]));
  const trips = routes.length === 0 ? [] : await findTrips(tx, accountId, routes.map(({ tripId }) => tripId)); // prettier-ignore
  const summaries = new Map(trips.map((trip) => [trip.id, toTripSummary(trip)]));
  return routes.flatMap(({ tripId, stops }) => {
    const trip = summaries.get(tripId);
    if (!trip) return [];
    const told = stops.map(({ shipment, deliveryId, leg, slot, position, arrival, departure }, index) => ({
      deliveryId: deliveryId ?? '',
      orderNumber: shipment,
      leg,
      sequence: index + 1,
      slot,
      position,
      arrival,
      departure,
    }));
    return [{ trip, stops: told }];
  });
}

/** A problem that the planner refuses is not tried again; anything else is, a few times. */
async function giveBack(deps: Deps, claimed: Claimed, error: unknown): Promise<void> {
  const { plan, claim } = claimed;
  const refusal = error instanceof Error && error.name === 'InvalidProblem' ? error.message : null;
  if (refusal === null && (plan.attempts < mostAttempts || plan.result !== null)) {
    await handBackPlan(deps.db.of(plan.accountId), claim, true);
    return;
  }
  const failure = refusal ?? gaveUp;
  const caller = { accountId: plan.accountId, actor: 'route planning', credentialId: null };
  await transact(deps, caller, async (tx) => {
    const before = await lockClaimedPlan(tx, claim);
    if (!before || before.result !== null) return;
    const { plan: failed, event } = failPlan(before, failure.slice(0, 1000), deps.now());
    await savePlanEnd(tx, failed);
    await recordEvents(deps, tx, caller, [event]);
  });
}
