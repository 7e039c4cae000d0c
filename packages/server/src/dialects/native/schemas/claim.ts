/** Claims: what insured deliveries have cost, with the evidence that the house has of it. */
import { Type, type Static } from 'typebox';
import { claimStates } from '../../../domain/claim/claim.ts';
import { legs } from '../../../domain/delivery/delivery.ts';
import { deliveryStates } from '../../../domain/delivery/delivery-state.ts';
import { proofFileKinds } from '../../../domain/proof/proof.ts';
import { pageFields } from './page.ts';
import { LatLng } from './place.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

const Amount = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Minor units of the currency in which the goods are insured.',
});

export const NewClaim = Strict({
  policyId: Maybe(Id),
  coverageId: Maybe(Id),
  cause: Text(100, { description: 'In a word or two: `loss`, `damage`.' }),
  description: Text(1000),
  amount: Amount,
});
export type NewClaim = Static<typeof NewClaim>;

export const ClaimApproval = Strict({ granted: Amount, decision: Maybe(Text(1000)) });
export const ClaimRejection = Strict({ decision: Text(1000, { description: 'Why.' }) });
export const ClaimPayment = Strict({ reference: Maybe(Text(255, { description: 'Of the payment.' })) });

export const ClaimQuery = Strict({ ...pageFields, state: Type.Optional(OneOf(claimStates)) });

const summary = {
  id: Id,
  version: Type.Integer(),
  policyId: Nullable(Id),
  coverageId: Nullable(Id),
  state: OneOf(claimStates),
  cause: Type.String(),
  description: Type.String(),
  amount: Amount,
  granted: Nullable(Type.Integer({ description: 'What is paid of it.' })),
  currency: Type.String(),
  decision: Nullable(Type.String({ description: 'Why it was approved or rejected.' })),
  reference: Nullable(Type.String({ description: 'Of the payment.' })),
  createdAt: Instant,
  updatedAt: Instant,
};

export const ClaimSummary = Strict(summary, { $id: 'ClaimSummary' });
export type ClaimSummary = Static<typeof ClaimSummary>;

const Evidence = Strict(
  {
    deliveryId: Nullable(Type.String({ format: 'uuid', description: 'Ours: its proofs can be opened there.' })),
    orderNumber: Nullable(Type.String()),
    state: Nullable(OneOf(deliveryStates, { description: 'Null: the delivery is not ours.' })),
    proofs: Type.Array(
      Strict({
        id: Id,
        leg: OneOf(legs),
        capturedAt: Instant,
        recipientName: Nullable(Type.String()),
        position: Nullable(LatLng),
        files: Type.Array(Strict({ id: Id, kind: OneOf(proofFileKinds), sha256: Type.String() })),
      }),
    ),
    track: Type.Array(Strict({ at: Instant, ...LatLng.properties }), {
      description: 'Where it was half an hour around its last door, oldest first.',
    }),
    timeline: Type.Array(
      Strict({
        at: Instant,
        type: Type.String({ description: 'Of an event, or `policy.report` for what a partner reported.' }),
        words: Type.String(),
      }),
    ),
  },
  { description: 'As it was when the claim was drafted.' },
);

export const Claim = Strict({ ...summary, evidence: Evidence }, { $id: 'Claim' });
export type Claim = Static<typeof Claim>;
