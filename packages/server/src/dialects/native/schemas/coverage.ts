/** What covers a delivery elsewhere. */
import { Type, type Static } from 'typebox';
import { coverageStates } from '../../../domain/coverage/coverage.ts';
import { insuranceStatuses } from '../../../domain/policy/insurance-status.ts';
import { Money } from './money.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

export const DeliveryInsurance = Strict(
  {
    deliveryId: Id,
    coverage: Nullable(
      Strict(
        {
          id: Id,
          version: Type.Integer(),
          insurerId: Id,
          insurerName: Type.String({ description: 'As it is called now.' }),
          trackingNumber: Type.String({ description: 'By which the insurer knows the delivery.' }),
          state: OneOf(coverageStates, { description: '`requested`: the insurer has not answered yet.' }),
          premium: Money,
          insuredValue: Money,
          policyNumber: Nullable(Type.String({ description: 'The insurer’s own `policy_id`.' })),
          certificateUrl: Nullable(Type.String()),
          refusal: Nullable(Type.String({ description: 'Why it is refused, with the insurer’s reason.' })),
          told: OneOf(insuranceStatuses, { description: 'The last word of its way that the insurer is told.' }),
          createdAt: Instant,
          updatedAt: Instant,
        },
        { description: 'Null: no rule has insured the delivery.' },
      ),
    ),
  },
  { $id: 'DeliveryInsurance' },
);
export type DeliveryInsurance = Static<typeof DeliveryInsurance>;
