/** What events of policies, claims and coverage say beside the common fields. Nothing personal stands in it. */
import { Type } from 'typebox';
import { claimStates } from '../../../domain/claim/claim.ts';
import { coverageStates } from '../../../domain/coverage/coverage.ts';
import { insuranceStatuses } from '../../../domain/policy/insurance-status.ts';
import { policyStates } from '../../../domain/policy/policy.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const InsuranceStatus = OneOf(insuranceStatuses);
const minorUnits = Type.Integer({ description: 'Minor units.' });

export const insuranceEventFields = {
  policy: Type.Optional(
    Strict({
      id: Id,
      number: Type.String(),
      productCode: Type.String(),
      trackingNumber: Type.String(),
      state: OneOf(policyStates),
      deliveryStatus: InsuranceStatus,
      deliveryId: Nullable(Id),
    }),
  ),
  insuranceStatus: Type.Optional(InsuranceStatus),
  trackedAt: Type.Optional(Instant),
  applied: Type.Optional(Type.Boolean({ description: 'Our own delivery has moved by it.' })),
  why: Type.Optional(Nullable(Type.String({ description: 'Why it has not.' }))),
  claim: Type.Optional(
    Strict({
      id: Id,
      state: OneOf(claimStates),
      policyId: Nullable(Id),
      coverageId: Nullable(Id),
      amount: minorUnits,
      granted: Nullable(minorUnits),
      currency: Type.String(),
      decision: Nullable(Type.String()),
    }),
  ),
  coverage: Type.Optional(
    Strict({
      id: Id,
      deliveryId: Id,
      insurerId: Id,
      trackingNumber: Type.String(),
      state: OneOf(coverageStates),
      premium: minorUnits,
      currency: Type.String(),
      policyNumber: Nullable(Type.String()),
      refusal: Nullable(Type.String()),
    }),
  ),
};
