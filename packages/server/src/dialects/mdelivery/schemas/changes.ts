/** The answer of "GET delivery changes". */
import { Type, type Static } from 'typebox';
import { StatusWord } from './details.ts';

export const DeliveryChanges = Type.Array(
  Type.Object({ serviceID: Type.String(), orderID: Type.String(), status: StatusWord }),
);
export type DeliveryChanges = Static<typeof DeliveryChanges>;
