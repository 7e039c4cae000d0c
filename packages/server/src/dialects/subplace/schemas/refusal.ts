/** The body of every refusal. */
import { Type } from 'typebox';

/** Written by errors.ts, not by the serialiser of a route. With HTTP 200 as well. */
export const Refusal = Type.Object({
  status: Type.Object({
    code: Type.Unsafe<number>({
      type: 'integer',
      enum: [0, -1, -2, -3, -4],
      description: '0 failed, -1 invalid signature, -2 invalid parameter, -3 not found, -4 encryption required.',
    }),
    message: Type.String({ description: 'Plain English.' }),
  }),
});

export const refusals = { '4xx': Refusal, '5xx': Refusal };
