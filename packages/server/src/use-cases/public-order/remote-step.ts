/** One step of the way that a platform's report takes a delivery: somebody else carries it, so no door and no courier. */
import { currentLeg } from '../../domain/delivery/delivery.ts';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import {
  deliver,
  dispatch,
  failDelivery,
  failPickup,
  pickUp,
  release,
  silentHandover,
} from '../../domain/delivery/on-the-road.ts';
import type { Report } from '../../domain/event/event.ts';
import { dropped, left } from '../../domain/trip/stop-progress.ts';
import { advanceAt } from '../delivery/advance-delivery.ts';
import { cancelAt } from '../delivery/cancel-delivery.ts';
import type { Outcome, Scene } from '../delivery/change-deliveries.ts';

export interface RemoteWord {
  /** What the platform said of it. */
  readonly message: string | null;
  /** Who sent it, for the timeline. */
  readonly actor: string;
  readonly report: Report;
}

type Step = (scene: Scene, word: RemoteWord) => Outcome;

const steps: Readonly<Partial<Record<DeliveryState, Step>>> = {
  awaiting_payment: (scene) => advanceAt(scene, 'request_payment'),
  paid: (scene) => advanceAt(scene, 'settle_payment'),
  processing: (scene) => advanceAt(scene, 'begin_processing'),
  ready: (scene, { message }) => (scene.delivery.state === 'pickup_failed' ? again(scene, message) : makeReady(scene)),
  pickup_failed: pickupFailed,
  in_transit: setOff,
  delivery_failed: deliveryFailed,
  delivered,
  confirmed: (scene) => advanceAt(scene, 'confirm_receipt'),
  returning: (scene, { message }) => advanceAt(scene, 'start_return', message),
  returned: (scene) => advanceAt(scene, 'complete_return'),
  cancelled: (scene, { actor, message }) => cancelAt(scene, actor, { reasonCode: null, reason: message }),
  expired: (scene) => advanceAt(scene, 'expire'),
};

/** @throws DomainError `illegal_transition`, `not_cancellable` */
export function stepTo(state: DeliveryState, scene: Scene, word: RemoteWord): Outcome {
  const step = steps[state];
  if (!step) throw new Error(`No report leads to ${state}.`);
  return step(scene, word);
}

function makeReady(scene: Scene): Outcome {
  return advanceAt(scene, 'make_ready');
}

function again({ delivery, openStops, circumstances }: Scene, message: string | null): Outcome {
  return { changed: release(delivery, message, circumstances), stops: openStops.map(dropped) };
}

/** Goods that the carrier has already, after an attempt that failed, are not picked up once more. */
function setOff({ delivery, openStops, circumstances }: Scene, { report }: RemoteWord): Outcome {
  const stops = openStops.filter(({ leg }) => leg === 'pickup').map((stop) => left(stop, 'done', report));
  const carried = delivery.state === 'delivery_failed' && currentLeg(delivery) === 'dropoff';
  const changed = carried ? dispatch(delivery, circumstances, report) : pickUp(delivery, report, circumstances);
  return { changed, stops };
}

function pickupFailed({ delivery, openStops, circumstances }: Scene, { message, report }: RemoteWord): Outcome {
  const stops = openStops.map((stop) => (stop.leg === 'pickup' ? left(stop, 'failed', report) : dropped(stop)));
  return { changed: failPickup(delivery, { reasonCode: null, reason: message }, report, circumstances), stops };
}

function deliveryFailed({ delivery, openStops, circumstances }: Scene, { message, report }: RemoteWord): Outcome {
  const stops = openStops.map((stop) => (stop.leg === 'dropoff' ? left(stop, 'failed', report) : dropped(stop)));
  return { changed: failDelivery(delivery, { reasonCode: null, reason: message }, report, circumstances), stops };
}

function delivered({ delivery, openStops, circumstances }: Scene, { report }: RemoteWord): Outcome {
  const stops = openStops.map((stop) => left(stop, 'done', report));
  return { changed: deliver(delivery, silentHandover, report, circumstances), stops };
}
