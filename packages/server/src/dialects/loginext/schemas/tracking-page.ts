/** What the tracking page is told of an order or a trip. The document shows the page only; these words are ours. */
import { Type, type Static, type TSchema } from 'typebox';

const epoch = Type.Integer({ description: 'milliseconds since 1970' });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Point = Type.Object({ lat: Type.Number(), lng: Type.Number() });
const Seen = Type.Object({ lat: Type.Number(), lng: Type.Number(), time: epoch });
const Crew = Type.Object({
  name: Type.String({ description: 'The first name alone.' }),
  vehicleNumber: nullable(Type.String()),
});

export const orderPhases = [
  'received',
  'waiting',
  'planned',
  'set_out',
  'to_pickup',
  'at_pickup',
  'not_collected',
  'collected',
  'on_the_way',
  'at_door',
  'not_delivered',
  'delivered',
  'partly_delivered',
  'returning',
  'returned',
  'cancelled',
] as const;
export type OrderPhase = (typeof orderPhases)[number];

export const tripPhases = ['planned', 'loaded', 'started', 'ended', 'cancelled'] as const;
export type TripPhase = (typeof tripPhases)[number];

const OrderMoment = Type.Object({ phase: Type.Enum([...orderPhases]), time: epoch });
const TripMoment = Type.Object({ phase: Type.Enum([...tripPhases]), time: epoch });
const leg = Type.Union([Type.Literal('PICKUP'), Type.Literal('DELIVER')]);

export const TrackedOrder = Type.Object({
  kind: Type.Literal('order'),
  version: Type.String({ description: 'Changes with anything below; the id of an event of the live stream.' }),
  orderNo: Type.String(),
  status: Type.String({ description: 'LogiNext’s word, as in Get Order.' }),
  phase: OrderMoment.properties.phase,
  leg,
  startTimeWindow: nullable(epoch),
  endTimeWindow: nullable(epoch),
  eta: nullable(epoch),
  stopsBefore: nullable(Type.Integer()),
  courier: nullable(Crew),
  position: nullable(Seen),
  door: nullable(Point),
  history: Type.Array(OrderMoment),
});
export type TrackedOrder = Static<typeof TrackedOrder>;

export const TrackedStop = Type.Object({
  sequence: Type.Integer(),
  orderNo: Type.String(),
  leg,
  state: Type.Enum(['open', 'arrived', 'done', 'failed', 'dropped']),
  eta: nullable(epoch),
  arrivedTime: nullable(epoch),
  leftTime: nullable(epoch),
  door: nullable(Point),
});
export type TrackedStop = Static<typeof TrackedStop>;

export const TrackedTrip = Type.Object({
  kind: Type.Literal('trip'),
  version: Type.String(),
  tripName: Type.String(),
  phase: TripMoment.properties.phase,
  origin: nullable(Type.Object({ name: Type.String(), position: nullable(Point) })),
  destination: nullable(Type.String()),
  eta: nullable(epoch),
  courier: nullable(Crew),
  position: nullable(Seen),
  stops: Type.Array(TrackedStop),
  history: Type.Array(TripMoment),
});
export type TrackedTrip = Static<typeof TrackedTrip>;

export const TrackedThing = Type.Union([TrackedOrder, TrackedTrip]);
export type TrackedThing = TrackedOrder | TrackedTrip;

export const PlaceName = Type.Object({ name: Type.String(), lat: Type.Number(), lng: Type.Number() });

/** South-western corner of a box of one degree. */
export const BoxQuery = Type.Object({
  lat: Type.String({ pattern: '^(-90|-?[1-8]?[0-9])$', description: 'whole degrees, -90 to 89' }),
  lng: Type.String({ pattern: '^(-180|-?(1[0-7][0-9]|[1-9]?[0-9]))$', description: 'whole degrees, -180 to 179' }),
});
export type BoxQuery = Static<typeof BoxQuery>;

/** Neither is a secret; what is stands in the headers. A text with NUL could not be looked for. */
export const TrackQuery = Type.Object({
  ordno: Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000]+$', description: 'Number of an order.' })),
  tripname: Type.Optional(Type.String({ maxLength: 255, pattern: '^[^\\u0000]+$', description: 'Name of a trip.' })),
});
export type TrackQuery = Static<typeof TrackQuery>;
