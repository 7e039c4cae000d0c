/** Tasks: deliveries that couriers are asked for, and that a partner's app hears of. */
import { Type, type Static } from 'typebox';
import { broadcastPreferences } from '../../../domain/offer/offer.ts';
import { lowestPrice } from '../../../domain/task/task-rules.ts';
import { vehicleWishes } from '../../../domain/task/vehicle-kind.ts';
import { Currency } from './money.ts';
import { Id, Maybe, Nullable, OneOf, Strict } from './shape.ts';

const price = 'Hundred-thousandths of the currency’s main unit: 200000 is SGD 2.00.';

export const NewTask = Strict({
  organisationId: Type.String({ format: 'uuid', description: 'Whose task it is.' }),
  appId: Maybe(
    Type.String({ format: 'uuid', description: 'The partner app that hears of it; without it, none does.' }),
  ),
  price: Type.Integer({ minimum: lowestPrice, maximum: Number.MAX_SAFE_INTEGER, description: price }),
  currency: Currency,
  broadcastPreference: Maybe(OneOf(broadcastPreferences, { description: '`standard` when it is not given.' })),
  vehiclePreference: Maybe(OneOf(vehicleWishes, { description: '`ltl` when it is not given.' })),
});
export type NewTask = Static<typeof NewTask>;

export const Task = Strict(
  {
    id: Type.String({ format: 'uuid', description: 'The same as the delivery’s.' }),
    organisationId: Id,
    appId: Nullable(Type.String({ format: 'uuid' })),
    price: Type.Integer({ description: price }),
    currency: Currency,
    broadcastPreference: OneOf(broadcastPreferences),
    vehiclePreference: OneOf(vehicleWishes),
    distanceMetres: Nullable(Type.Integer({ description: 'From the pickup to the drop-off.' })),
  },
  { $id: 'Task' },
);
export type Task = Static<typeof Task>;
