/** Events: what happened to an aggregate. An element of a timeline and the body of a webhook are the same. */
import { Type, type Static } from 'typebox';
import { legs } from '../../../domain/delivery/delivery.ts';
import { aggregates, eventTypes } from '../../../domain/event/event.ts';
import { broadcastPreferences } from '../../../domain/offer/offer.ts';
import { Delivery } from './delivery.ts';
import { LatLng } from './place.ts';
import { insuranceEventFields } from './insurance-event.ts';
import { planEventFields } from './plan.ts';
import { Id, Instant, Named, Nullable, OneOf, Strict } from './shape.ts';
import { shippingEventFields } from './shipping-event.ts';
import { subscriptionEventFields } from './subscription-event.ts';
import { TripSummary } from './trip.ts';

/** What belongs to the type of the event; other fields are missing. */
export const EventData = Strict({
  delivery: Type.Optional(Named(Delivery)),
  trip: Type.Optional(Nullable(TripSummary)),
  deliveries: Type.Optional(Type.Array(Strict({ id: Id, orderNumber: Type.String() }))),
  offer: Type.Optional(Strict({ id: Id, preference: OneOf(broadcastPreferences), expiresAt: Nullable(Instant) })),
  report: Type.Optional(Strict({ at: Instant, position: Nullable(LatLng) })),
  leg: Type.Optional(OneOf(legs)),
  packageCodes: Type.Optional(Type.Array(Type.String())),
  reason: Type.Optional(Nullable(Type.String())),
  revisedEta: Type.Optional(Nullable(Instant)),
  hub: Type.Optional(Strict({ id: Id, code: Type.String(), name: Type.String() })),
  position: Type.Optional(LatLng),
  sightedAt: Type.Optional(Type.String({ format: 'date-time', description: 'By the clock of the tracker.' })),
  url: Type.Optional(Type.String()),
  ...planEventFields,
  ...shippingEventFields,
  ...subscriptionEventFields,
  ...insuranceEventFields,
});
export type EventData = Static<typeof EventData>;

export const Event = Strict(
  {
    id: Id,
    type: OneOf(eventTypes),
    aggregate: OneOf(aggregates),
    aggregateId: Id,
    sequence: Type.Integer({ description: 'Grows with each change of the aggregate.' }),
    occurredAt: Instant,
    actor: Type.String({ description: 'Label of the credential that was used, or the name of our own job.' }),
    data: EventData,
  },
  { $id: 'Event' },
);
export type Event = Static<typeof Event>;
