/** What a courier's phone reports, and what became of it. */
import { Type, type Static } from 'typebox';
import { actionOutcomes } from '../../../domain/courier/action-result.ts';
import { legs } from '../../../domain/delivery/delivery.ts';
import { deliveryStates } from '../../../domain/delivery/delivery-state.ts';
import { domainErrorCodes } from '../../../domain/errors.ts';
import { actionKinds } from '../../../use-cases/courier/action.ts';
import { ProofForm } from './proof.ts';
import { Id, Maybe, Nullable, OneOf, Strict } from './shape.ts';
import { Handover } from './stop.ts';

export const CourierAction = Strict({
  ...Handover.properties,
  id: Type.String({ format: 'uuid', description: 'Of the phone’s making: an action that comes again counts once.' }),
  kind: OneOf(actionKinds, { description: '`end`: back at the hub with what was collected for it.' }),
  at: Type.String({ format: 'date-time', description: 'By the phone’s clock; at most seven days ago.' }),
  offerId: Maybe(Type.String({ format: 'uuid', description: 'For accept and decline.' })),
  stopId: Maybe(
    Type.String({ format: 'uuid', description: 'For all others; any stop of the trip for set_out and end.' }),
  ),
  deliveryId: Maybe(Type.String({ format: 'uuid', description: 'In the place of the stop.' })),
  leg: Maybe(OneOf(legs, { description: 'With deliveryId, for arrive and fail.' })),
  proofIds: Maybe(
    Type.Array(Id, { maxItems: 20, description: 'Proofs that were uploaded before, by their ids or the phone’s.' }),
  ),
});
export type CourierAction = Static<typeof CourierAction>;

export const CourierActions = Strict({
  actions: Type.Array(CourierAction, {
    minItems: 1,
    maxItems: 100,
    description: 'In the order in which they were done.',
  }),
});

export const ActionResults = Strict(
  {
    results: Type.Array(
      Strict({
        id: Id,
        outcome: OneOf(actionOutcomes, { description: 'superseded: what it asks for has happened already.' }),
        code: Nullable(OneOf(domainErrorCodes, { description: 'Why it was refused.' })),
        message: Nullable(Type.String()),
        delivery: Nullable(Strict({ id: Id, state: OneOf(deliveryStates), version: Type.Integer() })),
      }),
    ),
  },
  { $id: 'ActionResults' },
);
export type ActionResults = Static<typeof ActionResults>;

export const CourierProofForm = Strict({
  ...ProofForm.properties,
  deliveryId: Id,
  clientId: Type.String({
    format: 'uuid',
    description: 'Of the phone’s making: an upload that comes again counts once.',
  }),
});
export type CourierProofForm = Static<typeof CourierProofForm>;
