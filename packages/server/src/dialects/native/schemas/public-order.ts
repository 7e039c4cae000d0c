/** Public orders: what the delivery platform of a state reads of a delivery, and what it told of its way. */
import { Type, type Static } from 'typebox';
import { birthStates } from '../../../domain/delivery/lifecycle.ts';
import { receiverTypes } from '../../../domain/public-order/public-order.ts';
import { publicStatuses } from '../../../domain/public-order/public-status.ts';
import { DeliveryState } from './delivery.ts';
import { Money } from './money.ts';
import { NewDelivery } from './new-delivery.ts';
import { Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Words = Nullable(Type.String());
const Millimetres = Type.Integer({ minimum: 0, maximum: 1_000_000 });

const product = {
  price: Money,
  quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  lengthMm: Millimetres,
  widthMm: Millimetres,
  heightMm: Millimetres,
  weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
} as const;

export const NewProduct = Strict({
  code: Maybe(Text(100, { description: 'Of the register at MDelivery.' })),
  description: Maybe(Text(1000)),
  ...product,
  holder: Maybe(
    Strict(
      { id: Maybe(Text(40)), name: Maybe(Text(255)), firstName: Maybe(Text(255)) },
      { description: 'Of a document: whom it was issued for.' },
    ),
  ),
});
export type NewProduct = Static<typeof NewProduct>;

export const NewPublicOrder = Strict({
  service: Text(100, { description: 'Code of a public service.' }),
  orderId: Text(100, { description: 'MDelivery’s `orderID`; unique within the service.' }),
  isPaid: Type.Optional(Type.Boolean({ description: 'False when it is not given: it is paid with its delivery.' })),
  message: Maybe(Text(1000)),
  receiver: Strict({
    type: OneOf(receiverTypes),
    id: Text(40, { description: 'IDNP or IDNO.' }),
    name: Maybe(Text(255)),
    firstName: Maybe(Text(255)),
    email: Maybe(Text(255)),
    phone: Maybe(Text(40)),
  }),
  pickupPointCode: Maybe(Text(100)),
  submittedAt: Maybe(Instant),
  acceptedUntil: Type.String({ format: 'date-time', description: 'Until then a delivery may be added to the order.' }),
  readyAt: Instant,
  products: Type.Array(NewProduct, { minItems: 1, maxItems: 200 }),
});
export type NewPublicOrder = Static<typeof NewPublicOrder>;

export const NewOrderWithDelivery = Strict({
  ...NewPublicOrder.properties,
  state: Maybe(OneOf(birthStates, { description: '`draft` when it is not given: no delivery has been added yet.' })),
  delivery: NewDelivery,
});
export type NewOrderWithDelivery = Static<typeof NewOrderWithDelivery>;

export const PublicOrder = Strict(
  {
    id: Type.String({ format: 'uuid', description: 'The same as the delivery’s.' }),
    service: Type.String(),
    orderId: Type.String(),
    state: DeliveryState,
    isPaid: Type.Boolean(),
    message: Words,
    receiver: Strict({
      type: OneOf(receiverTypes),
      id: Type.String(),
      name: Words,
      firstName: Words,
      email: Words,
      phone: Words,
    }),
    pickupPointCode: Words,
    submittedAt: Instant,
    acceptedUntil: Instant,
    readyAt: Instant,
    products: Type.Array(
      Strict({
        code: Words,
        description: Words,
        ...product,
        holder: Nullable(Strict({ id: Words, name: Words, firstName: Words })),
      }),
    ),
    remote: Nullable(
      Strict(
        {
          status: OneOf(publicStatuses),
          message: Words,
          carrierName: Type.String(),
          trackingId: Type.String(),
          estimatedFrom: Nullable(Instant),
          estimatedUntil: Nullable(Instant),
          cost: Nullable(Money),
          at: Instant,
        },
        { description: 'What MDelivery told last; null before it has told anything.' },
      ),
    ),
  },
  { $id: 'PublicOrder' },
);
export type PublicOrder = Static<typeof PublicOrder>;
