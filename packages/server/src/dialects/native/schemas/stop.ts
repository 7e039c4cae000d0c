/** Stops of a trip, and what a courier reports from them. */
import { Type, type Static } from 'typebox';
import { legs } from '../../../domain/delivery/delivery.ts';
import { stopStates } from '../../../domain/trip/trip.ts';
import { Money } from './money.ts';
import { LatLng } from './place.ts';
import { Count, Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

export const Stop = Strict({
  id: Id,
  tripId: Id,
  deliveryId: Id,
  leg: OneOf(legs),
  sequence: Type.Integer({ description: '1 for the first stop.' }),
  state: OneOf(stopStates),
  plannedArrival: Nullable(Instant),
  plannedDeparture: Nullable(Instant),
  plannedDistanceMetres: Nullable(Type.Integer()),
  acceptedAt: Nullable(Instant),
  arrivedAt: Nullable(Instant),
  arrivedPosition: Nullable(LatLng),
  leftAt: Nullable(Instant),
  leftPosition: Nullable(LatLng),
  expectedArrival: Nullable(
    Type.String({ format: 'date-time', description: 'As last estimated; null before the trip was seen.' }),
  ),
  fenceEnteredAt: Nullable(Type.String({ format: 'date-time', description: 'Within 150 m of the door.' })),
  fenceLeftAt: Nullable(Instant),
  drivenMetres: Nullable(Type.Integer({ description: 'From the stop before, once it is reached.' })),
});
export type Stop = Static<typeof Stop>;

const reportFields = {
  at: Maybe(Type.String({ format: 'date-time', description: 'The client’s own time; now when it is not given.' })),
  position: Maybe(LatLng),
};

/** When and where the client says that it happened. */
export const Report = Strict(reportFields);
export type Report = Static<typeof Report>;

export const Rejection = Strict({ ...reportFields, reason: Text(2000) });

const feedbackFields = { comment: Maybe(Text(2000)), rating: Maybe(Type.Integer({ minimum: 0, maximum: 5 })) };

export const PickUp = Strict({ ...reportFields, ...feedbackFields });
export type PickUp = Static<typeof PickUp>;

export const Failure = Strict({ ...reportFields, ...feedbackFields, reasonCode: Text(255), reason: Text(2000) });

export const Loading = Strict({
  ...reportFields,
  packages: Maybe(
    Type.Array(Strict({ code: Text(128), units: Count }), {
      minItems: 1,
      maxItems: 500,
      description: 'What is on the vehicle now; without it everything is.',
    }),
  ),
});
export type Loading = Static<typeof Loading>;

const HandedOver = Strict({
  code: Text(128),
  units: Count,
  items: Maybe(
    Type.Array(Strict({ code: Text(200), quantity: Type.Number({ minimum: 0, maximum: 1_000_000_000 }) }), {
      minItems: 1,
      maxItems: 500,
      description: 'Without it the package was handed over with all its items.',
    }),
  ),
});

export const Handover = Strict({
  ...reportFields,
  recipientName: Maybe(Text(255)),
  ...feedbackFields,
  collected: Maybe(Money),
  paymentMethod: Maybe(Text(50)),
  paymentReference: Maybe(Text(255)),
  packages: Maybe(
    Type.Array(HandedOver, {
      minItems: 1,
      maxItems: 500,
      description: 'With it the delivery is a partial one: these were handed over and the rest was not.',
    }),
  ),
  reasonCode: Maybe(Text(255, { description: 'Why it is a partial one.' })),
  reason: Maybe(Text(2000)),
});
export type Handover = Static<typeof Handover>;
