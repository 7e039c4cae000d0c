/** Forms of schema that answers are made of. */
import { Type, type TSchema } from 'typebox';

/** The type and null. */
export function Maybe(schema: TSchema) {
  return Type.Unsafe<unknown>({ ...schema, type: [Reflect.get(schema, 'type'), 'null'] });
}

export const words = Type.String();
export const time = Type.String({ description: '9-3-2022, 9:46 PM: where the order was placed.' });
export const amount = Type.String({
  description: '475.00: with the decimals of the plan’s currency, which is not named.',
});
export const status = Type.Object({ code: Type.Literal(1), message: words });
export const list = Type.Object({
  total_item: Type.Integer(),
  page_size: Type.Integer(),
  current_page: Type.Integer(),
  total_page: Type.Integer(),
});
