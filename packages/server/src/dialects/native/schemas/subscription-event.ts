/** What events of subscription orders and of bills say beside the common fields. Nothing personal stands in it. */
import { Type } from 'typebox';
import { billStates } from '../../../domain/subscription/bill.ts';
import { fulfilmentStatuses } from '../../../domain/subscription/fulfilment.ts';
import { orderStates } from '../../../domain/subscription/order-state.ts';
import { fulfilmentKinds } from '../../../domain/subscription/plan.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const minorUnits = Type.Integer({ description: 'Minor units.' });

export const subscriptionEventFields = {
  subscriptionOrder: Type.Optional(Strict({ id: Id, number: Type.String(), state: OneOf(orderStates) })),
  fulfilment: Type.Optional(
    Nullable(
      Strict({
        id: Id,
        reference: Type.String(),
        kind: OneOf(fulfilmentKinds),
        status: OneOf(fulfilmentStatuses),
        deliveryId: Nullable(Id),
      }),
    ),
  ),
  bill: Type.Optional(
    Nullable(
      Strict({
        id: Id,
        number: Type.String(),
        cycle: Type.Integer(),
        state: OneOf(billStates),
        dueAt: Instant,
        final: minorUnits,
        collected: minorUnits,
        currency: Type.String(),
      }),
    ),
  ),
  received: Type.Optional(Type.Integer({ description: 'What came in now, in minor units.' })),
};
