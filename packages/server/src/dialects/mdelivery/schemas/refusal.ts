/** The body of every refusal. */
import { Type } from 'typebox';

/** Written by errors.ts, not by the serialiser of a route. */
const Refusal = Type.Object({
  code: Type.Unsafe<string>({ type: 'string', enum: ['AuthenticationFailed', 'InvalidParameter', 'InternalError'] }),
  message: Type.String({ description: 'Plain English.' }),
});

export const refusals = { '4xx': Refusal, '5xx': Refusal };
