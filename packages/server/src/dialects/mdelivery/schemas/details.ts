/** The answer of "GET order details", its keys in the order of the sample. What is not known is not there. */
import { Type, type Static } from 'typebox';
import { receiverTypes } from '../../../domain/public-order/public-order.ts';
import { statusWords, type MDeliveryStatus } from '../status.ts';

const Words = Type.Optional(Type.String());
const Instant = Type.String({ format: 'date-time' });

/** One of MDelivery's statuses, in either spelling of the first. */
export const StatusWord = Type.Unsafe<MDeliveryStatus>({ type: 'string', enum: [...statusWords] });

export const OrderDetails = Type.Object({
  id: Type.String(),
  isPaid: Type.Boolean({ description: 'False: what the order costs is to be paid through MDelivery.' }),
  status: StatusWord,
  message: Words,
  receiver: Type.Object({
    type: Type.Unsafe<(typeof receiverTypes)[number]>({ type: 'string', enum: [...receiverTypes] }),
    id: Type.String({ description: 'IDNP or IDNO.' }),
    name: Words,
    firstName: Words,
    email: Words,
    phone: Words,
  }),
  pickupPointCode: Words,
  orderSubmittedAt: Instant,
  deliveryAcceptedUntil: Instant,
  estimatedReadyAt: Instant,
  products: Type.Array(
    Type.Object({
      code: Words,
      description: Words,
      price: Type.Number({ description: 'Of one piece.' }),
      quantity: Type.Integer(),
      length: Type.Number({ description: 'Centimetres.' }),
      width: Type.Number({ description: 'Centimetres.' }),
      height: Type.Number({ description: 'Centimetres.' }),
      weight: Type.Number({ description: 'Kilograms.' }),
      holderID: Words,
      holderName: Words,
      holderFirstName: Words,
    }),
  ),
});
export type OrderDetails = Static<typeof OrderDetails>;
