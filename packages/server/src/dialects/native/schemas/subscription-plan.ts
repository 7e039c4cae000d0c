/** Plans that people subscribe to, with their variations. */
import { Type, type Static } from 'typebox';
import {
  billingCycles,
  deliveryModes,
  effectiveTimes,
  fulfilmentKinds,
  planModels,
} from '../../../domain/subscription/plan.ts';
import { Currency } from './money.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Days = (description: string) => Type.Integer({ minimum: 0, maximum: 3650, description });
const DueDays = Days('From the first day of a cycle until the last on which its bill may be paid.');
const DeliveryDays = Days(
  'From the first day of a cycle until the last on which its delivery may come. Of redemptions: how long a code is good; ' +
    '0: for ever.',
);
const period = 'Cycles, months where it is paid upfront; 0: until somebody ends it.';

const NewOption = Strict({ name: Text(255), option: Text(255) });
const Option = Strict({ name: Type.String(), option: Type.String() });

const NewPrice = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000_000,
  description: 'Of one piece for one cycle, or for all of them where it is paid upfront. Minor units.',
});

export const NewVariation = Strict({
  name: Text(255, { description: 'Unique within the plan.' }),
  sku: Maybe(Text(100)),
  price: NewPrice,
  options: Maybe(Type.Array(NewOption, { maxItems: 50 })),
});
export type NewVariation = Static<typeof NewVariation>;

export const NewPlan = Strict({
  storeId: Id,
  name: Text(255),
  model: OneOf(planModels),
  cycle: OneOf(billingCycles, { description: 'How often it is paid for.' }),
  deliveryMode: OneOf(deliveryModes),
  fulfilment: Maybe(OneOf(fulfilmentKinds, { description: '`delivery` when it is not given.' })),
  period: Maybe(Type.Integer({ minimum: 0, maximum: 1200, description: `${period} 0 when it is not given.` })),
  effective: Maybe(OneOf(effectiveTimes, { description: 'When the first cycle begins; `now` when it is not given.' })),
  dueDays: Maybe(DueDays),
  deliveryDays: Maybe(DeliveryDays),
  currency: Maybe(Currency),
  product: Maybe(
    Type.Array(Strict({ name: Text(255), variation: Maybe(Type.Array(NewOption, { maxItems: 50 })) }), {
      maxItems: 50,
    }),
  ),
  variations: Type.Array(NewVariation, { minItems: 1, maxItems: 100 }),
});
export type NewPlan = Static<typeof NewPlan>;

export const PlanPatch = Type.Object(
  {
    name: Type.Optional(Text(255)),
    dueDays: Type.Optional(DueDays),
    deliveryDays: Type.Optional(DeliveryDays),
    variations: Type.Optional(
      Type.Array(Strict({ id: Id, price: NewPrice }), {
        minItems: 1,
        maxItems: 100,
        description: 'What they cost from now on. Others stay as they are.',
      }),
    ),
    archived: Type.Optional(Type.Boolean({ description: 'Nobody subscribes to it any more; orders go on.' })),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'For later orders: those that there are keep their terms.',
  },
);
export type PlanPatch = Static<typeof PlanPatch>;

/** What an order keeps of its plan, too. */
export const termFields = {
  model: OneOf(planModels),
  cycle: OneOf(billingCycles),
  deliveryMode: OneOf(deliveryModes),
  fulfilment: OneOf(fulfilmentKinds),
  period: Type.Integer({ description: period }),
  effective: Nullable(OneOf(effectiveTimes)),
  dueDays: Type.Integer(),
  deliveryDays: Type.Integer(),
  product: Type.Array(Strict({ name: Type.String(), variation: Type.Array(Option) })),
};

export const SubscriptionPlan = Strict(
  {
    id: Id,
    version: Type.Integer(),
    number: Type.Integer({ description: 'SUBPLACE’s `plan.id`.' }),
    storeId: Id,
    name: Type.String(),
    ...termFields,
    currency: Type.String(),
    variations: Type.Array(
      Strict({
        id: Id,
        name: Type.String(),
        sku: Nullable(Type.String()),
        price: Type.Integer({ description: 'Minor units.' }),
        options: Type.Array(Option),
      }),
    ),
    archivedAt: Nullable(Instant),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'SubscriptionPlan' },
);
export type SubscriptionPlan = Static<typeof SubscriptionPlan>;
