/** Positions: the fixes of a tracker. */
import { Type, type Static } from 'typebox';
import { Instant, Maybe, Nullable, Strict } from './shape.ts';

/** Ranges are the core's to judge, for each fix alone: one bad fix must not cost the batch. */
export const NewPosition = Strict({
  recordedAt: Instant,
  lat: Type.Number(),
  lng: Type.Number(),
  speedKmh: Maybe(Type.Number()),
  batteryPercent: Maybe(Type.Number()),
  temperatureC: Maybe(Type.Number()),
});
export type NewPosition = Static<typeof NewPosition>;

export const NewPositions = Strict({ positions: Type.Array(NewPosition, { minItems: 1, maxItems: 1000 }) });

export const RecordedPositions = Strict(
  {
    accepted: Type.Integer({ description: 'Fixes that are kept; one sent before counts too.' }),
    refused: Type.Array(
      Strict(
        { index: Type.Integer(), path: Type.String(), message: Type.String() },
        { description: 'By place in the request.' },
      ),
    ),
  },
  { $id: 'RecordedPositions' },
);
export type RecordedPositions = Static<typeof RecordedPositions>;

export const Position = Strict(
  {
    recordedAt: Instant,
    lat: Type.Number(),
    lng: Type.Number(),
    speedKmh: Nullable(Type.Number()),
    batteryPercent: Nullable(Type.Number()),
    temperatureC: Nullable(Type.Number()),
  },
  { $id: 'Position' },
);
export type Position = Static<typeof Position>;

export const TrackQuery = Strict({
  from: Type.Optional(
    Type.String({ format: 'date-time', description: 'Inclusive; a day before `until` when it is not given.' }),
  ),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Exclusive; now when it is not given.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before.' })),
});
export type TrackQuery = Static<typeof TrackQuery>;
