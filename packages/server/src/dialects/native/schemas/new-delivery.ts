/** What a client says of a delivery when it is made or called off. */
import { Type, type Static } from 'typebox';
import { directions, legPlans, paymentModes, plainServices } from '../../../domain/delivery/delivery.ts';
import { Currency, Money } from './money.ts';
import { LatLng, NewAddress } from './place.ts';
import { Count, Instant, Maybe, Measure, OneOf, Strict, Text } from './shape.ts';

export const NewPlace = Strict({
  branch: Maybe(Text(255, { description: 'Code of the hub that serves this end.' })),
  customerCode: Maybe(Text(255)),
  customerName: Maybe(Text(255)),
  email: Maybe(Text(255)),
  phone: Maybe(Text(255)),
  address: Maybe(NewAddress),
  position: Maybe(LatLng),
  window: Maybe(Strict({ from: Maybe(Instant), until: Maybe(Instant) })),
  serviceMinutes: Maybe(Type.Integer({ minimum: 0, maximum: 1440 })),
  notes: Maybe(Text(2000)),
});
export type NewPlace = Static<typeof NewPlace>;

export const NewItem = Strict({
  code: Text(200),
  name: Maybe(Text(255)),
  price: Money,
  quantity: Type.Number({ minimum: 0, maximum: 1_000_000_000 }),
  type: Maybe(Text(100)),
  weightGrams: Maybe(Measure),
});
export type NewItem = Static<typeof NewItem>;

export const NewPackage = Strict({
  code: Text(128, { description: 'Unique within the delivery.' }),
  type: Maybe(Text(100)),
  amount: Maybe(Money),
  units: Maybe(Count),
  items: Maybe(Type.Array(NewItem, { maxItems: 500 })),
});
export type NewPackage = Static<typeof NewPackage>;

export const NewDelivery = Strict({
  orderNumber: Text(100),
  waybillNumber: Maybe(Text(1000)),
  service: Maybe(
    OneOf(plainServices, {
      description: 'Null: the ordinary one. In another an order number is unique whatever the legs.',
    }),
  ),
  direction: Type.Optional(OneOf(directions, { description: '`forward` when it is not given.' })),
  legs: OneOf(legPlans, { description: 'What we drive; each leg needs its place.' }),
  orderedAt: Maybe(Instant),
  distributionCentre: Maybe(Text(255, { description: 'Code of the hub that the goods pass through.' })),
  weightGrams: Maybe(Measure),
  volumeMm3: Maybe(Measure),
  currency: Maybe(Currency),
  goodsValue: Maybe(Money),
  declaredPackages: Maybe(Count),
  paymentMode: Maybe(OneOf(paymentModes)),
  cashOnPickup: Maybe(Money),
  partialAllowed: Type.Optional(Type.Boolean({ description: 'False when it is not given.' })),
  returnAllowed: Type.Optional(Type.Boolean({ description: 'True when it is not given.' })),
  cancellationAllowed: Type.Optional(Type.Boolean({ description: 'True when it is not given.' })),
  carriage: Maybe(Text(40)),
  dropoffKind: Maybe(Text(40)),
  pickup: Maybe(NewPlace),
  dropoff: Maybe(NewPlace),
  returnTo: Maybe(NewPlace),
  packages: Maybe(Type.Array(NewPackage, { maxItems: 500 })),
});
export type NewDelivery = Static<typeof NewDelivery>;

export const Cancellation = Strict({ reasonCode: Maybe(Text(255)), reason: Maybe(Text(2000)) });
