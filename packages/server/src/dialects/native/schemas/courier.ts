/** Couriers: the people who carry trips. */
import { Type, type Static } from 'typebox';
import { Count, Id, Instant, Maybe, Measure, Nullable, OneOf, Strict, Text } from './shape.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: '24 hours: `08:30`.' });

export const NewCourier = Strict({
  employeeNumber: Text(50),
  name: Text(255),
  phone: Text(255),
  email: Maybe(Type.String({ format: 'email', maxLength: 255 })),
  branch: Maybe(Text(255, { description: 'Code of the courier’s hub.' })),
  vehicleNumber: Maybe(Text(255)),
  phoneCode: Maybe(Text(50, { description: 'Makes the courier’s phone a tracker with this code (an IMEI).' })),
  capacityUnits: Maybe(Count),
  capacityVolumeCm3: Maybe(Measure),
  capacityWeightGrams: Maybe(Measure),
  maxDistanceMetres: Maybe(Measure),
  preferredPostalCode: Maybe(Text(50)),
  languages: Maybe(Type.Array(Text(100), { maxItems: 50 })),
  daysOff: Maybe(Type.Array(OneOf(weekdays), { maxItems: 7 })),
  shifts: Maybe(
    Type.Array(Strict({ start: TimeOfDay, end: TimeOfDay }), {
      maxItems: 20,
      description: 'An end before the start lies on the next day.',
    }),
  ),
  login: Maybe(
    Strict(
      { userName: Text(255), password: Type.String({ minLength: 8, maxLength: 128 }) },
      { description: 'The courier’s own sign-in.' },
    ),
  ),
});
export type NewCourier = Static<typeof NewCourier>;

export const Courier = Strict(
  {
    id: Id,
    version: Type.Integer(),
    employeeNumber: Type.String(),
    name: Type.String(),
    phone: Type.String(),
    email: Nullable(Type.String()),
    branch: Nullable(Type.String()),
    vehicleId: Nullable(Id),
    vehicleNumber: Nullable(Type.String()),
    trackerId: Nullable(Id),
    trackerCode: Nullable(Type.String()),
    capacityUnits: Nullable(Type.Integer()),
    capacityVolumeCm3: Nullable(Type.Integer()),
    capacityWeightGrams: Nullable(Type.Integer()),
    maxDistanceMetres: Nullable(Type.Integer()),
    preferredPostalCode: Nullable(Type.String()),
    languages: Type.Array(Type.String()),
    daysOff: Type.Array(Type.String()),
    shifts: Type.Array(Strict({ start: Type.String(), end: Type.String() })),
    createdAt: Instant,
  },
  { $id: 'Courier' },
);
export type Courier = Static<typeof Courier>;
