/** Duty of couriers: with what they drive, for whom, and whether they look for work. */
import { Type, type Static } from 'typebox';
import { emissionsTypes, vehicleKinds } from '../../../domain/task/vehicle-kind.ts';
import { LatLng } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Squads = Type.Array(Text(40), { maxItems: 50, description: 'Codes of the squads that the courier belongs to.' });

export const Duty = Strict(
  {
    courierId: Id,
    onDuty: Type.Boolean(),
    onDutySince: Nullable(Instant),
    organisationId: Nullable(Type.String({ format: 'uuid', description: 'The transporter.' })),
    vehicleKind: OneOf(vehicleKinds),
    emissionsType: OneOf(emissionsTypes),
    marine: Type.Boolean({ description: 'Has a boat.' }),
    squads: Type.Array(Type.String()),
    updatedAt: Instant,
  },
  { $id: 'Duty' },
);
export type Duty = Static<typeof Duty>;

/** The operator says all of it anew; whether he is on duty stays as it is without a word. */
export const DutyOrder = Strict({
  vehicleKind: OneOf(vehicleKinds),
  emissionsType: Maybe(OneOf(emissionsTypes, { description: '`ice` when it is not given.' })),
  marine: Type.Optional(Type.Boolean()),
  squads: Type.Optional(Squads),
  organisationId: Maybe(Id),
  onDuty: Maybe(Type.Boolean()),
});
export type DutyOrder = Static<typeof DutyOrder>;

/** What a courier says of himself; what is not given stays as it is. */
export const OwnDuty = Strict({
  onDuty: Type.Boolean(),
  vehicleKind: Maybe(OneOf(vehicleKinds)),
  emissionsType: Maybe(OneOf(emissionsTypes)),
  position: Maybe(LatLng),
});
export type OwnDuty = Static<typeof OwnDuty>;
