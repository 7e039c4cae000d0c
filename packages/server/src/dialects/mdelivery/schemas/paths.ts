/** What the paths of the three operations name. */
import { Type } from 'typebox';

export const ServiceParams = Type.Object({
  serviceID: Type.String({ description: 'Service unique identification number.' }),
});

export const OrderParams = Type.Object({
  ...ServiceParams.properties,
  orderID: Type.String({ description: 'Order identification number.' }),
});
