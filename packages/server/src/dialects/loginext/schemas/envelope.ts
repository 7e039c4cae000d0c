/** The envelope that every LogiNext answer wears. */
import { Type, type Static, type TSchema } from 'typebox';

export const ElementErrors = Type.Record(
  Type.String({ description: 'Index of the element in the request, from 0' }),
  Type.Array(Type.Object({ key: Type.String(), message: Type.Array(Type.String()) })),
);
export type ElementErrors = Static<typeof ElementErrors>;

/**
 * Every key an answer can have, in the order of the document's samples. `data` and `hasError` are in each, and not
 * marked so: what is required would be written before what is not, and `referenceId` would stand behind them.
 */
export function Envelope(data: TSchema): TSchema {
  return Type.Object({
    status: Type.Integer(),
    message: Type.Union([Type.String(), Type.Null()]),
    referenceId: Type.Optional(Type.Union([Type.Array(Type.Union([Type.String(), Type.Null()])), Type.Null()])),
    data: Type.Optional(data),
    error: Type.Optional(ElementErrors),
    hasError: Type.Optional(Type.Boolean()),
  });
}

/** An answer without data, and every refusal. */
export const PlainEnvelope = Envelope(Type.Null());
