/** The body of "PUT delivery status". The last three fields stand in its sample only. */
import { Type, type Static, type TSchema } from 'typebox';
import { StatusWord } from './details.ts';

function Maybe<T extends TSchema>(schema: T) {
  return Type.Optional(Type.Unsafe<Static<T> | null>({ ...schema, type: [Reflect.get(schema, 'type'), 'null'] }));
}

/** Fields beside these are not looked at: MDelivery may have added some. */
export const DeliveryStatus = Type.Object({
  status: StatusWord,
  message: Maybe(Type.String({ maxLength: 1000 })),
  carrierName: Type.String({ minLength: 1, maxLength: 255 }),
  trackingID: Type.String({ minLength: 1, maxLength: 100, description: 'The same as the delivery’s id.' }),
  carrierEstimatedDeliveryStart: Maybe(Type.String({ format: 'date-time' })),
  carrierEstimatedDeliveryEnd: Maybe(Type.String({ format: 'date-time' })),
  carrierCost: Maybe(Type.Number({ minimum: 0 })),
});
export type DeliveryStatus = Static<typeof DeliveryStatus>;

export const Nothing = Type.Null({ description: 'Taken.' });
