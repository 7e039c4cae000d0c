/** Takes a partner's word for what became of a delivery, without a courier's report from a stop. */
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { hasLeg } from '../../domain/delivery/delivery.ts';
import {
  deliver,
  failDelivery,
  failPickup,
  pickUp,
  silentHandover,
  type Reason,
} from '../../domain/delivery/on-the-road.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { dropped, left } from '../../domain/trip/stop-progress.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { cancelAt } from './cancel-delivery.ts';
import { changeDelivery, type Outcome, type Scene } from './change-deliveries.ts';

export const outcomes = ['picked_up', 'pickup_failed', 'delivered', 'delivery_failed', 'cancelled'] as const;
export type ReportedOutcome = (typeof outcomes)[number];

/** @throws DomainError `delivery_not_found`, `illegal_transition`, `not_cancellable`, `already_cancelled` */
export async function reportOutcome(
  deps: Deps,
  caller: Caller,
  id: string,
  outcome: ReportedOutcome,
  why: Reason,
  report: Report,
): Promise<Delivery> {
  const handover = outcome === 'picked_up' || outcome === 'delivered' ? report : null;
  return transact(deps, caller, (tx) =>
    changeDelivery(deps, tx, caller, id, (scene) => acts[outcome](scene, why, report, caller), handover),
  );
}

/** What each word does to the delivery and its stops. */
const acts = {
  picked_up: pickedUp,
  pickup_failed: pickupFailed,
  delivered,
  delivery_failed: deliveryFailed,
  cancelled: (scene, why, _report, { actor }) => cancelAt(scene, actor, why),
} as const satisfies Record<ReportedOutcome, (scene: Scene, why: Reason, report: Report, caller: Caller) => Outcome>;

function pickedUp({ delivery, openStops, circumstances }: Scene, _why: Reason, report: Report): Outcome {
  assertPickupLeg(delivery);
  const stops = openStops.filter((stop) => stop.leg === 'pickup').map((stop) => left(stop, 'done', report));
  return { changed: pickUp(delivery, report, circumstances), stops };
}

function pickupFailed({ delivery, openStops, circumstances }: Scene, why: Reason, report: Report): Outcome {
  assertPickupLeg(delivery);
  const stops = openStops.map((stop) => (stop.leg === 'pickup' ? left(stop, 'failed', report) : dropped(stop)));
  return { changed: failPickup(delivery, why, report, circumstances), stops };
}

function delivered({ delivery, openStops, circumstances }: Scene, _why: Reason, report: Report): Outcome {
  const stops = openStops.map((stop) => left(stop, 'done', report));
  return { changed: deliver(delivery, silentHandover, report, circumstances), stops };
}

function deliveryFailed({ delivery, openStops, circumstances }: Scene, why: Reason, report: Report): Outcome {
  const stops = openStops.map((stop) => (stop.leg === 'dropoff' ? left(stop, 'failed', report) : dropped(stop)));
  return { changed: failDelivery(delivery, why, report, circumstances), stops };
}

function assertPickupLeg(delivery: Delivery): void {
  if (!hasLeg(delivery.legs, 'pickup')) {
    throw new DomainError('illegal_transition', 'The delivery has no pickup leg.');
  }
}
