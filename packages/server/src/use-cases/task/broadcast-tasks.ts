/** Asks couriers whether they want tasks that were drafts. */
import { offer } from '../../domain/delivery/on-the-road.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import { openRound } from '../../domain/offer/round.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import { priceFaults, refuseFaults, windowFaults } from '../../domain/task/task-rules.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { insertOffers } from '../../store/offer.ts';
import { findTaskViews } from '../../store/task-view.ts';
import { changeDeliveries } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { lockTasks } from './lock-tasks.ts';
import { relabelAll } from './patch-tracking-ids.ts';

export interface Broadcast {
  readonly id: string;
  /** A new number of the partner's, for a task that goes out; without a word it keeps its own. */
  readonly waybillNumber?: string | null;
}

/**
 * What is no draft is left out. The rest goes out in one transaction.
 * @param unfit what becomes of a draft that breaks a rule by now (its pickup is past, its price too low): `refuse` all,
 *   or `skip` the one
 * @returns those that went out, in the order asked for
 * @throws DomainError `delivery_not_found` for any id that is unknown or outside the scope; `illegal_transition` when none
 *   is a draft that can go out; `invalid_input` with `tasks.2.pickup.window.until` (`tasks.2` is the third asked for), and
 *   for an id that comes twice (`tasks.2.id`)
 */
export async function broadcastTasks(
  deps: Deps,
  { account, caller }: Identity,
  scope: Scope,
  asked: readonly Broadcast[],
  unfit: 'refuse' | 'skip',
): Promise<TaskView[]> {
  return transact(deps, caller, async (tx) => {
    const views = await lockTasks(tx, account.id, scope, idsOf(asked));
    const now = deps.now();
    const drafts = views.filter(({ delivery }) => delivery.state === 'draft');
    const faults = new Map(drafts.map((view) => [view.delivery.id, faultsOf(view, now)]));
    if (unfit === 'refuse') {
      refuseFaults(asked.flatMap(({ id }, index) => faults.get(id)?.map((fault) => at(index, fault)) ?? []));
    }
    const fit = drafts.filter(({ delivery }) => faults.get(delivery.id)?.length === 0);
    if (fit.length === 0) throw new DomainError('illegal_transition', 'None of the tasks is a draft that can go out.');
    const mostMinutes = account.settings.maxBroadcastMinutes;
    const rounds = new Map<string, Offer>(
      fit.map(({ delivery, task }) => [delivery.id, openRound(delivery, task, { id: deps.newId(), now, mostMinutes })]),
    );
    // before the deliveries: their events tell of the round
    await insertOffers(tx, [...rounds.values()]);
    await changeDeliveries(deps, tx, caller, [...rounds.keys()], ({ delivery, circumstances }) => {
      const round = rounds.get(delivery.id);
      if (!round) throw new Error('A delivery is offered without a round.');
      const { id, preference, expiresAt } = round;
      return { changed: offer(delivery, { id, preference, expiresAt }, circumstances) };
    });
    const labels = asked.flatMap(({ id, waybillNumber }) =>
      rounds.has(id) && waybillNumber !== undefined ? [{ id, waybillNumber }] : [],
    );
    await relabelAll(deps, tx, caller, labels);
    return findTaskViews(tx, account.id, scope, [...rounds.keys()]);
  });
}

function faultsOf({ delivery, task }: TaskView, now: Date): Fault[] {
  return [...windowFaults(delivery, now), ...priceFaults(task, 'offered')];
}

function at(index: number, { path, message }: Fault): Fault {
  return { path: `tasks.${index}.${path}`, message };
}

function idsOf(asked: readonly Broadcast[]): string[] {
  return asked.map(({ id }) => id);
}
