/** A courier's phone signs in. */
import { Type, type Static } from 'typebox';
import { Courier } from './courier.ts';
import { Duty } from './courier-duty.ts';
import { Named, Nullable, Strict, Text } from './shape.ts';

export const NewCourierSession = Strict({ userName: Text(255), password: Text(256) });
export type NewCourierSession = Static<typeof NewCourierSession>;

export const CourierSession = Strict(
  {
    token: Type.String({ description: 'For `Authorization: Bearer …`; shown once.' }),
    expiresAt: Type.String({ format: 'date-time', description: 'It lives for 90 days after its last use.' }),
    courier: Named(Courier),
  },
  { $id: 'CourierSession' },
);
export type CourierSession = Static<typeof CourierSession>;

export const Me = Strict(
  {
    courier: Named(Courier),
    // a reference cannot be null: the fields stand here once more
    duty: Nullable(Strict(Duty.properties, { description: 'Null before anybody has set it.' })),
    now: Type.String({ format: 'date-time', description: 'Our clock.' }),
  },
  { $id: 'Me' },
);
export type Me = Static<typeof Me>;
