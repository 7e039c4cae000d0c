/** The body of every refusal. */
import { Type } from 'typebox';

/** Written by errors.ts, not by the serialiser of a route. */
const Refusal = Type.Object({
  status: Type.Literal('error'),
  message: Type.String({ description: 'Plain English.' }),
});

export const refusals = { '4xx': Refusal, '5xx': Refusal };
