/** What events of shipping orders and of providers say beside the common fields. Nothing personal stands in it. */
import { Type } from 'typebox';
import { causes, refundReasons } from '../../../domain/shipping-order/events.ts';
import { publicStatuses } from '../../../domain/public-order/public-status.ts';
import { shippingStatuses } from '../../../domain/shipping-order/shipping-status.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const ShippingStatus = OneOf(shippingStatuses);

export const shippingEventFields = {
  shippingOrder: Type.Optional(
    Strict({
      id: Id,
      number: Type.String(),
      serviceId: Id,
      orderId: Type.String(),
      status: ShippingStatus,
      providerStatus: Nullable(OneOf(publicStatuses, { description: 'The farthest word of the provider.' })),
      message: Nullable(Type.String()),
      carrierId: Id,
      waybill: Nullable(Type.String()),
      deliveryId: Nullable(Id),
    }),
  ),
  from: Type.Optional(ShippingStatus),
  to: Type.Optional(ShippingStatus),
  message: Type.Optional(Nullable(Type.String())),
  cause: Type.Optional(OneOf(causes)),
  fromCarrierId: Type.Optional(Id),
  toCarrierId: Type.Optional(Id),
  amount: Type.Optional(Type.Integer({ description: 'Minor units.' })),
  currency: Type.Optional(Type.String()),
  paidAt: Type.Optional(Instant),
  refundReason: Type.Optional(OneOf(refundReasons)),
  provider: Type.Optional(Strict({ id: Id, code: Type.String(), name: Type.String() })),
};
