/** Offers: rounds in which couriers are asked whether they want a delivery. */
import { Type, type Static } from 'typebox';
import { broadcastPreferences } from '../../../domain/offer/offer.ts';
import { vehicleWishes } from '../../../domain/task/vehicle-kind.ts';
import { LatLng } from './place.ts';
import { Id, Instant, Named, Nullable, OneOf, Strict } from './shape.ts';

const offerFields = {
  id: Id,
  deliveryId: Id,
  preference: OneOf(broadcastPreferences, { description: 'Who is asked: couriers with a boat, a squad, everybody.' }),
  vehicleKind: OneOf(vehicleWishes),
  price: Type.Integer({ description: 'Hundred-thousandths of the currency’s main unit: 200000 is SGD 2.00.' }),
  currency: Type.String(),
  expiresAt: Nullable(
    Type.String({ format: 'date-time', description: 'Null: it stays open until somebody takes it.' }),
  ),
};

export const Offer = Strict({ ...offerFields, openedAt: Instant }, { $id: 'Offer' });
export type Offer = Static<typeof Offer>;

const Words = Nullable(Type.String());

const Door = Strict({
  area: Strict({
    locality: Words,
    city: Words,
    state: Words,
    country: Words,
    position: Nullable(Strict(LatLng.properties, { description: 'To a hundredth of a degree.' })),
  }),
  window: Strict({ from: Nullable(Instant), until: Nullable(Instant) }),
});

/** Names, phones and doors are for whoever has accepted it. */
export const NearOffer = Strict(
  {
    ...offerFields,
    distanceMetres: Nullable(Type.Integer({ description: 'From where you are to the pickup, as the crow flies.' })),
    journeyMetres: Nullable(Type.Integer({ description: 'From the pickup to the drop-off.' })),
    pickup: Nullable(Door),
    dropoff: Nullable(Door),
    units: Type.Integer(),
    weightGrams: Nullable(Type.Integer()),
  },
  { $id: 'NearOffer' },
);
export type NearOffer = Static<typeof NearOffer>;

export const NearOffers = Strict({ data: Type.Array(Named(NearOffer)) }, { $id: 'NearOffers' });
export type NearOffers = Static<typeof NearOffers>;

export const NearQuery = Strict({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});
