/** Hubs: branches, distribution centres, pickup points. */
import { Type, type Static } from 'typebox';
import { Address, LatLng, NewAddress } from './place.ts';
import { Id, Instant, Maybe, Nullable, Strict, Text } from './shape.ts';

const Geofence = Type.Integer({ minimum: 1, maximum: 100_000, description: 'Radius in metres.' });

export const NewHub = Strict({
  code: Text(255),
  name: Text(255),
  position: Maybe(LatLng),
  geofenceMetres: Maybe(Geofence),
  address: Maybe(NewAddress),
});
export type NewHub = Static<typeof NewHub>;

export const HubPatch = Type.Object(
  {
    name: Type.Optional(Text(255)),
    position: Maybe(LatLng),
    geofenceMetres: Maybe(Geofence),
    address: Maybe(NewAddress),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type HubPatch = Static<typeof HubPatch>;

export const Hub = Strict(
  {
    id: Id,
    code: Type.String(),
    name: Type.String(),
    position: Nullable(LatLng),
    geofenceMetres: Nullable(Geofence),
    address: Nullable(Address),
    createdAt: Instant,
  },
  { $id: 'Hub' },
);
export type Hub = Static<typeof Hub>;
