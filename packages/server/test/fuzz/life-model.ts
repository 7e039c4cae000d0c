/** What the life of deliveries and trips should look like: the rules of the decisions 0005 and 0006, without a database. */
import { hasLeg, type Leg, type LegPlan } from '../../src/domain/delivery/delivery.ts';
import { canMove, type DeliveryState } from '../../src/domain/delivery/delivery-state.ts';

export interface ModelDelivery {
  readonly id: string;
  readonly legs: LegPlan;
  state: DeliveryState;
  pickedUp: boolean;
  trip: ModelTrip | null;
}

export interface ModelStop {
  readonly id: string;
  readonly leg: Leg;
  readonly delivery: ModelDelivery;
  readonly trip: ModelTrip;
  open: boolean;
}

export interface ModelTrip {
  readonly id: string;
  state: 'planned' | 'started' | 'ended' | 'cancelled';
  stops: ModelStop[];
}

export const stopActions = ['accept', 'reject', 'load', 'arrive', 'pick-up', 'deliver', 'fail'] as const;
export type StopAction = (typeof stopActions)[number];

/** LogiNext's words for Update Order Status. */
export const reports = ['PICKEDUP', 'NOTPICKEDUP', 'DELIVERED', 'NOTDELIVERED', 'CANCELLED'] as const;
export type ReportWord = (typeof reports)[number];

export const canTake = ({ state }: ModelDelivery) => canMove(state, 'assigned');

/** Stops of the delivery that its courier still has before him. */
function openStops(delivery: ModelDelivery): readonly ModelStop[] {
  return delivery.trip?.stops.filter((stop) => stop.delivery === delivery && stop.open) ?? [];
}

function close(stops: readonly ModelStop[]): void {
  for (const stop of stops) stop.open = false;
}

/** False, with nothing changed, when the table has no such move. */
function move(delivery: ModelDelivery, to: DeliveryState, over: readonly ModelStop[] = []): boolean {
  if (!canMove(delivery.state, to)) return false;
  delivery.state = to;
  close(over);
  return true;
}

/** Does it in the model. @returns whether the house should do it too */
export function actAt(stop: ModelStop, action: StopAction): boolean {
  const { delivery, leg } = stop;
  const isHere = stop.open && delivery.trip === stop.trip;
  if (!isHere) return false;
  const all = openStops(delivery);
  switch (action) {
    case 'accept':
      return delivery.state === 'assigned';
    case 'reject':
      return delivery.state === 'assigned' && move(delivery, 'ready', all);
    case 'load':
      return ['assigned', 'in_transit', 'at_pickup'].includes(delivery.state);
    case 'arrive':
      return move(delivery, leg === 'pickup' ? 'at_pickup' : 'at_dropoff');
    case 'pick-up':
      return leg === 'pickup' && pickUp(delivery, [stop]);
    case 'deliver':
      return leg === 'dropoff' && move(delivery, 'delivered', all);
    case 'fail':
      return leg === 'pickup' ? move(delivery, 'pickup_failed', all) : move(delivery, 'delivery_failed', [stop]);
  }
}

function pickUp(delivery: ModelDelivery, over: readonly ModelStop[]): boolean {
  if (!move(delivery, 'in_transit', over)) return false;
  delivery.pickedUp = true;
  return true;
}

export function report(delivery: ModelDelivery, word: ReportWord): boolean {
  const all = openStops(delivery);
  const hasPickup = hasLeg(delivery.legs, 'pickup');
  switch (word) {
    case 'PICKEDUP':
      return hasPickup && pickUp(delivery, all.filter(({ leg }) => leg === 'pickup')); // prettier-ignore
    case 'NOTPICKEDUP':
      return hasPickup && move(delivery, 'pickup_failed', all);
    case 'DELIVERED':
      return move(delivery, 'delivered', all);
    case 'NOTDELIVERED':
      return move(delivery, 'delivery_failed', all);
    case 'CANCELLED':
      return move(delivery, 'cancelled', all);
  }
}

/** Nobody may change what is in a trip or on its way. */
export const canUpdate = ({ state }: ModelDelivery) => state === 'ready';

function aboard(trip: ModelTrip): readonly ModelDelivery[] {
  const all = new Set(trip.stops.map(({ delivery }) => delivery));
  return [...all].filter((delivery) => delivery.trip === trip && delivery.state !== 'ready');
}

export function start(trip: ModelTrip): boolean {
  if (trip.state !== 'planned') return false;
  trip.state = 'started';
  for (const delivery of aboard(trip)) {
    const waitsForPickup = hasLeg(delivery.legs, 'pickup') && (delivery.legs === 'pickup' || !delivery.pickedUp);
    if (delivery.state === 'assigned') delivery.state = waitsForPickup ? 'to_pickup' : 'in_transit';
  }
  return true;
}

export const canLoad = ({ state }: ModelTrip) => state === 'planned' || state === 'started';

export function cancel(trip: ModelTrip): boolean {
  if (trip.state !== 'planned' || aboard(trip).some(({ state }) => state !== 'assigned' && underWay.includes(state)))
    return false;
  trip.state = 'cancelled';
  for (const delivery of aboard(trip)) if (delivery.state === 'assigned') move(delivery, 'ready', openStops(delivery));
  return true;
}

export interface Said {
  readonly notDispatched: readonly ModelDelivery[];
  readonly delivered: readonly ModelDelivery[];
}

const underWay: readonly DeliveryState[] = ['assigned', 'to_pickup', 'at_pickup', 'in_transit', 'at_dropoff'];

/** Decision 0006: refused as a whole when one of the deliveries is not on the trip or cannot become what is said. */
export function end(trip: ModelTrip, { notDispatched, delivered }: Said): boolean {
  const carried = aboard(trip);
  if (trip.state !== 'started' || ![...notDispatched, ...delivered].every((one) => carried.includes(one))) return false;
  const fates = carried.map((delivery) => [delivery, fateOf(delivery, { notDispatched, delivered })] as const);
  if (fates.some(([{ state }, to]) => to !== null && !canMove(state, to))) return false;
  for (const [delivery, to] of fates) if (to !== null) move(delivery, to, openStops(delivery));
  trip.state = 'ended';
  return true;
}

function fateOf(delivery: ModelDelivery, { notDispatched, delivered }: Said): DeliveryState | null {
  if (delivered.includes(delivery)) return delivery.state === 'delivered' ? null : 'delivered';
  if (notDispatched.includes(delivery)) return 'ready';
  if (!underWay.includes(delivery.state)) return null;
  return delivery.legs === 'pickup' && delivery.pickedUp ? 'delivered' : 'ready';
}
