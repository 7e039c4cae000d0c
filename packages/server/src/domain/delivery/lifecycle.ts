/** What partners and operators do with a delivery before and beside the road: create, update, cancel, bring back. */
import { DomainError, invalid } from '../errors.ts';
import { taskService } from '../task/task.ts';
import { blankPlace } from './blank-place.ts';
import { changedFields } from './changed-fields.ts';
import { change, deliveryEvent, move, type Circumstances, type DeliveryChanged } from './change.ts';
import { hasLeg, type Delivery, type DeliveryDraft, type LegPlan, type Package, type Place } from './delivery.ts';
import { isUndispatched, type DeliveryState } from './delivery-state.ts';

export interface Birth {
  readonly accountId: string;
  readonly id: string;
  readonly now: Date;
  readonly returnOf?: string;
  /**
   * Without a word it waits for a courier. `draft`: its partner is still at it; `awaiting_payment`, `paid`: goods that are
   * sold with it are not packed yet; `offered`: couriers are asked already.
   */
  readonly state?: BirthState;
}

export const birthStates = [
  'draft',
  'awaiting_payment',
  'paid',
  'ready',
  'offered',
] as const satisfies readonly DeliveryState[];
export type BirthState = (typeof birthStates)[number];

/** A new delivery. @throws DomainError `invalid_input` for a window that ends before it begins */
export function create(draft: DeliveryDraft, { accountId, id, now, returnOf, state }: Birth): DeliveryChanged {
  assertWindows(draft);
  const delivery: Delivery = {
    ...draft,
    accountId,
    id,
    version: 1,
    state: state ?? 'ready',
    tripId: null,
    returnOf: returnOf ?? null,
    attempts: 0,
    pickedUpAt: null,
    endedAt: null,
    cancelledAt: null,
    cancelledBy: null,
    reasonCode: null,
    reason: null,
    recipientName: null,
    customerComment: null,
    customerRating: null,
    amountCollected: null,
    paymentMethod: null,
    paymentReference: null,
    createdAt: now,
    updatedAt: now,
  };
  return { delivery, event: deliveryEvent(delivery, 'delivery.created', { delivery, trip: null }) };
}

/** What may change while nobody has set out. Places are merged field by field. */
export interface DeliveryUpdate extends Partial<
  Omit<DeliveryDraft, 'service' | 'cashOnPickup' | 'pickup' | 'dropoff' | 'returnTo' | 'packages'>
> {
  readonly pickup?: PlaceUpdate;
  readonly dropoff?: PlaceUpdate;
  readonly returnTo?: PlaceUpdate;
}

/** Fields of a place that are to change; an address too is merged field by field. */
export interface PlaceUpdate extends Partial<Omit<Place, 'address' | 'window'>> {
  readonly address?: Partial<Place['address']>;
  readonly window?: Partial<Place['window']>;
}

/** Who may change it when, and what else changed with it. */
export interface UpdateTerms {
  /** States in which it may be changed; without a word those in which it waits for a courier. */
  readonly allowed?: readonly DeliveryState[];
  /** What changed beside the delivery itself, in the core's words. */
  readonly also?: readonly string[];
  /** All of its packages as they are now. */
  readonly packages?: readonly Package[];
}

/** @throws DomainError `already_dispatched` once it is in a trip or on the way, `invalid_input` for a bad window */
export function update(
  before: Delivery,
  patch: DeliveryUpdate,
  circumstances: Circumstances,
  { allowed, also = [], packages }: UpdateTerms = {},
): DeliveryChanged {
  if (allowed ? !allowed.includes(before.state) : !isChangeable(before)) throw alreadyDispatched();
  const { pickup, dropoff, returnTo, ...rest } = patch;
  const places = {
    ...(pickup && { pickup: mergePlace(before.pickup, pickup) }),
    ...(dropoff && { dropoff: mergePlace(before.dropoff, dropoff) }),
    ...(returnTo && { returnTo: mergePlace(before.returnTo, returnTo) }),
  };
  const next = { ...rest, ...places, ...(packages && { packages }) };
  const fields = [...changedFields(before, next), ...also];
  const changed = change(before, next, 'delivery.updated', { fields }, circumstances);
  assertWindows(changed.delivery);
  return changed;
}

/**
 * From now on couriers may be asked for it, as for what a partner broadcasts.
 * @param terms what was said of the task, in the core's words
 * @throws DomainError `already_dispatched`; `illegal_transition` for what no courier could take so: another service, goods
 *   on their way back, one leg only
 */
export function becomeTask(before: Delivery, terms: readonly string[], circumstances: Circumstances): DeliveryChanged {
  if (!isChangeable(before)) throw alreadyDispatched();
  if (before.service !== null || before.direction !== 'forward' || before.legs !== 'both') {
    throw new DomainError('illegal_transition', 'Only an ordinary delivery that is fetched and brought can be a task.');
  }
  return change(before, { service: taskService }, 'delivery.updated', { fields: ['service', ...terms] }, circumstances);
}

/**
 * Adds the named packages or changes those with the same code; others stay, nothing is deleted. What a named package
 * leaves open (null, no items) stays as it was.
 * @throws DomainError `already_dispatched`
 */
export function upsertPackages(
  before: Delivery,
  named: readonly Package[],
  circumstances: Circumstances,
): DeliveryChanged {
  if (!isChangeable(before)) throw alreadyDispatched();
  const byCode = new Map(before.packages.map((existing) => [existing.code, existing]));
  for (const one of named) byCode.set(one.code, merged(byCode.get(one.code), one));
  return change(before, { packages: [...byCode.values()] }, 'delivery.packages_updated', {}, circumstances);
}

function merged(before: Package | undefined, named: Package): Package {
  if (!before) return named;
  return {
    ...named,
    type: named.type ?? before.type,
    amount: named.amount ?? before.amount,
    units: named.units ?? before.units,
    items: named.items.length > 0 ? named.items : before.items,
  };
}

export interface Cancellation {
  readonly by: string;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

/** @throws DomainError `already_cancelled`, `not_cancellable`, `illegal_transition` */
export function cancel(before: Delivery, why: Cancellation, circumstances: Circumstances): DeliveryChanged {
  if (before.state === 'cancelled') throw new DomainError('already_cancelled', 'The delivery is already cancelled.');
  if (!before.cancellationAllowed) {
    throw new DomainError('not_cancellable', 'The sender does not allow this delivery to be cancelled.');
  }
  const patch = {
    cancelledAt: circumstances.now,
    cancelledBy: why.by,
    reasonCode: why.reasonCode,
    reason: why.reason,
  };
  return move(before, 'cancelled', patch, 'delivery.cancelled', {}, circumstances);
}

/** Nobody took it in time. @throws DomainError `illegal_transition` */
export function expire(before: Delivery, circumstances: Circumstances): DeliveryChanged {
  return move(before, 'expired', {}, 'delivery.expired', {}, circumstances);
}

/** Gives it another number of its partner's, whatever has become of it: it moves nothing. */
export function relabel(before: Delivery, waybillNumber: string | null, circumstances: Circumstances): DeliveryChanged {
  const fields = changedFields(before, { waybillNumber });
  return change(before, { waybillNumber }, 'delivery.updated', { fields }, circumstances);
}

/** A last mile comes back as a first mile, and the other way round. */
const legsBack = { dropoff: 'pickup', pickup: 'dropoff', both: 'both' } as const satisfies Record<LegPlan, LegPlan>;

/**
 * A new delivery that brings the goods back: the receiver becomes the sender, and the goods go to the return address
 * or, without one, to where they came from. Where no door is driven to, they end at the branch that takes returns.
 * Windows that are over are dropped: nobody could keep them.
 * @throws DomainError `return_not_allowed`
 */
export function createReturn(forward: Delivery, birth: Birth): DeliveryChanged {
  if (forward.direction === 'reverse')
    throw new DomainError('return_not_allowed', 'A return has no return of its own.');
  if (!forward.returnAllowed) throw new DomainError('return_not_allowed', 'The sender does not allow a return.');
  const legs = legsBack[forward.legs];
  const draft: DeliveryDraft = {
    ...forward,
    // the way back is nobody's task: that would need a row of its own
    service: forward.service === taskService ? null : forward.service,
    direction: 'reverse',
    legs,
    orderedAt: birth.now,
    pickup: hasLeg(legs, 'pickup') ? stillAhead(pickupOfReturn(forward), birth.now) : null,
    dropoff: hasLeg(legs, 'dropoff') ? stillAhead(dropoffOfReturn(forward), birth.now) : null,
    returnTo: null,
    paymentMode: 'prepaid',
    cashOnPickup: null,
    packages: forward.packages.map((one) => ({
      ...one,
      state: 'expected',
      loadedUnits: 0,
      unloadedUnits: 0,
      items: one.items.map((item) => ({ ...item, deliveredQuantity: null })),
    })),
  };
  return create(draft, { ...birth, returnOf: forward.id });
}

/** A first mile ends at the branch of its pickup: for a return this is the return branch, where the partner named one. */
function pickupOfReturn({ legs, dropoff, returnTo }: Delivery): Place | null {
  return legs === 'dropoff' && dropoff && returnTo?.branch ? { ...dropoff, branch: returnTo.branch } : dropoff;
}

function dropoffOfReturn({ legs, pickup, returnTo }: Delivery): Place | null {
  return (legs === 'both' && returnTo) || pickup;
}

function stillAhead(place: Place | null, now: Date): Place | null {
  const until = place?.window.until;
  return place && until && until <= now ? { ...place, window: { from: null, until: null } } : place;
}

function isChangeable({ state }: Delivery): boolean {
  return state !== 'assigned' && isUndispatched(state);
}

function alreadyDispatched(): DomainError {
  return new DomainError('already_dispatched', 'The delivery is in a trip or on its way and cannot be changed.');
}

function assertWindows({ pickup, dropoff }: Pick<DeliveryDraft, 'pickup' | 'dropoff'>): void {
  for (const [leg, place] of Object.entries({ pickup, dropoff })) {
    const { from, until } = place?.window ?? {};
    if (from && until && until < from) throw invalid(`${leg}.window.until`, 'The window ends before it begins.');
  }
}

function mergePlace(before: Place | null, patch: PlaceUpdate): Place {
  const base = before ?? blankPlace;
  return {
    ...base,
    ...patch,
    address: { ...base.address, ...patch.address },
    window: { ...base.window, ...patch.window },
  };
}
