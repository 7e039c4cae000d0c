/** Lists: one page, and how to ask for the next. */
import { Type, type Static, type TSchema } from 'typebox';
import { Nullable, Strict } from './shape.ts';

export function Page<T extends TSchema>(element: T) {
  return Strict({
    data: Type.Array(element),
    next: Nullable(Type.String({ description: 'The cursor of the next page; null when there is none.' })),
  });
}

export const pageFields = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before.' })),
};

export const PageQuery = Strict(pageFields);
export type PageQuery = Static<typeof PageQuery>;
