/** Deliveries as they are shown. */
import { Type, type Static } from 'typebox';
import { directions, legPlans, packageStates, paymentModes, services } from '../../../domain/delivery/delivery.ts';
import { deliveryStates } from '../../../domain/delivery/delivery-state.ts';
import { Money } from './money.ts';
import { pageFields } from './page.ts';
import { Address, LatLng } from './place.ts';
import { Id, Instant, Nullable, OneOf, Strict, QueryText } from './shape.ts';
import { Stop } from './stop.ts';
import { TripSummary } from './trip.ts';

const Words = Nullable(Type.String());
const Whole = Nullable(Type.Integer());

export const DeliveryState = OneOf(deliveryStates);

export const Place = Strict({
  branch: Words,
  customerCode: Words,
  customerName: Words,
  email: Words,
  phone: Words,
  address: Address,
  position: Nullable(LatLng),
  window: Strict({ from: Nullable(Instant), until: Nullable(Instant) }),
  serviceMinutes: Whole,
  notes: Words,
});
export type Place = Static<typeof Place>;

export const Package = Strict({
  code: Type.String(),
  type: Words,
  amount: Nullable(Money),
  units: Whole,
  state: OneOf(packageStates),
  loadedUnits: Type.Integer(),
  unloadedUnits: Type.Integer(),
  items: Type.Array(
    Strict({
      code: Type.String(),
      name: Words,
      price: Money,
      quantity: Type.Number(),
      deliveredQuantity: Nullable(Type.Number()),
      type: Words,
      weightGrams: Whole,
    }),
  ),
});
export type Package = Static<typeof Package>;

export const Delivery = Strict(
  {
    id: Id,
    version: Type.Integer(),
    state: DeliveryState,
    orderNumber: Type.String(),
    waybillNumber: Words,
    service: Nullable(OneOf(services)),
    direction: OneOf(directions),
    legs: OneOf(legPlans),
    orderedAt: Instant,
    distributionCentre: Words,
    weightGrams: Whole,
    volumeMm3: Whole,
    currency: Type.String(),
    goodsValue: Nullable(Money),
    declaredPackages: Whole,
    paymentMode: Nullable(OneOf(paymentModes)),
    cashOnPickup: Nullable(Money),
    partialAllowed: Type.Boolean(),
    returnAllowed: Type.Boolean(),
    cancellationAllowed: Type.Boolean(),
    carriage: Words,
    dropoffKind: Words,
    pickup: Nullable(Place),
    dropoff: Nullable(Place),
    returnTo: Nullable(Place),
    packages: Type.Array(Package),
    tripId: Nullable(Id),
    returnOf: Nullable(Id),
    attempts: Type.Integer(),
    pickedUpAt: Nullable(Instant),
    endedAt: Nullable(Instant),
    cancelledAt: Nullable(Instant),
    cancelledBy: Words,
    reasonCode: Words,
    reason: Words,
    recipientName: Words,
    customerComment: Words,
    customerRating: Whole,
    collected: Nullable(Money),
    paymentMethod: Words,
    paymentReference: Words,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Delivery' },
);
export type Delivery = Static<typeof Delivery>;

/** With what is known around it. */
export const DeliveryDetail = Strict(
  {
    ...Delivery.properties,
    trip: Nullable(Strict({ ...TripSummary.properties, startedAt: Nullable(Instant) })),
    pickupStop: Nullable(Stop),
    dropoffStop: Nullable(Stop),
    proofFiles: Type.Integer({ description: 'Files of all its proofs.' }),
  },
  { $id: 'DeliveryDetail' },
);
export type DeliveryDetail = Static<typeof DeliveryDetail>;

export const DeliveryQuery = Strict({
  ...pageFields,
  state: Type.Optional(DeliveryState),
  orderNumber: Type.Optional(QueryText(100)),
});

export const DeliveryLocation = Strict(
  {
    deliveryId: Id,
    location: Nullable(
      Strict(
        { lat: Type.Number(), lng: Type.Number(), recordedAt: Instant },
        { description: 'Null while nobody carries it or no device reports.' },
      ),
    ),
  },
  { $id: 'DeliveryLocation' },
);
export type DeliveryLocation = Static<typeof DeliveryLocation>;
