/** What cycles of subscription orders bring: deliveries, and codes to be redeemed. */
import { Type, type Static } from 'typebox';
import { fulfilmentStatuses } from '../../../domain/subscription/fulfilment.ts';
import { fulfilmentKinds } from '../../../domain/subscription/plan.ts';
import { Id, Instant, Nullable, OneOf, QueryText, Strict } from './shape.ts';

export const Fulfilment = Strict(
  {
    id: Id,
    orderId: Id,
    cycle: Type.Integer(),
    sequence: Type.Integer(),
    total: Nullable(Type.Integer({ description: 'Null: it goes on until somebody ends it.' })),
    kind: OneOf(fulfilmentKinds),
    status: OneOf(fulfilmentStatuses),
    reference: Type.String({ description: 'SUBPLACE’s `reference_no`, and the order number of the delivery.' }),
    deliveryId: Nullable(Type.String({ format: 'uuid' })),
    code: Nullable(Type.String({ description: 'Of a redemption.' })),
    expiresAt: Nullable(Instant),
    deliveredAt: Nullable(Type.String({ format: 'date-time', description: 'Handed over, or redeemed.' })),
    confirmedAt: Nullable(Instant),
    createdAt: Instant,
  },
  { $id: 'Fulfilment' },
);
export type Fulfilment = Static<typeof Fulfilment>;

export const RedemptionQuery = Strict({ code: QueryText(40) });
