/** Plans of routes: what is asked for, how far it is, and what came out. */
import { Type, type Static } from 'typebox';
import { legs } from '../../../domain/delivery/delivery.ts';
import {
  mostSeconds,
  mostShipments,
  mostVehicles,
  planConstraints,
  planKinds,
  planStates,
} from '../../../domain/plan/plan.ts';
import { pageFields } from './page.ts';
import { LatLng } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';
import { TripSummary } from './trip.ts';

const When = Type.String({ format: 'date-time' });

export const NewPlan = Strict({
  name: Maybe(Text(255, { description: 'Called by its time when it is not given.' })),
  deliveryIds: Maybe(
    Type.Array(Id, {
      minItems: 1,
      maxItems: mostShipments,
      description: `All that wait for a courier when it is not given; of more than ${mostShipments} the oldest.`,
    }),
  ),
  window: Maybe(
    Strict(
      { from: Maybe(When), until: Maybe(When) },
      { description: 'Instead of ids: deliveries whose next window touches this one, or that have none.' },
    ),
  ),
  courierIds: Maybe(
    Type.Array(Id, {
      minItems: 1,
      maxItems: mostVehicles,
      description:
        'All who are free when it is not given: no trip under way or waiting, no day off. Hours bind also who is named.',
    }),
  ),
  setOff: Maybe(Type.String({ format: 'date-time', description: 'Nobody leaves before; now when it is not given.' })),
  seconds: Maybe(
    Type.Number({
      minimum: 0.1,
      maximum: mostSeconds,
      description: 'For the search; by the number of deliveries when it is not given.',
    }),
  ),
});
export type NewPlan = Static<typeof NewPlan>;

const Count = Type.Integer();
const Slot = Strict({ from: Nullable(Instant), until: Nullable(Instant) });

const summaryFields = {
  id: Id,
  version: Type.Integer(),
  kind: OneOf(planKinds, { description: '`problem`: sent whole by a partner; `deliveries`: becomes trips.' }),
  name: Type.String(),
  state: OneOf(planStates),
  progress: Nullable(
    Strict({
      step: OneOf(['gathering', 'searching', 'applying']),
      elapsedMs: Type.Integer({ description: 'Since it was begun, or begun anew.' }),
      iterations: Type.Integer({ description: 'Until the best so far was found; the rest says what it is like.' }),
      vehicles: Count,
      distanceMetres: Count,
      cost: Count,
      unassigned: Count,
    }),
  ),
  failure: Nullable(Type.String()),
  attempts: Type.Integer({ description: 'How often it was begun.' }),
  createdAt: Instant,
  startedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  updatedAt: Instant,
};

export const PlanRoute = Strict({
  vehicle: Type.String({ description: 'Its name, or the courier’s.' }),
  courierId: Nullable(Id),
  tripId: Nullable(Type.String({ format: 'uuid', description: 'The trip that was made of it.' })),
  startsAt: Instant,
  endsAt: Instant,
  distanceMetres: Count,
  stops: Type.Array(
    Strict({
      shipment: Type.String({ description: 'Its name, or the order number.' }),
      deliveryId: Nullable(Id),
      leg: OneOf(legs),
      position: LatLng,
      slot: Slot,
      arrival: Instant,
      departure: Instant,
      distanceMetres: Count,
    }),
  ),
});
export type PlanRoute = Static<typeof PlanRoute>;

export const Unplanned = Strict({
  shipment: Type.String(),
  deliveryId: Nullable(Id),
  constraint: OneOf(planConstraints),
  message: Type.String({ description: 'For people.' }),
});
export type Unplanned = Static<typeof Unplanned>;

export const PlanSummary = Strict(summaryFields, { $id: 'PlanSummary' });
export type PlanSummary = Static<typeof PlanSummary>;

export const Plan = Strict(
  {
    ...summaryFields,
    routes: Type.Array(PlanRoute, { description: 'Empty until it is found.' }),
    unassigned: Type.Array(Unplanned),
  },
  { $id: 'Plan' },
);
export type Plan = Static<typeof Plan>;

export const PlanQuery = Strict({ ...pageFields, state: Type.Optional(OneOf(planStates)) });

/** What events say of a plan. */
export const planEventFields = {
  plan: Type.Optional(Strict({ id: Id, name: Type.String(), kind: OneOf(planKinds) })),
  failure: Type.Optional(Type.String()),
  routes: Type.Optional(Type.Array(PlanRoute)),
  trips: Type.Optional(Type.Array(TripSummary)),
  unassigned: Type.Optional(Type.Array(Unplanned)),
};
