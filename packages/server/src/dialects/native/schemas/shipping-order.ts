/** Shipping orders: what receivers have ordered on our pages. */
import { Type, type Static } from 'typebox';
import { receiverTypes } from '../../../domain/public-order/public-order.ts';
import { publicStatuses } from '../../../domain/public-order/public-status.ts';
import { pageLanguages } from '../../../domain/shipping-order/shipping-order.ts';
import { shippingStatuses } from '../../../domain/shipping-order/shipping-status.ts';
import { Money } from './money.ts';
import { pageFields } from './page.ts';
import { Address, LatLng } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, QueryText, Strict, Text } from './shape.ts';

const words = Type.String();
const Minor = Type.Integer({ description: 'Minor units.' });

export const ShippingOrderSummary = Strict(
  {
    id: Id,
    version: Type.Integer(),
    number: Type.String({ description: 'What the receiver’s link, the payment and the provider name.' }),
    serviceId: Id,
    orderId: Type.String({ description: 'The provider’s.' }),
    status: OneOf(shippingStatuses),
    providerStatus: Nullable(OneOf(publicStatuses, { description: 'The farthest word of the provider.' })),
    message: Nullable(words),
    currency: words,
    orderAmount: Type.Integer({ description: 'What the provider is to get through us. Minor units.' }),
    deliveryCost: Minor,
    paidAmount: Type.Integer({ description: 'What has come in through us. Minor units.' }),
    orderPaid: Type.Boolean({ description: 'The order was paid before the delivery was added.' }),
    carrierId: Id,
    waybill: Nullable(words),
    trackingUrl: Nullable(words),
    deliveryId: Nullable(Type.String({ format: 'uuid', description: 'Of our own fleet.' })),
    waybillTries: Type.Integer({ description: 'How often the carrier did not take it.' }),
    payUntil: Instant,
    paidAt: Nullable(Instant),
    confirmedAt: Nullable(Instant),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'ShippingOrderSummary' },
);
export type ShippingOrderSummary = Static<typeof ShippingOrderSummary>;

export const ShippingOrder = Strict(
  {
    ...ShippingOrderSummary.properties,
    receiver: Strict({
      type: OneOf(receiverTypes),
      id: words,
      name: Nullable(words),
      firstName: Nullable(words),
      email: Nullable(words),
      phone: Nullable(words),
    }),
    address: Address,
    position: Nullable(LatLng),
    offer: Strict({
      carrierCode: words,
      code: words,
      price: Money,
      pickupFrom: Instant,
      estimatedStart: Instant,
      estimatedEnd: Instant,
      validUntil: Instant,
    }),
    pickupPointCode: Nullable(words),
    submittedAt: Instant,
    acceptedUntil: Instant,
    readyAt: Instant,
    products: Type.Array(
      Strict({
        code: Nullable(words),
        description: Nullable(words),
        price: Minor,
        quantity: Type.Integer(),
        lengthMm: Type.Number(),
        widthMm: Type.Number(),
        heightMm: Type.Number(),
        weightGrams: Type.Number(),
      }),
    ),
    language: OneOf(pageLanguages),
    returnUrl: Nullable(words),
  },
  { $id: 'ShippingOrder' },
);
export type ShippingOrder = Static<typeof ShippingOrder>;

export const ShippingOrderQuery = Strict({
  ...pageFields,
  status: Type.Optional(OneOf(shippingStatuses)),
  number: Type.Optional(QueryText(40)),
});

export const ShippingOrderCancellation = Strict({
  message: Maybe(Text(1000, { description: 'Why; the provider and the receiver read it.' })),
});

export const Reassignment = Strict({
  carrierId: Id,
  offerCode: Maybe(Text(100, { description: 'The carrier’s name of its offer; its cheapest when it is not given.' })),
  abandon: Maybe(
    Type.Boolean({
      description: 'Does not wait for a carrier that does not answer: its waybill is called off as soon as it does.',
    }),
  ),
});
export type Reassignment = Static<typeof Reassignment>;
