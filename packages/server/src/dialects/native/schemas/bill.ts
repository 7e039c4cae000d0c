/** Bills of subscription orders. */
import { Type, type Static } from 'typebox';
import { billStates } from '../../../domain/subscription/bill.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const Minor = Type.Integer();

export const Bill = Strict(
  {
    id: Id,
    orderId: Id,
    number: Type.String({ description: 'SUBPLACE’s `invoice_no`.' }),
    cycle: Type.Integer({ description: 'The first is 1.' }),
    date: Nullable(Type.String({ format: 'date', description: 'Null where all is paid upfront.' })),
    dueAt: Instant,
    state: OneOf(billStates),
    amount: Minor,
    discount: Minor,
    merchantDiscount: Minor,
    tax: Minor,
    final: Type.Integer({ description: 'amount - discount - merchantDiscount + tax' }),
    collected: Minor,
    balance: Type.Integer({ description: 'What is still to be paid.' }),
    currency: Type.String(),
    paidAt: Nullable(Instant),
    createdAt: Instant,
  },
  { $id: 'Bill', description: 'Amounts are minor units.' },
);
export type Bill = Static<typeof Bill>;

export const Collection = Strict({
  amount: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'What has come in, in minor units of the bill’s currency; no more than its balance.',
  }),
});
