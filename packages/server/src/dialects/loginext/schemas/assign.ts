/** Assign and Unassign of later documents: their bodies, and envelopes that are unlike the others. */
import { Type } from 'typebox';
import { ElementErrors } from './envelope.ts';
import { describeFields, mandatory as M, optional as O, type Fields } from './fields.ts';

export const assignment = {
  trip: O('any'),
  deliveryMedium: O('any'),
  orderReferenceIds: M('any', 0, 'Order reference ids'),
} as const satisfies Fields;

export const assignedTrip = { referenceId: M('text', 36, 'Trip reference id') } as const satisfies Fields;

export const assignedMedium = { identifier: M('text', 32), identifierValue: M('text', 255) } as const satisfies Fields;

export const Assignment = describeFields(assignment, {
  trip: describeFields(assignedTrip),
  deliveryMedium: describeFields(assignedMedium),
  orderReferenceIds: Type.Array(Type.String({ description: 'Reference id: 32 hexadecimal digits' })),
});

const status = { status: Type.Integer(), message: Type.String() };
const hasError = { hasError: Type.Boolean() };
const moreResultsExists = Type.Boolean();

export const Assigned = Type.Object({ ...status, ...hasError });

export const NotAssigned = Type.Object({ ...status, moreResultsExists, error: ElementErrors, ...hasError });

export const UnassignQuery = Type.Object({
  referenceId: Type.String({ maxLength: 36, description: 'Reference id of the order' }),
});

export const Unassigned = Type.Object({
  ...status,
  moreResultsExists,
  data: Type.Object({
    orderReferenceId: Type.String(),
    tripReferenceId: Type.String(),
    deliveryMediumReferenceId: Type.Union([Type.String(), Type.Null()]),
    tripStatus: Type.String({ description: 'NOTSTARTED or STARTED' }),
  }),
  ...hasError,
});

export const NotUnassigned = Type.Object({
  ...status,
  moreResultsExists,
  data: Type.Object({ message: Type.String(), orderReferenceId: Type.String() }),
  ...hasError,
});
