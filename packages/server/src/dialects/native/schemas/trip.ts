/** Trips: ordered stops that one courier drives, or goods as a whole from hub to hub. */
import { Type, type Static } from 'typebox';
import { deliveryStates } from '../../../domain/delivery/delivery-state.ts';
import { transportModes } from '../../../domain/trip/haulage.ts';
import { tripStates } from '../../../domain/trip/trip.ts';
import { pageFields } from './page.ts';
import { LatLng } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';
import { Stop } from './stop.ts';

const Words = Nullable(Type.String());
const assigners = ['hand', 'plan'] as const;

export const TripSummary = Strict({
  id: Id,
  name: Type.String(),
  courierName: Words,
  courierPhone: Words,
  driverName: Words,
  vehicleNumber: Words,
  assignedBy: OneOf(assigners),
});
export type TripSummary = Static<typeof TripSummary>;

export const NewTrip = Strict({
  courierId: Id,
  deliveryIds: Type.Array(Id, { minItems: 1, maxItems: 200, description: 'In driving order.' }),
  name: Maybe(Text(255, { description: 'The next TRIP-number when it is not given.' })),
  vehicleId: Maybe(Type.String({ format: 'uuid', description: 'The courier’s own when it is not given.' })),
  driverName: Maybe(Text(255)),
  trackerCode: Maybe(Text(50, { description: 'A tracker that rides along on this trip only.' })),
  setOff: Maybe(Type.String({ format: 'date-time', description: 'For the timetable; now when it is not given.' })),
});
export type NewTrip = Static<typeof NewTrip>;

export const TripEnd = Strict({
  at: Maybe(Instant),
  position: Maybe(LatLng),
  notDispatched: Type.Optional(
    Type.Array(Id, { maxItems: 200, description: 'Deliveries that wait for another courier.' }),
  ),
  delivered: Type.Optional(Type.Array(Id, { maxItems: 200, description: 'Deliveries that were handed over.' })),
});

const Haulage = Strict({
  goodsKind: Type.String(),
  origin: Type.String({ description: 'Code of a hub.' }),
  destination: Type.String({ description: 'Code of a hub.' }),
  transportMode: OneOf(transportModes),
  lorryReceipt: Words,
  flightNumber: Words,
  trainNumber: Words,
  waybillNumber: Words,
  sealNumber: Words,
  weightGrams: Nullable(Type.Integer()),
  volumeMm3: Nullable(Type.Integer()),
  units: Nullable(Type.Integer()),
  reportingAt: Instant,
  notes: Words,
  driverId: Nullable(Id),
  cancellation: Nullable(Strict({ reasonCode: Type.String(), reason: Words, at: Instant })),
});

export const Trip = Strict(
  {
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    state: OneOf(tripStates),
    courierId: Nullable(Id),
    courierName: Words,
    courierPhone: Words,
    vehicleId: Nullable(Id),
    vehicleNumber: Words,
    trackerId: Nullable(Id),
    driverName: Words,
    assignedBy: OneOf(assigners),
    loadedAt: Nullable(Instant),
    startedAt: Nullable(Instant),
    endedAt: Nullable(Instant),
    expectedEnd: Nullable(Instant),
    drivenMetres: Nullable(Type.Integer({ description: 'As its tracker saw it.' })),
    createdAt: Instant,
    updatedAt: Instant,
    haulage: Nullable(Haulage),
    stops: Type.Array(Strict({ ...Stop.properties, orderNumber: Type.String(), deliveryState: OneOf(deliveryStates) })),
  },
  { $id: 'Trip' },
);
export type Trip = Static<typeof Trip>;

export const TripQuery = Strict({ ...pageFields, state: Type.Optional(OneOf(tripStates)) });
