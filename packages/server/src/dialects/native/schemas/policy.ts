/** Policies that partners have with us, and what they report of the way. */
import { Type, type Static } from 'typebox';
import { insuranceStatuses } from '../../../domain/policy/insurance-status.ts';
import { policyStates } from '../../../domain/policy/policy.ts';
import { Money } from './money.ts';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, QueryText, Strict } from './shape.ts';

const words = Type.String();
const said = Nullable(words);

const Party = Strict({ name: said, phone: said, email: said });

const summary = {
  id: Id,
  version: Type.Integer(),
  number: Type.String({ description: '`policy_id` of the partner’s answers.' }),
  productCode: words,
  trackingNumber: words,
  state: OneOf(policyStates),
  deliveryStatus: OneOf(insuranceStatuses, { description: 'The partner’s newest word.' }),
  trackedAt: Nullable(Instant),
  deliveryId: Nullable(Type.String({ format: 'uuid', description: 'Our own delivery of the tracking number.' })),
  insuredValue: Money,
  premium: Money,
  validUntil: Instant,
  claimsUntil: Instant,
  endedAt: Nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
};

export const PolicySummary = Strict(summary, { $id: 'PolicySummary' });
export type PolicySummary = Static<typeof PolicySummary>;

export const Policy = Strict(
  {
    ...summary,
    customer: Party,
    sender: Party,
    recipient: Party,
    pickupAddress: words,
    dropoffAddress: words,
    goodsType: words,
    goodsDescription: words,
    quantity: Type.Integer(),
    cashOnDelivery: Money,
    coverage: words,
    orderedAt: Instant,
    cancellation: Type.Unsafe<{ by: string; reason: string; at: string } | null>({
      type: ['object', 'null'],
      properties: {
        by: words,
        reason: words,
        at: Type.String({ description: 'To the letter as the partner sent it.' }),
      },
      required: ['by', 'reason', 'at'],
      additionalProperties: false,
    }),
    certificateUrl: Type.String({ description: 'Opens the certificate for whoever has it.' }),
  },
  { $id: 'Policy' },
);
export type Policy = Static<typeof Policy>;

export const PolicyQuery = Strict({
  ...pageFields,
  state: Type.Optional(OneOf(policyStates)),
  trackingNumber: Type.Optional(QueryText(255)),
  number: Type.Optional(QueryText(40)),
});

export const PolicyReport = Strict(
  {
    id: Id,
    deliveryStatus: OneOf(insuranceStatuses),
    trackedAt: Instant,
    receivedAt: Instant,
    applied: Type.Boolean({ description: 'Our own delivery has moved by it.' }),
    why: Nullable(Type.String({ description: 'Why it has not.' })),
    status: said,
    description: said,
    handler: said,
    phone: said,
    email: said,
    from: said,
    to: said,
    orderId: said,
    vehicleType: said,
    vehicleNumber: said,
    imageUrl: Nullable(Type.String({ description: 'As it was sent; nobody has opened it.' })),
  },
  { $id: 'PolicyReport' },
);
export type PolicyReport = Static<typeof PolicyReport>;
