/** The body of every refusal. */
import { Type } from 'typebox';

export const Refusal = Type.Object({
  code: Type.String({ description: 'Does not change.' }),
  message: Type.String({ description: 'For people.' }),
  errors: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
});

/** What any operation may answer beside its success. */
export const refusals = { '4xx': Refusal, '5xx': Refusal };
