/** Vehicles and what fits into them. */
import { Type, type Static } from 'typebox';
import { Count, Id, Instant, Maybe, Measure, Nullable, Strict, Text } from './shape.ts';

export const NewVehicle = Strict({
  number: Text(255, { description: 'The number plate.' }),
  trackerCode: Maybe(Text(50, { description: 'The tracker built into it.' })),
  capacityUnits: Maybe(Count),
  capacityVolumeCm3: Maybe(Measure),
  capacityWeightGrams: Maybe(Measure),
});
export type NewVehicle = Static<typeof NewVehicle>;

export const Vehicle = Strict(
  {
    id: Id,
    version: Type.Integer(),
    number: Type.String(),
    trackerId: Nullable(Id),
    trackerCode: Nullable(Type.String()),
    capacityUnits: Nullable(Type.Integer()),
    capacityVolumeCm3: Nullable(Type.Integer()),
    capacityWeightGrams: Nullable(Type.Integer()),
    createdAt: Instant,
  },
  { $id: 'Vehicle' },
);
export type Vehicle = Static<typeof Vehicle>;
