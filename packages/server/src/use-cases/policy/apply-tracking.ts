/** What a partner reports of insured goods moves our own delivery of them, where that is safe; nothing of it is an error. */
import type { Transaction } from 'kysely';
import type { AccountSettings } from '../../domain/account/account.ts';
import type { DeliveryChanged } from '../../domain/delivery/change.ts';
import { currentLeg, type Delivery } from '../../domain/delivery/delivery.ts';
import {
  deliver,
  dispatch,
  failDelivery,
  failPickup,
  pickUp,
  silentHandover,
} from '../../domain/delivery/on-the-road.ts';
import { completeReturn, startReturn } from '../../domain/delivery/way-back.ts';
import type { Effect } from '../../domain/policy/events.ts';
import { isNewer } from '../../domain/policy/lifecycle.ts';
import type { Policy, TrackedItem } from '../../domain/policy/policy.ts';
import { trackedWalk, type TrackedStep } from '../../domain/policy/tracked-walk.ts';
import { findCoverageOf } from '../../store/coverage.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { findLastRelease } from '../../store/event.ts';
import { findOpenStops } from '../../store/stop.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import { changeDelivery, type Scene } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';

/** @param policy before the item was noted, locked and linked. @param item the newest that came in. */
export async function applyTracking(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  settings: Pick<AccountSettings, 'insuranceMoves'>,
  policy: Policy,
  item: TrackedItem,
): Promise<Effect> {
  const { deliveryId } = policy;
  if (!isNewer(policy, item.deliveryStatus, item.at)) return annotated('A newer word came before.');
  if (deliveryId === null) return annotated('No delivery of ours has the tracking number.');
  if (policy.state === 'cancelled') return annotated('The policy was cancelled.');
  if (settings.insuranceMoves === 'annotate') return annotated('The account only takes notes.');
  if (await isEcho(tx, policy, deliveryId)) return annotated('The words are our own, told to ourselves.');
  const walk = await wayOf(tx, caller, deliveryId, item);
  if (typeof walk === 'string') return annotated(walk);
  for (const step of walk) await changeDelivery(deps, tx, caller, deliveryId, (scene) => ({ changed: acts[step](scene, item) }), reportOf(item)); // prettier-ignore
  return { applied: true, why: null };
}

/** Who insures its deliveries with itself hears of each what it has told, and later than it happened. */
async function isEcho(tx: Transaction<DB>, { accountId, number }: Policy, deliveryId: string): Promise<boolean> {
  const coverage = await findCoverageOf(tx, accountId, deliveryId);
  return coverage?.policyNumber === number;
}

/** The states to go through, or why the delivery stays where it is. Locks the delivery. */
async function wayOf(
  tx: Transaction<DB>,
  { accountId }: Caller,
  deliveryId: string,
  { deliveryStatus, at }: TrackedItem,
): Promise<readonly TrackedStep[] | string> {
  const [delivery] = await lockDeliveries(tx, accountId, [deliveryId]);
  if (!delivery) return 'No delivery of ours has the tracking number.';
  const released = await findLastRelease(tx, accountId, deliveryId);
  if (at < lastReported(delivery) || (released && at < released)) return 'The delivery has gone on since.';
  const walk = trackedWalk(delivery, deliveryStatus);
  if (walk === null) return `No short way leads on from ${delivery.state.replaceAll('_', ' ')}.`;
  if (walk.length === 0) return 'It changes nothing for the delivery.';
  const stops = delivery.tripId === null ? [] : await findOpenStops(tx, accountId, [deliveryId]);
  if (stops.length > 0) return 'The delivery is on a trip of ours.';
  return walk;
}

/** When somebody was last at a door with it. */
function lastReported({ pickedUpAt, endedAt }: Delivery): Date {
  return new Date(Math.max(pickedUpAt?.getTime() ?? 0, endedAt?.getTime() ?? 0));
}

type Act = (scene: Scene, item: TrackedItem) => DeliveryChanged;

const acts = {
  in_transit: ({ delivery, circumstances }, item) =>
    currentLeg(delivery) === 'pickup'
      ? pickUp(delivery, reportOf(item), circumstances)
      : dispatch(delivery, circumstances, reportOf(item)),
  delivered: ({ delivery, circumstances }, item) => deliver(delivery, silentHandover, reportOf(item), circumstances),
  delivery_failed: ({ delivery, circumstances }, item) =>
    failDelivery(delivery, reasonOf(item), reportOf(item), circumstances),
  pickup_failed: ({ delivery, circumstances }, item) =>
    failPickup(delivery, reasonOf(item), reportOf(item), circumstances),
  returning: ({ delivery, circumstances }, { description }) => startReturn(delivery, description, circumstances),
  returned: ({ delivery, circumstances }) => completeReturn(delivery, circumstances),
} as const satisfies Record<TrackedStep, Act>;

const reportOf = ({ at }: TrackedItem) => ({ at, position: null });
const reasonOf = ({ description }: TrackedItem) => ({ reasonCode: null, reason: description });
const annotated = (why: string): Effect => ({ applied: false, why });
