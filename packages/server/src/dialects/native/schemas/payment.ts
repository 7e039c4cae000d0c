/** Payments: what came in for shipping orders, and what is to go back. */
import { Type, type Static } from 'typebox';
import { paymentOutcomes } from '../../../domain/payment/payment.ts';
import { Money } from './money.ts';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

export const Payment = Strict(
  {
    id: Id,
    shippingOrderId: Id,
    paymentId: Type.String({ description: 'The payer’s own number of it.' }),
    invoiceId: Nullable(Type.String()),
    amount: Money,
    paidAt: Instant,
    outcome: OneOf(paymentOutcomes, {
      description:
        '`applied` paid its order; `excess` came for one that was paid already, `after_end` for one that had ended.',
    }),
    refundDue: Type.Boolean({
      description: 'It is to go back and has not yet: nothing needed it, or its order ended without its goods.',
    }),
    refundedAt: Nullable(Instant),
    createdAt: Instant,
  },
  { $id: 'Payment' },
);
export type Payment = Static<typeof Payment>;

export const PaymentQuery = Strict({
  ...pageFields,
  shippingOrderId: Type.Optional(Id),
  refund: Type.Optional(OneOf(['due', 'done'], { description: 'Those that are to go back, or went.' })),
});
