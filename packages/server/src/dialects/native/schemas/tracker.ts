/** Trackers: devices that tell where they are. */
import { Type, type Static } from 'typebox';
import { trackerKinds } from '../../../domain/tracking/tracker.ts';
import { Id, Instant, Nullable, OneOf, Strict, Text } from './shape.ts';

export const NewTracker = Strict({
  code: Text(50, { description: 'Printed on the device: an IMEI, a serial number.' }),
  kind: Type.Optional(OneOf(trackerKinds, { description: '`device` when it is not given.' })),
});
export type NewTracker = Static<typeof NewTracker>;

export const Tracker = Strict(
  {
    id: Id,
    code: Type.String(),
    kind: OneOf(trackerKinds),
    latest: Nullable(
      Strict({
        lat: Type.Number(),
        lng: Type.Number(),
        recordedAt: Instant,
        receivedAt: Instant,
        speedKmh: Nullable(Type.Number()),
        batteryPercent: Nullable(Type.Number()),
        temperatureC: Nullable(Type.Number()),
      }),
    ),
    createdAt: Instant,
  },
  { $id: 'Tracker' },
);
export type Tracker = Static<typeof Tracker>;
