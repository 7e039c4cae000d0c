/** Facts about aggregates, written with the change that they report: the source of webhooks and of the timeline. */
import type { ClaimChanges } from '../claim/events.ts';
import type { CoverageChanges } from '../coverage/events.ts';
import type { Delivery, Leg } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';
import type { OfferSummary } from '../offer/offer.ts';
import type { PlanKind, PlanRoute, Slot, Unplanned } from '../plan/plan.ts';
import type { PolicyChanges } from '../policy/events.ts';
import type { ShippingChanges } from '../shipping-order/events.ts';
import type { SubscriptionChanges } from '../subscription/events.ts';
import type { TaskSnapshot } from '../task/task.ts';

export const aggregates = [
  'delivery',
  'trip',
  'courier',
  'hub',
  'vehicle',
  'tracker',
  'route_plan',
  'webhook_endpoint',
  'shipping_order',
  'provider',
  'subscription_order',
  'policy',
  'claim',
  'coverage',
] as const;
export type Aggregate = (typeof aggregates)[number];

/** A value as it looks after JSON: dates are ISO 8601 strings. */
export type Snapshot<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? readonly Snapshot<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Snapshot<T[K]> }
      : T;

/** Who carries a delivery, as partners want to read it. */
export interface TripSummary {
  readonly id: string;
  readonly name: string;
  readonly courierName: string | null;
  readonly courierPhone: string | null;
  readonly driverName: string | null;
  readonly vehicleNumber: string | null;
  readonly assignedBy: 'hand' | 'plan';
}

/** What a courier reports with an action: the client's own time and place. */
export interface Report {
  readonly at: Date;
  readonly position: LatLng | null;
}

/** Everything that a delivery event may add to the delivery itself. */
interface DeliveryChange {
  readonly delivery: Delivery;
  readonly trip: TripSummary | null;
  /** Of a delivery that has a task: the task as it was after the change. */
  readonly task?: TaskSnapshot;
}

/** A handover at a door. */
interface HandoverChange extends DeliveryChange {
  readonly report: Report;
  /** Where a tracker of the trip was last seen, when the report names no place. */
  readonly seenAt?: LatLng | null;
}

/** When the timetable has the courier at the next door. */
export interface PlannedVisit {
  readonly arrival: Date | null;
  readonly departure: Date | null;
}

/** Data of each event type. `delivery` is the delivery after the change. */
export interface EventData extends ShippingChanges, SubscriptionChanges, PolicyChanges, ClaimChanges, CoverageChanges {
  'delivery.created': DeliveryChange;
  /** `fields`: what changed, in the core's words. Events of earlier releases do not say. */
  'delivery.updated': DeliveryChange & { readonly fields?: readonly string[] };
  'delivery.packages_updated': DeliveryChange;
  /** Couriers are asked whether they want it: a new round for what waited. One that is born offered has no such event. */
  'delivery.offered': DeliveryChange & { readonly offer: OfferSummary };
  'delivery.assigned': DeliveryChange & { readonly planned: PlannedVisit };
  /** Taken off its trip and waiting again. */
  'delivery.released': DeliveryChange & { readonly reason: string | null };
  'delivery.accepted': DeliveryChange & { readonly report: Report };
  'delivery.rejected': DeliveryChange & { readonly report: Report; readonly reason: string };
  'delivery.loaded': DeliveryChange & { readonly report: Report; readonly packageCodes: readonly string[] };
  /** Its trip set out. Nobody reports it for one that joins a trip under way; events of earlier releases do not say. */
  'delivery.dispatched': DeliveryChange & { readonly report?: Report };
  'delivery.arrived': DeliveryChange & { readonly leg: Leg; readonly report: Report };
  'delivery.picked_up': HandoverChange;
  'delivery.pickup_failed': DeliveryChange & { readonly report: Report };
  'delivery.delivered': HandoverChange;
  'delivery.partially_delivered': DeliveryChange & { readonly report: Report };
  'delivery.delivery_failed': DeliveryChange & { readonly report: Report };
  'delivery.cancelled': DeliveryChange;
  /** Nobody took it in time. */
  'delivery.expired': DeliveryChange;
  /** Its receiver is asked to pay. */
  'delivery.payment_requested': DeliveryChange;
  'delivery.paid': DeliveryChange;
  /** Its sender is at work on the goods. */
  'delivery.processing': DeliveryChange;
  /** It may be fetched. One that comes off a trip is `delivery.released`. */
  'delivery.ready': DeliveryChange;
  /** The receiver says that it has come. */
  'delivery.confirmed': DeliveryChange;
  /** The goods are on their way back to the sender. */
  'delivery.returning': DeliveryChange & { readonly reason: string | null };
  'delivery.returned': DeliveryChange;
  'trip.created': TripChange;
  'trip.updated': TripChange;
  'trip.loaded': TripChange & { readonly report: Report; readonly revisedEta: Date | null };
  'trip.started': TripChange & { readonly report: Report };
  'trip.ended': TripChange & { readonly report: Report };
  'trip.cancelled': TripChange;
  'trip.entered_hub': HubCrossing;
  'trip.left_hub': HubCrossing;
  /** The answer to a problem that was sent whole. */
  'plan.finished': PlanChange & { readonly routes: readonly PlanRoute[]; readonly unassigned: readonly Unplanned[] };
  'plan.failed': PlanChange & { readonly failure: string };
  /** Trips were made for deliveries; there may be none. */
  'plan.applied': PlanChange & { readonly trips: readonly PlannedTrip[]; readonly unassigned: readonly Unplanned[] };
  'webhook_endpoint.disabled': { readonly url: string; readonly reason: string };
}

interface TripChange {
  readonly trip: TripSummary;
  readonly deliveries: readonly { readonly id: string; readonly orderNumber: string }[];
}

/** A trip under way crossed the fence of a hub. */
interface HubCrossing {
  readonly trip: TripSummary;
  readonly hub: { readonly id: string; readonly code: string; readonly name: string };
  /** Of the fix that showed it. */
  readonly position: LatLng;
  /** By the device's clock. */
  readonly sightedAt: Date;
}

interface PlanChange {
  readonly plan: { readonly id: string; readonly name: string; readonly kind: PlanKind };
}

/** A trip that planning made, with its stops in driving order. */
export interface PlannedTrip {
  readonly trip: TripSummary;
  readonly stops: readonly {
    readonly deliveryId: string;
    readonly orderNumber: string;
    readonly leg: Leg;
    /** 1 for the first. */
    readonly sequence: number;
    /** The order's own. */
    readonly slot: Slot;
    readonly position: LatLng;
    readonly arrival: string;
    readonly departure: string;
  }[];
}

export type EventType = keyof EventData;

/** An event about to be written. */
export type NewEvent = {
  [T in EventType]: {
    readonly aggregate: Aggregate;
    readonly aggregateId: string;
    /** The aggregate's version after the change. */
    readonly sequence: number;
    readonly type: T;
    readonly data: EventData[T];
  };
}[EventType];

/** An event read back: its data is the JSON that was frozen when it happened. */
export type RecordedEvent = {
  [T in EventType]: {
    readonly accountId: string;
    readonly id: string;
    readonly aggregate: Aggregate;
    readonly aggregateId: string;
    readonly sequence: number;
    readonly type: T;
    readonly occurredAt: Date;
    readonly actor: string;
    readonly data: Snapshot<EventData[T]>;
  };
}[EventType];

/** Every event type, for subscriptions and lists. */
export const eventTypes = [
  'delivery.created',
  'delivery.updated',
  'delivery.packages_updated',
  'delivery.offered',
  'delivery.assigned',
  'delivery.released',
  'delivery.accepted',
  'delivery.rejected',
  'delivery.loaded',
  'delivery.dispatched',
  'delivery.arrived',
  'delivery.picked_up',
  'delivery.pickup_failed',
  'delivery.delivered',
  'delivery.partially_delivered',
  'delivery.delivery_failed',
  'delivery.cancelled',
  'delivery.expired',
  'delivery.payment_requested',
  'delivery.paid',
  'delivery.processing',
  'delivery.ready',
  'delivery.confirmed',
  'delivery.returning',
  'delivery.returned',
  'trip.created',
  'trip.updated',
  'trip.loaded',
  'trip.started',
  'trip.ended',
  'trip.cancelled',
  'trip.entered_hub',
  'trip.left_hub',
  'plan.finished',
  'plan.failed',
  'plan.applied',
  'webhook_endpoint.disabled',
  'shipping_order.created',
  'shipping_order.paid',
  'shipping_order.status_changed',
  'shipping_order.reassigned',
  'shipping_order.refund_due',
  'shipping_order.refunded',
  'provider.unreachable',
  'provider.recovered',
  'subscription_order.placed',
  'subscription_order.paid',
  'subscription_order.approved',
  'subscription_order.rejected',
  'subscription_order.terminated',
  'subscription_order.completed',
  'bill.issued',
  'bill.collected',
  'bill.overdue',
  'policy.issued',
  'policy.tracked',
  'policy.cancelled',
  'policy.expired',
  'policy.claimed',
  'claim.drafted',
  'claim.submitted',
  'claim.approved',
  'claim.rejected',
  'claim.paid',
  'coverage.requested',
  'coverage.active',
  'coverage.refused',
  'coverage.cancelled',
  'coverage.expired',
] as const satisfies readonly EventType[];
