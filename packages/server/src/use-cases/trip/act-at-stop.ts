/** What a courier does at the stops of a trip. */
import type { Transaction } from 'kysely';
import {
  accept,
  arrive,
  deliver,
  deliverPartially,
  failDelivery,
  failPickup,
  load,
  pickUp,
  reject,
  type Feedback,
  type Handover,
  type Loading,
  type PartialHandover,
  type Reason,
} from '../../domain/delivery/on-the-road.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { arrived, dropped, left } from '../../domain/trip/stop-progress.ts';
import type { Stop } from '../../domain/trip/trip.ts';
import type { DB } from '../../store/schema.ts';
import { findStop } from '../../store/stop.ts';
import { lockTrip } from '../../store/trip.ts';
import type { Caller } from '../caller.ts';
import { changeDelivery, type Outcome, type Scene } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import { estimateAgain } from '../tracking/estimate-again.ts';
import { transact } from '../transact.ts';

export type { Feedback } from '../../domain/delivery/on-the-road.ts';

/** One action, as a driver's app reports it. */
export type StopAction =
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'load'; readonly loading: Loading }
  | { readonly kind: 'arrive' }
  | { readonly kind: 'pick_up'; readonly feedback?: Feedback | null }
  | { readonly kind: 'deliver'; readonly handover: Handover; readonly currency?: string }
  | {
      readonly kind: 'deliver_partially';
      readonly handover: Handover;
      /** Of the amount collected, when the courier names one. */
      readonly currency?: string;
      readonly handedOver: readonly PartialHandover[];
      readonly why: Reason;
    }
  | { readonly kind: 'fail'; readonly why: Reason; readonly feedback?: Feedback | null };

/**
 * Does one action at a stop.
 * @throws DomainError `stop_not_found`, `illegal_transition` when the stop is over or the action does not fit it,
 *   `partial_not_allowed`, `invalid_input` for an unknown package
 */
export async function actAtStop(
  deps: Deps,
  caller: Caller,
  stopId: string,
  action: StopAction,
  report: Report,
): Promise<Delivery> {
  return transact(deps, caller, (tx) => actAtStopIn(deps, tx, caller, stopId, action, report));
}

/** As `actAtStop`, in a transaction that does more. */
export async function actAtStopIn(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  stopId: string,
  action: StopAction,
  report: Report,
): Promise<Delivery> {
  const known = await findStop(tx, caller.accountId, stopId);
  if (!known) throw new DomainError('stop_not_found', 'There is no such stop.');
  const handover = action.kind === 'pick_up' || action.kind === 'deliver' ? report : null;
  // before the delivery, in the order in which whoever ends the trip locks them
  const trip = movesOn.includes(action.kind) ? await lockTrip(tx, caller.accountId, known.tripId) : null;
  const act = (scene: Scene) => {
    const stop = scene.openStops.find(({ id }) => id === stopId);
    if (!stop) throw new DomainError('illegal_transition', 'The stop is over.');
    if ('currency' in action && action.currency !== undefined && action.currency !== scene.delivery.currency) {
      throw invalid('collected.currency', `The delivery is in ${scene.delivery.currency}.`);
    }
    return perform(action, scene, stop, report);
  };
  const after = await changeDelivery(deps, tx, caller, known.deliveryId, act, handover);
  if (trip?.state === 'started') {
    await estimateAgain(tx, trip, { here: report.position, atStop: stopId, now: deps.now() });
  }
  return after;
}

/** After these the doors ahead are reached earlier or later than expected. */
const movesOn: readonly StopAction['kind'][] = ['arrive', 'pick_up', 'deliver', 'deliver_partially', 'fail'];

function perform(action: StopAction, scene: Scene, stop: Stop, report: Report): Outcome {
  const { delivery, openStops, circumstances } = scene;
  switch (action.kind) {
    case 'accept':
      return {
        changed: accept(delivery, report, circumstances),
        stops: openStops.map((one) => ({ ...one, acceptedAt: report.at })),
      };
    case 'reject':
      return { changed: reject(delivery, action.reason, report, circumstances), stops: openStops.map(dropped) };
    case 'load':
      return { changed: load(delivery, action.loading, report, circumstances) };
    case 'arrive':
      return { changed: arrive(delivery, stop.leg, report, circumstances), stops: [arrived(stop, report)] };
    case 'pick_up':
      assertLeg(stop, 'pickup');
      return { changed: pickUp(delivery, report, circumstances, action.feedback), stops: [left(stop, 'done', report)] };
    case 'deliver':
      assertLeg(stop, 'dropoff');
      return {
        changed: deliver(delivery, action.handover, report, circumstances),
        stops: closing(openStops, stop, left(stop, 'done', report)),
      };
    case 'deliver_partially':
      assertLeg(stop, 'dropoff');
      return {
        changed: deliverPartially(delivery, action.handedOver, action.why, action.handover, report, circumstances),
        stops: closing(openStops, stop, left(stop, 'done', report)),
      };
    case 'fail':
      return stop.leg === 'pickup'
        ? {
            changed: failPickup(delivery, action.why, report, circumstances, action.feedback),
            stops: closing(openStops, stop, left(stop, 'failed', report)),
          }
        : {
            changed: failDelivery(delivery, action.why, report, circumstances, action.feedback),
            stops: [left(stop, 'failed', report)],
          };
  }
}

/** The attempted stop as it ended; whatever else was open for the delivery on this trip will not be driven. */
function closing(openStops: readonly Stop[], attempted: Stop, ended: Stop): readonly Stop[] {
  return openStops.map((one) => (one.id === attempted.id ? ended : dropped(one)));
}

function assertLeg(stop: Stop, leg: Stop['leg']): void {
  if (stop.leg !== leg) throw new DomainError('illegal_transition', `This stop is a ${stop.leg}, not a ${leg}.`);
}
