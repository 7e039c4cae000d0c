/** Rules by which deliveries are insured elsewhere. */
import { Type, type Static } from 'typebox';
import { paymentModes, services } from '../../../domain/delivery/delivery.ts';
import { registerStates } from '../../../domain/provider/provider.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Value = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Of the goods. Minor units of the insurer’s currency.',
});
const serviceWords = ['plain', ...services] as const;
const Services = { minItems: 1, maxItems: serviceWords.length, description: '`plain`: the ordinary service.' };
const Branches = { minItems: 1, maxItems: 500, description: 'Of the drop-off, or else of the pickup.' };

const NewConditions = Strict(
  {
    leastValue: Maybe(Value),
    mostValue: Maybe(Value),
    paymentMode: Maybe(OneOf(paymentModes)),
    services: Maybe(Type.Array(OneOf(serviceWords), Services)),
    branches: Maybe(Type.Array(Text(255), Branches)),
  },
  { description: 'What a delivery must be like. One that is not given says nothing.' },
);
export type NewConditions = Static<typeof NewConditions>;

const Priority = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'The lowest of the rules that fit decides.',
});
const State = OneOf(registerStates, { description: '`paused`: it decides nothing.' });

export const NewInsuranceRule = Strict({
  insurerId: Id,
  priority: Priority,
  conditions: Maybe(NewConditions),
  state: Type.Optional(State),
});
export type NewInsuranceRule = Static<typeof NewInsuranceRule>;

export const InsuranceRulePatch = Type.Object(
  {
    insurerId: Type.Optional(Id),
    priority: Type.Optional(Priority),
    conditions: Type.Optional(NewConditions),
    state: Type.Optional(State),
  },
  { additionalProperties: false, minProperties: 1, description: 'A field that is not given stays as it is.' },
);
export type InsuranceRulePatch = Static<typeof InsuranceRulePatch>;

export const InsuranceRule = Strict(
  {
    id: Id,
    version: Type.Integer(),
    insurerId: Id,
    priority: Priority,
    conditions: Strict({
      leastValue: Nullable(Value),
      mostValue: Nullable(Value),
      paymentMode: Nullable(OneOf(paymentModes)),
      services: Nullable(Type.Array(Type.String())),
      branches: Nullable(Type.Array(Type.String())),
    }),
    state: State,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'InsuranceRule' },
);
export type InsuranceRule = Static<typeof InsuranceRule>;
