/** Subscription orders: placed, paid, approved, ended. */
import { Type, type Static } from 'typebox';
import { mostPieces } from '../../../domain/subscription/lifecycle.ts';
import { orderStates } from '../../../domain/subscription/order-state.ts';
import { Bill } from './bill.ts';
import { Contact, NewContact } from './contact.ts';
import { Fulfilment } from './fulfilment.ts';
import { pageFields } from './page.ts';
import { Id, Instant, Maybe, Nullable, OneOf, QueryText, Strict, Text } from './shape.ts';
import { termFields } from './subscription-plan.ts';

const Amount = (description: string) => Maybe(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description }));

export const NewSubscriptionOrder = Strict({
  planId: Id,
  variationId: Id,
  subscriberId: Id,
  quantity: Maybe(Type.Integer({ minimum: 1, maximum: mostPieces, description: '1 when it is not given.' })),
  billing: Maybe(NewContact),
  shipping: Maybe(NewContact),
  references: Maybe(Type.Array(Text(255), { maxItems: 3, description: 'Your own: SUBPLACE’s `ref1` to `ref3`.' })),
  firstBill: Maybe(
    Strict({
      discount: Amount('Taken off, in minor units.'),
      merchantDiscount: Amount('Taken off by the store, in minor units.'),
      tax: Amount('Minor units.'),
    }),
  ),
});
export type NewSubscriptionOrder = Static<typeof NewSubscriptionOrder>;

export const SubscriptionOrder = Strict(
  {
    id: Id,
    version: Type.Integer(),
    number: Type.String(),
    state: OneOf(orderStates),
    storeId: Id,
    storeName: Type.String(),
    planId: Id,
    variationId: Id,
    subscriberId: Id,
    subscriberName: Type.String(),
    terms: Strict(
      {
        planNumber: Type.Integer(),
        planName: Type.String(),
        variationName: Type.String(),
        sku: Nullable(Type.String()),
        ...termFields,
      },
      { description: 'Of plan and variation as they were when it was placed.' },
    ),
    quantity: Type.Integer(),
    price: Type.Integer({ description: 'Of one piece, in minor units.' }),
    currency: Type.String(),
    billing: Nullable(Contact),
    shipping: Nullable(Contact),
    references: Type.Array(Nullable(Type.String())),
    timeZone: Type.String({ description: 'Its days begin at midnight there.' }),
    firstDay: Nullable(Type.String({ format: 'date', description: 'Of its first cycle; null until it is approved.' })),
    cyclesMade: Type.Integer(),
    nextCycleAt: Nullable(
      Type.String({ format: 'date-time', description: 'When there is something to do again: a cycle, or its end.' }),
    ),
    firstBill: Nullable(Strict({ ...Bill.properties })),
    firstFulfilment: Nullable(Strict({ ...Fulfilment.properties })),
    placedAt: Instant,
    paidAt: Nullable(Instant),
    approvedAt: Nullable(Instant),
    endedAt: Nullable(Instant),
    reason: Nullable(Type.String({ description: 'Why it was rejected or terminated.' })),
    updatedAt: Instant,
  },
  { $id: 'SubscriptionOrder' },
);
export type SubscriptionOrder = Static<typeof SubscriptionOrder>;

export const SubscriptionOrderQuery = Strict({
  ...pageFields,
  state: Type.Optional(OneOf(orderStates)),
  number: Type.Optional(QueryText(40)),
});

export const Ending = Strict({ reason: Maybe(Text(1000, { description: 'Why; it is shown with the order.' })) });
