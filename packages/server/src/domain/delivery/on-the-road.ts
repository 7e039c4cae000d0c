/** What happens to a delivery on its way onto a trip and on it: offered, assigned, loaded, driven, handed over or not. */
import { DomainError, invalid } from '../errors.ts';
import type { PlannedVisit, Report } from '../event/event.ts';
import type { OfferSummary } from '../offer/offer.ts';
import { change, move, type Circumstances, type DeliveryChanged } from './change.ts';
import { currentLeg, type Delivery, type Item, type Leg, type Package } from './delivery.ts';

/** Asks couriers whether they want it. */
export function offer(before: Delivery, round: OfferSummary, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'offered', {}, 'delivery.offered', { offer: round }, circumstances);
}

/** Puts the delivery on a trip. The trip of the circumstances is the one that takes it. */
export function assign(
  before: Delivery,
  tripId: string,
  planned: PlannedVisit,
  circumstances: Circumstances,
): DeliveryChanged {
  return move(before, 'assigned', { tripId }, 'delivery.assigned', { planned }, circumstances);
}

/** Takes it off its trip, to wait for another courier. */
export function release(before: Delivery, reason: string | null, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'ready', {}, 'delivery.released', { reason }, circumstances);
}

/** The courier says yes. @throws DomainError `illegal_transition` when it is not the courier's to accept. */
export function accept(before: Delivery, report: Report, circumstances: Circumstances): DeliveryChanged {
  assertAssigned(before);
  return change(before, {}, 'delivery.accepted', { report }, circumstances);
}

/** The courier says no: the delivery waits for another one. */
export function reject(
  before: Delivery,
  reason: string,
  report: Report,
  circumstances: Circumstances,
): DeliveryChanged {
  assertAssigned(before);
  return move(before, 'ready', {}, 'delivery.rejected', { report, reason }, circumstances);
}

/** Units that are on the vehicle now, per package code; without a list all packages are loaded whole. */
export type Loading = ReadonlyMap<string, number> | 'all';

/** @throws DomainError `invalid_input` for a package that the delivery does not have. */
export function load(
  before: Delivery,
  loading: Loading,
  report: Report,
  circumstances: Circumstances,
): DeliveryChanged {
  if (before.state !== 'assigned' && before.state !== 'in_transit' && before.state !== 'at_pickup') {
    throw new DomainError('illegal_transition', 'Only a delivery on a trip can be loaded.');
  }
  if (loading !== 'all') assertKnown(before, [...loading.keys()]);
  const packages = before.packages.map((one): Package => {
    const units = loading === 'all' ? (one.units ?? 1) : loading.get(one.code);
    return units === undefined ? one : { ...one, state: 'loaded', loadedUnits: units };
  });
  const packageCodes = loading === 'all' ? before.packages.map((one) => one.code) : [...loading.keys()];
  return change(before, { packages }, 'delivery.loaded', { report, packageCodes }, circumstances);
}

/** The trip sets out: towards the sender, or towards the receiver when the goods are aboard. */
export function dispatch(before: Delivery, circumstances: Circumstances, report?: Report): DeliveryChanged {
  const to = currentLeg(before) === 'pickup' ? 'to_pickup' : 'in_transit';
  return move(before, to, {}, 'delivery.dispatched', report ? { report } : {}, circumstances);
}

/** The courier is at the door of the given leg. */
export function arrive(before: Delivery, leg: Leg, report: Report, circumstances: Circumstances): DeliveryChanged {
  const to = leg === 'pickup' ? 'at_pickup' : 'at_dropoff';
  return move(before, to, {}, 'delivery.arrived', { leg, report }, circumstances);
}

/** What the customer said at the door. */
export interface Feedback {
  readonly customerComment: string | null;
  readonly customerRating: number | null;
}

/** @param feedback null: nobody asked, and what was said earlier stays. */
export function pickUp(
  before: Delivery,
  report: Report,
  circumstances: Circumstances,
  feedback: Feedback | null = null,
): DeliveryChanged {
  const packages = before.packages.map((one): Package => ({ ...one, state: 'loaded', loadedUnits: one.units ?? 1 }));
  const patch = { ...feedback, pickedUpAt: report.at, packages };
  return move(before, 'in_transit', patch, 'delivery.picked_up', placed(report, circumstances), circumstances);
}

/** A report from a door, with the place of the trip's tracker where the courier names none. */
function placed(report: Report, { seenAt = null }: Circumstances) {
  return { report, seenAt };
}

/** Why an attempt failed or only partly succeeded. */
export interface Reason {
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

export function failPickup(
  before: Delivery,
  why: Reason,
  report: Report,
  circumstances: Circumstances,
  feedback: Feedback | null = null,
): DeliveryChanged {
  const patch = { ...feedback, ...reasonOf(why), attempts: before.attempts + 1, endedAt: report.at };
  return move(before, 'pickup_failed', patch, 'delivery.pickup_failed', { report }, circumstances);
}

export function failDelivery(
  before: Delivery,
  why: Reason,
  report: Report,
  circumstances: Circumstances,
  feedback: Feedback | null = null,
): DeliveryChanged {
  const patch = { ...feedback, ...reasonOf(why), attempts: before.attempts + 1, endedAt: report.at };
  return move(before, 'delivery_failed', patch, 'delivery.delivery_failed', { report }, circumstances);
}

/** What the courier noted at the door. */
export interface Handover extends Feedback {
  readonly recipientName: string | null;
  /** Minor units. */
  readonly amountCollected: number | null;
  readonly paymentMethod: string | null;
  readonly paymentReference: string | null;
}

/** What is noted where nobody stood at the door; what the customer said at the pickup stays. */
type NotedHandover = Omit<Handover, keyof Feedback> & Partial<Feedback>;

export const silentHandover: NotedHandover = {
  recipientName: null,
  amountCollected: null,
  paymentMethod: null,
  paymentReference: null,
};

export function deliver(
  before: Delivery,
  handover: NotedHandover,
  report: Report,
  circumstances: Circumstances,
): DeliveryChanged {
  const packages = before.packages.map(unloadWhole);
  const patch = {
    ...handover,
    reasonCode: null,
    reason: null,
    attempts: before.attempts + 1,
    endedAt: report.at,
    packages,
  };
  return move(before, 'delivered', patch, 'delivery.delivered', placed(report, circumstances), circumstances);
}

/** What was really handed over: units per package code, pieces per item code. A package that is not named stays whole on the vehicle. */
export interface PartialHandover {
  readonly code: string;
  readonly unloadedUnits: number;
  readonly items: ReadonlyMap<string, number>;
}

/** @throws DomainError `partial_not_allowed`, `illegal_transition`, `invalid_input` for an unknown package. */
export function deliverPartially(
  before: Delivery,
  handedOver: readonly PartialHandover[],
  why: Reason,
  handover: NotedHandover,
  report: Report,
  circumstances: Circumstances,
): DeliveryChanged {
  if (!before.partialAllowed) {
    throw new DomainError('partial_not_allowed', 'The sender does not allow a partial delivery.');
  }
  assertKnown(before, handedOver.map((one) => one.code)); // prettier-ignore
  const byCode = new Map(handedOver.map((one) => [one.code, one]));
  const packages = before.packages.map((one) => unloadPart(one, byCode.get(one.code)));
  const patch = { ...handover, ...reasonOf(why), attempts: before.attempts + 1, endedAt: report.at, packages };
  return move(before, 'partially_delivered', patch, 'delivery.partially_delivered', { report }, circumstances);
}

function unloadWhole(one: Package): Package {
  const units = one.units ?? 1;
  const items = one.items.map((item): Item => ({ ...item, deliveredQuantity: item.quantity }));
  return { ...one, state: 'unloaded', loadedUnits: Math.max(one.loadedUnits, units), unloadedUnits: units, items };
}

function unloadPart(one: Package, part: PartialHandover | undefined): Package {
  const items = one.items.map((item): Item => {
    const pieces = part ? (part.items.get(item.code) ?? (part.items.size === 0 ? item.quantity : 0)) : 0;
    if (pieces > item.quantity) {
      throw invalid(`packages.${one.code}.items.${item.code}`, 'More was handed over than the order has.');
    }
    return { ...item, deliveredQuantity: pieces };
  });
  return part ? { ...one, state: 'unloaded', unloadedUnits: part.unloadedUnits, items } : { ...one, items };
}

function assertKnown(delivery: Delivery, codes: readonly string[]): void {
  const known = new Set(delivery.packages.map((one) => one.code));
  for (const code of codes) {
    if (!known.has(code)) throw invalid('packages', `The delivery has no package ${code}.`);
  }
}

function assertAssigned(delivery: Delivery): void {
  if (delivery.state !== 'assigned') {
    throw new DomainError('illegal_transition', 'Only a delivery that is assigned can be accepted or rejected.');
  }
}

function reasonOf({ reasonCode, reason }: Reason): Reason {
  return { reasonCode, reason };
}
